import TrinoSQL

/// A table that the design adds: what it holds, where that comes from, and how it lies on disk.
public struct NewTable: Sendable {
    /// One column of it.
    public struct Column: Sendable, Hashable {
        /// The name, in lower case.
        public var name: String
        /// The type that the connector stores, and that the DDL declares.
        public var storedType: SQLType
        /// The value, as an expression over the relations of `definition`.
        public var source: Expression

        public init(name: String, storedType: SQLType, source: Expression) {
            self.name = name
            self.storedType = storedType
            self.source = source
        }
    }

    /// The table's own name, without catalog and schema.
    public var name: String
    public var kind: Kind
    public var columns: [Column]
    /// FROM, WHERE and GROUP BY that the columns are computed over; its select items are ignored.
    public var definition: Select
    /// Canonical three-part names of the tables it is filled from.
    public var sources: [TableName]
    public var layout: TableLayout
    /// Why it is there, for the report.
    public var reasons: [String]
    /// Rows that it will have, where they were counted or estimated when it was chosen.
    public var expectedRows: Double?
    /// Bytes that columns will take, where its rows were seen.
    public var columnBytes: [String: Double] = [:]
    /// What was measured on the live data and must stay true for the table to be right.
    public var facts: [MeasuredFact] = []

    /// The families of candidates.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A base table with the columns that the workload needs, laid out anew.
        case layout
        /// The rows that a query gives.
        case result
        /// One row for each group of a base table's or a join's rows, which several queries aggregate on.
        case summary
        /// A base table's rows, each with what is looked up for it in others by their keys.
        case join
        /// The rows of a sub-query that stands in several places of the workload.
        case subquery
    }
}

/// How a table's data lie on disk.
public struct TableLayout: Sendable, Hashable {
    /// In the connector's own spelling: `month(d)`, `region`.
    public var partitioning: [String]
    /// Column names, each ascending.
    public var sortedBy: [String]
    /// Further table properties, as SQL literals by name.
    public var properties: [String: PropertyValue]
    /// What the original's columns take now and in this order, as far as a sample of rows shows.
    public var sampledSizes: [String: SampledOrder.Size] = [:]

    public init(partitioning: [String] = [], sortedBy: [String] = [], properties: [String: PropertyValue] = [:]) {
        self.partitioning = partitioning
        self.sortedBy = sortedBy
        self.properties = properties
    }
}

/// A table property's value.
public enum PropertyValue: Sendable, Hashable {
    case text(String)
    case number(Int)
    case texts([String])
    /// As it was written.
    case other(Expression)

    var expression: Expression {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .integer(number)
        case .texts(let texts): Expression(.array(texts.map { .string($0) }))
        case .other(let expression): expression
        }
    }
}
