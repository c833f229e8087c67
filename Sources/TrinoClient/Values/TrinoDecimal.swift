/// A decimal's exact digits: never a binary floating-point number.
public struct TrinoDecimal: Sendable, Hashable {
    /// The number as Trino writes it, with as many digits after the point as its type's scale: `-12.50`.
    public let text: String

    /// nil where the text isn't a decimal number.
    public init?(_ text: String) {
        var digits = 0
        var points = 0
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: continue
            case 0x30...0x39: digits += 1
            case UInt8(ascii: ".") where points == 0 && digits > 0: points += 1
            default: return nil
            }
        }
        guard digits > 0, text.utf8.last != UInt8(ascii: ".") else { return nil }
        self.text = text
    }

    public var isNegative: Bool { text.utf8.first == UInt8(ascii: "-") }

    /// How many digits stand after the point.
    public var scale: Int {
        guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
        return text.utf8.distance(from: point, to: text.utf8.endIndex) - 1
    }

    /// The number times ten to the power of ``scale``, with its sign: `-1250`.
    public var unscaledText: String { text.filter { $0 != "." } }
}

extension TrinoDecimal: CustomStringConvertible {
    public var description: String { text }
}
