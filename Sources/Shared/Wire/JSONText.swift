import Foundation

/// JSON as text: members sorted by name, slashes as they are, no blanks.
struct JSONText {
    private(set) var bytes: [UInt8] = []

    /// Appends a value.
    ///
    /// - Throws: `EncodingError` for a number that is not finite.
    mutating func append(_ value: JSONValue) throws {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .integer(let value): append(value.description)
        case .number(let value): try append(value)
        case .string(let text): append(quoted: text)
        case .array(let elements): try append(elements) { try $1.append($0) }
        case .object(let members): try append(members.map { ($0.key, $0.value) }) { try $1.append($0) }
        }
    }

    /// Appends an array, each element as `write` does.
    mutating func append<Element>(_ elements: [Element], _ write: (Element, inout JSONText) throws -> Void) rethrows {
        bytes.append(UInt8(ascii: "["))
        for (place, element) in elements.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            try write(element, &self)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// Appends an object, each member's value as `write` does. Of several of one name the last counts.
    mutating func append<Value>(
        _ members: [(name: String, value: Value)], _ write: (Value, inout JSONText) throws -> Void
    ) rethrows {
        let order = members.indices.sorted { (members[$0].name, $0) < (members[$1].name, $1) }
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for (place, index) in order.enumerated() {
            let name = members[index].name
            if place + 1 < order.count, members[order[place + 1]].name == name { continue }
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            append(quoted: name)
            bytes.append(UInt8(ascii: ":"))
            try write(members[index].value, &self)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func append(_ number: Double) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(
                number, EncodingError.Context(codingPath: [], debugDescription: "\(number) can't be written as JSON"))
        }
        let text = number.description
        append(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.contains(where: Self.isEscaped) {
            for byte in text.utf8 {
                if Self.isEscaped(byte) { append(Self.escape(byte)) } else { bytes.append(byte) }
            }
        } else {
            append(text)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func escape(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\""): "\\\""
        case UInt8(ascii: "\\"): "\\\\"
        case 0x08: "\\b"
        case 0x0C: "\\f"
        case UInt8(ascii: "\n"): "\\n"
        case UInt8(ascii: "\r"): "\\r"
        case UInt8(ascii: "\t"): "\\t"
        default: "\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
        }
    }
}
