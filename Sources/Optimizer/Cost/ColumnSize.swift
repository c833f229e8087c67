import TrinoSQL

/// Bytes of a column's values before general compression, as columnar files hold them.
enum ColumnSize {
    /// The part of the encoded bytes that a codec such as ZSTD leaves, where the table's true size isn't known. A convention.
    static let compression = 0.5
    /// Bytes of a file without columns, and what each column takes beside its values: its schema, its chunk's place, its page's header
    /// and its bounds. Measured with Parquet files of a few rows and up to 9 columns.
    static let file = 100.0
    static let column = 170.0

    /// What is left for the values in so many bytes of files. What many files have beside them is an estimate: at most half is taken
    /// for it.
    static func values(of bytes: Double, files: Double, columns: Int) -> Double {
        let beside = file + column * Double(columns)
        return max(0, bytes - max(beside, min(files * beside, bytes / 2)))
    }

    /// The statistics' data size where the engine gives it, else the usual width of its type times the rows that aren't NULL. A
    /// column of few values (fewer than a tenth of the rows) is stored as a dictionary and log2(NDV) bits a row.
    static func encoded(_ type: SQLType, rows: Double, _ statistics: ColumnStatistics?) -> Double {
        let filled = rows * (1 - min(1, max(0, statistics?.nullsFraction ?? 0)))
        var size = statistics?.dataSize ?? filled * type.usualWidth
        if let distinct = statistics?.distinctValues, distinct > 0, distinct < rows / 10 {
            size = min(size, filled * max(1, bits(distinct)) / 8 + distinct * type.usualWidth)
        }
        return size
    }

    /// The largest dictionary that a chunk of a column has; beyond, its values are written one after another. Source: parquet-java's
    /// documentation, `parquet.dictionary.page.size`, whose default Trino's writer has too.
    static let largestDictionary = 1_048_576.0

    /// A column that other rows look up, each value as often as they find it: what a row of it takes in its own table, in no order,
    /// for each of them, or its own table's bytes as a dictionary and log2(NDV) bits a row, where that is less.
    static func lookedUp(_ bytes: Double, rows: Double, distinctValues: Double, by others: Double) -> Double {
        let written = bytes / max(1, rows) * others
        guard bytes <= largestDictionary else { return written }
        return min(written, bytes + others * bits(distinctValues) / 8)
    }

    /// Bits that tell so many values apart.
    private static func bits(_ values: Double) -> Double {
        var bits = 0.0
        var room = 1.0
        while room < values, bits < 64 {
            bits += 1
            room *= 2
        }
        return bits
    }
}

extension SQLType {
    /// Bytes of one value in memory; for types of variable width a usual length.
    var usualWidth: Double {
        switch self {
        case .boolean, .tinyint: 1
        case .smallint: 2
        case .integer, .real, .date: 4
        case .decimal(let precision, _): precision <= 18 ? 8 : 16
        case .char(let length): Double(length)
        case .varchar(let length?): Double(min(length, 24))
        case .varchar(nil), .varbinary, .json: 24
        case .uuid, .ipaddress: 16
        case .array, .map, .row: 48
        default: 8
        }
    }
}
