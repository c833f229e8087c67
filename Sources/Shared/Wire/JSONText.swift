import Foundation

/// Writes ``JSONValue``s as text: members sorted by name, slashes as they are, no blanks.
struct JSONText {
    private(set) var bytes: [UInt8] = []

    /// - Throws: `EncodingError` for a number that is not finite.
    init(_ value: JSONValue) throws {
        bytes.reserveCapacity(1024)
        try append(value)
    }

    private mutating func append(_ value: JSONValue) throws {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .integer(let value): append("\(value)")
        case .number(let value): try append(value)
        case .string(let text): append(quoted: text)
        case .array(let elements): try append(elements)
        case .object(let members): try append(members)
        }
    }

    private mutating func append(_ number: Double) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(
                number, EncodingError.Context(codingPath: [], debugDescription: "\(number) can't be written as JSON"))
        }
        let text = "\(number)"
        append(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }

    private mutating func append(_ elements: [JSONValue]) throws {
        bytes.append(UInt8(ascii: "["))
        for (place, element) in elements.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            try append(element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func append(_ members: [String: JSONValue]) throws {
        bytes.append(UInt8(ascii: "{"))
        for (place, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            append(quoted: member.key)
            bytes.append(UInt8(ascii: ":"))
            try append(member.value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                bytes.append(byte)
            } else {
                append(Self.escape(byte))
            }
        }
        bytes.append(UInt8(ascii: "\""))
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
