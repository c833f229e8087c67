import TrinoSQL

/// What a column takes in the files of a table, compressed, as rows that were drawn of it let expect: the less of
/// - a dictionary, where one is written (``ColumnSize/largestDictionary``): the entropy of its values a row, and each distinct value
///   once. Where rows lie as they do, the entropy among neighbours, and each group of neighbours names its values anew;
/// - values one after another, as well as deflate compresses those that were drawn, from everywhere or side by side.
///
/// Compared with the chunks of Parquet files (ZSTD) of 60 columns of all types: within a quarter for three columns in four, and within
/// a third for whole tables.
struct SampledColumnSize: Sendable {
    /// Bytes of the whole column as rows lie now.
    var natural: Double
    /// Bytes of the whole column if rows lay in no order at all.
    var scattered: Double
    /// Distinct values of the whole column.
    let distinctValues: Double

    /// - Parameters:
    ///   - drawn: Values from everywhere, one a row.
    ///   - neighbours: Values of rows that lie together in a file.
    ///   - rows: Of the table.
    ///   - distinctValues: Of the table, where the engine knows. Fewer than were drawn are what was known once.
    ///   - lengthening: How many times as long the values are as what was carried of them.
    init(
        drawn: [EngineValue], neighbours: [EngineValue], type: SQLType, rows: Double, distinctValues: Double?,
        lengthening: Double = 1
    ) {
        guard !drawn.isEmpty, !neighbours.isEmpty, rows > 0 else {
            (natural, scattered, self.distinctValues) = (0, 0, 0)
            return
        }
        let (all, near) = (ValueEntropy(drawn), ValueEntropy(neighbours))
        // A tenth is the engine's estimate.
        let known = distinctValues.flatMap { $0 >= 0.9 * Double(all.kinds) ? $0 : nil }
        let kinds = min(rows, known ?? all.distinctValues(rows: rows))
        self.distinctValues = kinds
        let bits = all.bits(distinctValues: kinds)
        let groups = max(1, rows / Double(neighbours.count))
        let bitsNear = near.bits + groups * Double(near.kinds) * (bits + 4) / rows
        let name = Self.sizes(of: Self.distinct(drawn), type)
        let dictionary = name.compressed * lengthening * kinds
        func isWritten(_ kinds: Double) -> Bool { kinds * name.plain * lengthening <= ColumnSize.largestDictionary }
        let kindsNear = min(kinds, Double(near.kinds) / Double(neighbours.count) * min(rows, Self.rowsOfGroup))
        let plain = rows * Self.sizes(of: drawn, type).compressed * lengthening
        let plainNear = rows * Self.sizes(of: neighbours, type).compressed * lengthening
        scattered = isWritten(kinds) ? min(rows * bits / 8 + dictionary, plain) : plain
        let dictionaryNear = isWritten(kindsNear) ? rows * bitsNear / 8 + dictionary : .infinity
        natural = min(scattered, dictionaryNear, plainNear)
    }

    /// Rows that share a dictionary: those of a row group of middling size. Trino's writer begins a new group by bytes, others by rows.
    private static let rowsOfGroup = 100_000.0

    /// The distinct values that aren't NULL, in the order in which they came.
    private static func distinct(_ values: [EngineValue]) -> [EngineValue] {
        var seen: Set<EngineValue> = [.null]
        return values.filter { seen.insert($0).inserted }
    }

    /// Bytes of a value, and those after deflate. Of very long values the first ones stand for all.
    private static func sizes(of values: [EngineValue], _ type: SQLType) -> (plain: Double, compressed: Double) {
        var encoding = PlainEncoding()
        var count = 0.0
        for value in values {
            encoding.append(value, as: type)
            count += 1
            if encoding.bytes.count > mostDeflated { break }
        }
        guard count > 0 else { return (0, 0) }
        return (Double(encoding.bytes.count) / count, Double(Deflated.size(of: encoding.bytes)) / count)
    }

    /// Deflate looks back 32 KiB.
    private static let mostDeflated = 4 << 20
}
