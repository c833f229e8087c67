import TrinoSQL

/// One element of a partitioning: `region`, `month(d)`, `bucket(k, 16)`.
struct PartitionTransform: Sendable, Hashable {
    var column: String
    /// In lower case; nil for the column's own values.
    var transform: String?
    /// The second argument: buckets, or the width of a truncation.
    var argument: Int?

    /// From the connector's spelling; nil for what is not read.
    init?(_ text: String) {
        let plain = text.lowercased().filter { !$0.isWhitespace && $0 != "\"" }
        guard let open = plain.firstIndex(of: "(") else {
            guard !plain.isEmpty else { return nil }
            self.init(column: plain)
            return
        }
        guard plain.hasSuffix(")") else { return nil }
        let arguments = plain[plain.index(after: open)...].dropLast().split(separator: ",")
        guard let column = arguments.first else { return nil }
        self.init(
            column: String(column), transform: String(plain[..<open]),
            argument: arguments.count > 1 ? Int(arguments[1]) : nil)
    }

    init(column: String, transform: String? = nil, argument: Int? = nil) {
        self.column = column
        self.transform = transform
        self.argument = argument
    }

    var isBucket: Bool { transform == "bucket" }

    /// How many partitions it makes; nil where that can't be told.
    func count(_ statistics: ColumnStatistics?) -> Double? {
        switch transform {
        case nil:
            return statistics?.distinctValues.map { max(1, $0) }
        case "bucket":
            return argument.map { Double(max(1, $0)) }
        default:
            guard let unit = Self.days[transform ?? ""], let low = statistics?.low.flatMap(DayNumber.init(text:)),
                let high = statistics?.high.flatMap(DayNumber.init(text:)), high.days >= low.days
            else { return nil }
            return (Double(high.days - low.days) / unit).rounded(.up) + 1
        }
    }

    private static let days = ["hour": 1.0 / 24, "day": 1, "month": 30.44, "year": 365.25]
}

extension TableLayout {
    /// What the WITH clause of existing DDL says: Iceberg's `partitioning`, Hive's `partitioned_by`, `sorted_by`.
    init(declared properties: [String: Expression]) {
        func texts(_ name: String) -> [String] {
            guard case .array(let elements)? = properties[name]?.kind else { return [] }
            return elements.compactMap { element in
                if case .string(let literal) = element.kind { literal.value.lowercased() } else { nil }
            }
        }
        self.init(
            partitioning: texts("partitioning") + texts("partitioned_by"),
            sortedBy: texts("sorted_by").map { column in
                String(column.split(separator: " ").first ?? "")
            })
    }
}
