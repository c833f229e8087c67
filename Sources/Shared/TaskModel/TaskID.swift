import Foundation

/// A task's name: a UUID of version 7 in lower case, so that ids sort by age, can't be guessed and are safe in a URL.
///
/// Layout: RFC 9562, section 5.7: 48 bits of Unix milliseconds, then 74 random bits around version and variant.
public struct TaskID: Sendable, Hashable, Comparable, CustomStringConvertible {
    private let text: String

    /// A new id, for now.
    public init() {
        self.init(milliseconds: UInt64(max(0, Date().timeIntervalSince1970 * 1000)))
    }

    /// Reads an id as a client gives it; upper case is accepted.
    ///
    /// Nil where the text is no UUID, so that nothing but an id ever reaches the store or a log line.
    public init?(_ text: String) {
        guard text.utf8.count == 36, let uuid = UUID(uuidString: text) else { return nil }
        self.text = uuid.uuidString.lowercased()
    }

    init(milliseconds: UInt64) {
        var generator = SystemRandomNumberGenerator()
        let high = generator.next() & 0x0FFF
        let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF
        let first = (milliseconds & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | high
        let second = 0x8000_0000_0000_0000 | low
        let digits = Self.hexadecimal(first) + Self.hexadecimal(second)
        text = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
            .map { range in
                let lower = digits.index(digits.startIndex, offsetBy: range.lowerBound)
                let upper = digits.index(digits.startIndex, offsetBy: range.upperBound)
                return digits[lower..<upper]
            }
            .joined(separator: "-")
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    public var description: String { text }

    public static func < (left: TaskID, right: TaskID) -> Bool { left.text < right.text }
}

extension TaskID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = TaskID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "is not a task id")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
