import TrinoSQL

/// A table with one row for each group of a source's rows, from which several queries can put their aggregates together.
///
/// ```sql
/// SELECT region, avg(price) FROM lake.raw.orders WHERE status = 'paid' GROUP BY region
/// -- and others over the same table become readers of
/// INSERT INTO lake.fast.orders_summary (region, status, row_count, sum_price, count_price)
///   SELECT t0.region, t0.status, count(*), sum(t0.price), count(t0.price)
///   FROM lake.raw.orders AS t0 GROUP BY t0.region, t0.status
/// ```
/// Precondition: see `AggregationBlock` for what may be replaced, `RollUpRule` for how aggregates are put together. What the
/// proposal bakes in must filter every row of each block that reads the table.
struct SummaryCandidate: Sendable {
    let proposal: SummaryProposal
    let keys: [Column]
    let measures: [Column]
    let table: NewTable

    /// One column of it, and what it holds in canonical form.
    struct Column: Sendable {
        let name: String
        let expression: Expression
        let type: SQLType
        let storedType: SQLType
    }

    /// Why there is no such table.
    struct Refusal: Error {
        let reason: String
    }

    /// - Throws: `Refusal`, when a key or a measure can't be stored without loss.
    init(
        _ proposal: SummaryProposal, measures: [Measure], name: String, connector: ConnectorKind, layout: TableLayout
    ) throws(Refusal) {
        let source = proposal.source
        var taken: Set<String> = []
        var keyColumns: [Column] = []
        for key in proposal.keys.sorted(by: { $0.key < $1.key }).map(\.value) {
            keyColumns.append(
                Column(
                    name: taken.takeFree(Self.name(of: key.expression)), expression: key.expression, type: key.type,
                    storedType: try Self.stored(key.type, connector, of: key.expression)))
        }
        var measureColumns: [Column] = []
        for measure in measures {
            measureColumns.append(
                Column(
                    name: taken.takeFree(Self.plain(measure.suggestedName)), expression: measure.definition,
                    type: measure.type,
                    storedType: try Self.stored(measure.type, connector, of: measure.definition)))
        }
        guard !(keyColumns + measureColumns).isEmpty else { throw Refusal(reason: "it would have no column") }
        self.proposal = proposal
        self.keys = keyColumns
        self.measures = measureColumns
        var definition = source.select(filters: proposal.baked.sorted { $0.key < $1.key }.map(\.value))
        // One row for each group that has rows: without keys too, or it would be joined where no row was.
        if keyColumns.isEmpty {
            definition.having = .comparison(.countStar, .greater, .integer(0))
        } else {
            definition.groupBy = GroupBy(elements: keyColumns.map { .expression($0.expression) })
        }
        table = NewTable(
            name: name, kind: .summary,
            columns: (keyColumns + measureColumns).map { column in
                NewTable.Column(
                    name: column.name, storedType: column.storedType,
                    source: column.type == column.storedType
                        ? column.expression : .cast(column.expression, to: DataType(column.storedType)))
            }, definition: definition, sources: Set(source.tables).sorted(), layout: layout,
            reasons: ["one row for each group: \(keyColumns.count) keys, \(measureColumns.count) aggregates"])
    }

    /// One that is there already.
    init(_ proposal: SummaryProposal, keys: [Column], measures: [Column], table: NewTable) {
        self.proposal = proposal
        self.keys = keys
        self.measures = measures
        self.table = table
    }

    private static func stored(
        _ type: SQLType, _ connector: ConnectorKind, of expression: Expression
    ) throws(Refusal) -> SQLType {
        switch StoredType(of: type, in: connector) {
        case .same: return type
        case .widened(let stored): return stored
        case .unsupported(let reason): throw Refusal(reason: "\(expression.sql()) can't be stored: \(reason)")
        }
    }

    /// A column's own name; for an expression its function and the column in it.
    private static func name(of key: Expression) -> String {
        var columns: [String] = []
        key.forEachExpression { part in
            if case .column(let name) = part.kind { columns.append(name.last.canonical) }
        }
        switch key.kind {
        case .column: return plain(columns.first ?? "key")
        case .function(let call): return plain(([call.name.last.canonical] + columns.prefix(1)).joined(separator: "_"))
        case .isNull(_, let negated): return plain((columns.first ?? "key") + (negated ? "_known" : "_missing"))
        default: return plain("key_" + (columns.first ?? "value"))
        }
    }

    /// What may stand in a name without quotes.
    private static func plain(_ name: String) -> String {
        let letters = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        let text = String(letters.prefix(48))
        return Identifier(quotedWhereNeeded: text).isQuoted ? "c_" + text : text
    }
}
