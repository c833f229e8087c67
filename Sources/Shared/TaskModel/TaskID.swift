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
        guard text.utf8.count == 36, text.utf8.enumerated().allSatisfy(Self.mayStand) else { return nil }
        let isUpper = text.utf8.contains { UInt8(ascii: "A")...UInt8(ascii: "F") ~= $0 }
        self.text = isUpper ? text.lowercased() : text
    }

    private static func mayStand(at place: Int, _ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"): dashes.contains(place)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            !dashes.contains(place)
        default: false
        }
    }

    /// Where the dashes of a UUID stand.
    private static let dashes = [8, 13, 18, 23]

    init(milliseconds: UInt64) {
        var generator = SystemRandomNumberGenerator()
        let high = generator.next() & 0x0FFF
        let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF
        let first = (milliseconds & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | high
        let second = 0x8000_0000_0000_0000 | low
        text = String(unsafeUninitializedCapacity: 36) { bytes in
            var digit = 0
            for place in 0..<36 {
                if Self.dashes.contains(place) {
                    bytes[place] = UInt8(ascii: "-")
                } else {
                    bytes[place] = Self.digits[Int((digit < 16 ? first : second) >> (60 - 4 * (digit % 16)) & 0xF)]
                    digit += 1
                }
            }
            return 36
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

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
