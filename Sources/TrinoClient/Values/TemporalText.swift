/// The forms of Trino's temporal texts, checked byte by byte.
enum TemporalText {
    /// `2020-01-02`; years may be negative or longer than four digits.
    static func isDate(_ text: String) -> Bool {
        read(text) { reader in
            reader.date() && reader.isAtEnd
        }
    }

    /// `01:02:03` with any number of fraction digits.
    static func isTime(_ text: String) -> Bool {
        read(text) { reader in
            reader.time() && reader.isAtEnd
        }
    }

    /// A time followed by an offset such as `+02:00`.
    static func isTimeWithTimeZone(_ text: String) -> Bool {
        read(text) { reader in
            reader.time() && reader.offset() && reader.isAtEnd
        }
    }

    /// A date, a space and a time.
    static func isTimestamp(_ text: String) -> Bool {
        read(text) { reader in
            reader.date() && reader.accept(" ") && reader.time() && reader.isAtEnd
        }
    }

    /// A timestamp, a space, and a zone: a name, `UTC` or an offset.
    static func isTimestampWithTimeZone(_ text: String) -> Bool {
        read(text) { reader in
            reader.date() && reader.accept(" ") && reader.time() && reader.accept(" ") && reader.zone()
        }
    }

    /// `1-2`, `-1-2`.
    static func isIntervalYearToMonth(_ text: String) -> Bool {
        read(text) { reader in
            _ = reader.accept("-")
            return reader.digits(1...10) && reader.accept("-") && reader.number(2, below: 12, loose: true)
                && reader.isAtEnd
        }
    }

    /// `3 02:00:00.000`, `-3 02:00:00.000`.
    static func isIntervalDayToSecond(_ text: String) -> Bool {
        read(text) { reader in
            _ = reader.accept("-")
            return reader.digits(1...19) && reader.accept(" ") && reader.time() && reader.isAtEnd
        }
    }

    private static func read(_ text: String, _ check: (inout Reader) -> Bool) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var reader = Reader(bytes)
            return check(&reader)
        }
    }

    private struct Reader {
        private let bytes: UnsafeBufferPointer<UInt8>
        private var position = 0

        init(_ bytes: UnsafeBufferPointer<UInt8>) {
            self.bytes = bytes
        }

        var isAtEnd: Bool { position == bytes.count }

        mutating func accept(_ character: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
            position += 1
            return true
        }

        mutating func digits(_ count: ClosedRange<Int>) -> Bool {
            let start = position
            while position < bytes.count, bytes[position] &- 0x30 < 10 { position += 1 }
            return count.contains(position - start)
        }

        /// A number of `width` digits (or fewer, where `loose`) below `limit`.
        mutating func number(_ width: Int, below limit: Int, loose: Bool = false, from least: Int = 0) -> Bool {
            let start = position
            guard digits(loose ? 1...width : width...width) else { return false }
            let value = bytes[start..<position].reduce(0) { $0 * 10 + Int($1 &- 0x30) }
            return value < limit && value >= least
        }

        mutating func date() -> Bool {
            if !accept("-") { _ = accept("+") }
            return digits(4...9) && accept("-") && number(2, below: 13, from: 1) && accept("-")
                && number(2, below: 32, from: 1)
        }

        mutating func time() -> Bool {
            guard number(2, below: 24), accept(":"), number(2, below: 60), accept(":"), number(2, below: 60) else {
                return false
            }
            return accept(".") ? digits(1...12) : true
        }

        mutating func offset() -> Bool {
            guard accept("+") || accept("-") else { return false }
            return number(2, below: 19) && accept(":") && number(2, below: 60)
        }

        mutating func zone() -> Bool {
            let start = position
            if offset(), isAtEnd { return true }
            let name = bytes[start...]
            return !name.isEmpty
                && name.allSatisfy { byte in
                    switch byte {
                    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                    default: "/_+-:".utf8.contains(byte)
                    }
                }
        }
    }
}
