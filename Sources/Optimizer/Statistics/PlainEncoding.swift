import TrinoSQL

/// A column's values as bytes, one after another, as Parquet's PLAIN encoding has them: numbers, dates and times as little-endian
/// integers of their type's width, texts behind their length, and nothing for NULL.
///
/// Only to see how well they compress: the times' unit, say, isn't the file's.
struct PlainEncoding {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ value: EngineValue, as type: SQLType) {
        switch value {
        case .null: break
        case .boolean(let truth): bytes.append(truth ? 1 : 0)
        case .integer(let number): append(number, width: type == .bigint ? 8 : 4)
        case .double(let number): append(Int64(bitPattern: number.bitPattern), width: 8)
        case .real(let number): append(Int64(number.bitPattern), width: 4)
        case .text(let text): append(text, as: type)
        case .list(let elements): for element in elements { append(element, as: .unknown) }
        case .map(let entries):
            for entry in entries {
                append(entry.key, as: .unknown)
                append(entry.value, as: .unknown)
            }
        }
    }

    private mutating func append(_ text: String, as type: SQLType) {
        switch type {
        case .decimal:
            if let unscaled = Int64(text.filter { $0 != "." }) { return append(unscaled, width: 8) }
        case .date:
            if let day = DayNumber(text: text) { return append(Int64(day.days), width: 4) }
        case .timestamp:
            if let moment = Self.microseconds(text) { return append(moment, width: 8) }
        default: break
        }
        let letters = Array(text.utf8)
        append(Int64(letters.count), width: 4)
        bytes += letters
    }

    private mutating func append(_ number: Int64, width: Int) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0.prefix(width) }
    }

    /// Since 1970, of `2020-01-31 23:59:59.123`, whatever zone stands behind it.
    static func microseconds(_ text: String) -> Int64? {
        let parts = text.split(separator: " ")
        guard parts.count >= 2, let day = DayNumber(text: String(parts[0])) else { return nil }
        let clock = parts[1].split(separator: ":")
        guard clock.count == 3, let hours = Int64(clock[0]), let minutes = Int64(clock[1]),
            let seconds = Double(clock[2]),
            (0..<24).contains(hours), (0..<60).contains(minutes), (0..<61).contains(seconds)
        else { return nil }
        let whole = (Int64(day.days) * 24 + hours) * 60 + minutes
        return whole * 60_000_000 + Int64(seconds * 1_000_000)
    }
}
