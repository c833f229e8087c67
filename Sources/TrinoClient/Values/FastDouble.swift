/// Most doubles in results are short, and those can be read without the general algorithm.
enum FastDouble {
    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// The exact value of a JSON number of up to 15 digits with a small exponent; nil for all others.
    ///
    /// A mantissa below 2^53 and a power of ten up to 10^22 are both exact doubles, so that one multiplication or
    /// division rounds correctly (Clinger, "How to read floating point numbers accurately", 1990).
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        var mantissa: UInt64 = 0
        var digits = 0
        var exponent = 0
        var index = 0
        let isNegative = bytes[0] == UInt8(ascii: "-")
        if isNegative { index = 1 }
        var seenPoint = false
        loop: while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x30...0x39:
                mantissa = mantissa &* 10 &+ UInt64(byte - 0x30)
                if mantissa > 0 { digits += 1 }
                if digits > 15 { return nil }
                if seenPoint { exponent -= 1 }
            case UInt8(ascii: "."): seenPoint = true
            default: break loop
            }
            index += 1
        }
        if index < bytes.count {
            index += 1
            var isNegativeExponent = false
            if bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                isNegativeExponent = bytes[index] == UInt8(ascii: "-")
                index += 1
            }
            guard bytes.count - index <= 4 else { return nil }
            let written = bytes[index...].reduce(0) { $0 * 10 + Int($1 - 0x30) }
            exponent += isNegativeExponent ? -written : written
        }
        guard -22...22 ~= exponent else { return nil }
        let magnitude =
            exponent < 0 ? Double(mantissa) / powersOfTen[-exponent] : Double(mantissa) * powersOfTen[exponent]
        return isNegative ? -magnitude : magnitude
    }
}
