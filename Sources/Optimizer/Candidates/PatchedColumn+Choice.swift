import TrinoSQL

extension PatchedColumn {
    /// Fewer bytes saved, of all rows, are not worth a column more.
    private static let leastSaved = 2_048
    /// The share of a column's bytes that may be left.
    private static let mostLeft = 0.85

    /// Larger numbers get 64 bits: what comes later may be a little larger still.
    private static let mostShort: UInt64 = 2_000_000_000

    /// The columns of a result that take much less room so, by place, and the share of their bytes that is left.
    ///
    /// - Parameters:
    ///   - types: by place, what would be stored as it is.
    ///   - order: the places of rows as they are going to be stored.
    static func choices(
        _ result: EngineResult, types: [Int: SQLType], in order: [Int32]
    ) -> [Int: (coding: PatchedColumn, share: Double)] {
        var choices: [Int: (coding: PatchedColumn, share: Double)] = [:]
        for (place, type) in types where result.columns.indices.contains(place) {
            let values = result.rows.lazy.map { $0[place] }
            guard let unit = unit(of: values, type) else { continue }
            let now = EncodedColumn(values, type: type).bytes(of: order[...])
            let numbers = values.map { Self.number(of: $0, unit) }
            let most = numbers.compactMap { $0.map(\.magnitude) }.max() ?? 0
            let coding = PatchedColumn(unit: unit, isShort: most < mostShort)
            let number = EncodedColumn(numbers.map { $0.map { .integer($0) } ?? .null }, type: coding.numberType)
            let other = EncodedColumn(zip(values, numbers).map { $1 == nil ? $0 : .null }, type: type)
            let then = number.bytes(of: order[...]) + other.bytes(of: order[...])
            if now - then >= leastSaved, Double(then) <= Double(now) * mostLeft {
                choices[place] = (coding, Double(then) / Double(now))
            }
        }
        return choices
    }

    /// The unit in which nearly all values are whole numbers; nil where there is none.
    private static func unit(of values: some Collection<EngineValue>, _ type: SQLType) -> Unit? {
        let units: [Unit]
        switch type {
        case .timestamp(precision: 6, withTimeZone: false): units = [.seconds]
        case .double: units = Self.units.filter { $0 != .seconds }
        default: return nil
        }
        let known = values.filter { $0 != .null && $0 != .double(0) }
        guard !known.isEmpty else { return nil }
        return units.first { unit in
            Double(known.count { number(of: $0, unit) == nil }) <= 0.02 * Double(known.count)
        }
    }

    /// The number that a value is stored as.
    private static func number(of value: EngineValue, _ unit: Unit) -> Int64? {
        switch (value, unit) {
        case (.double(let value), .decimals(let places)):
            let factor = (0..<places).reduce(1.0) { product, _ in product * 10 }
            let scaled = (value * factor).rounded()
            guard scaled != 0, scaled.magnitude < 9e15, scaled / factor == value else { return nil }
            return Int64(scaled)
        case (.text(let text), .seconds):
            guard let moment = PlainEncoding.microseconds(text), moment % 1_000_000 == 0 else { return nil }
            return Int32(exactly: moment / 1_000_000).map(Int64.init)
        default: return nil
        }
    }
}
