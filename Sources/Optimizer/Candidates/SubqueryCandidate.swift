import TrinoSQL

/// The rows of a sub-query that stands in several places as a table of its own.
///
/// ```sql
/// SELECT x.region FROM (SELECT o.region, sum(o.price) AS total FROM lake.raw.orders AS o WHERE o.paid GROUP BY o.region) AS x
/// WITH y AS (SELECT region, max(price) AS top FROM lake.raw.orders WHERE paid GROUP BY region) SELECT top FROM y
/// -- become readers of
/// INSERT INTO lake.fast.subquery_orders (region, total, top)
///   SELECT r.region, r.total, r.top FROM (SELECT t0.region AS region, sum(t0.price) AS total, max(t0.price) AS top
///     FROM lake.raw.orders AS t0 WHERE t0.paid GROUP BY t0.region) AS r (region, total, top);
/// SELECT x.region FROM (SELECT r.region AS region, r.total AS total FROM lake.fast.subquery_orders AS r) AS x
/// ```
/// Preconditions: those that `QueryNormaliser` notes as defects of a form, and that every column can be stored without loss, or is
/// cast back. Duplicates are kept as they are.
struct SubqueryCandidate: Sendable {
    /// The table's own name.
    let name: String
    let form: SubqueryForm
    /// In the order of the sub-query's items.
    let columns: [Column]
    let connector: ConnectorKind

    /// One column of it.
    struct Column: Sendable {
        /// What it holds: a text of the form's columns.
        let text: String
        let expression: Expression?
        let stored: NewTable.Column
        /// Its value over the table, called `r`, in the sub-query's own type.
        let read: Expression
    }

    /// A sub-query of the same key: what it gives.
    struct Member: Sendable {
        let form: SubqueryForm
        let outputs: [SubqueryOccurrence.Output]
    }

    /// - Parameter members: sub-queries of one key, whose outputs the table has all of.
    /// - Throws: `ResultCandidate.Refusal`, where a column can't be stored.
    init(_ members: [Member], name: String, connector: ConnectorKind) throws(ResultCandidate.Refusal) {
        guard let first = members.first else { throw .init(reason: "there is no sub-query") }
        var texts: [SubqueryForm.Column] = []
        var known: [String: SubqueryOccurrence.Output] = [:]
        for member in members {
            for column in member.form.columns where !texts.contains(where: { $0.text == column.text }) {
                texts.append(column)
            }
            for (text, output) in zip(member.form.outputs, member.outputs) { known[text] = known[text] ?? output }
        }
        var columns: [Column] = []
        for (index, column) in texts.enumerated() {
            // check: type-is-known
            guard let output = known[column.text], let type = output.type, type != .unknown else {
                throw .init(reason: "the type of a column is not known")
            }
            // check: zones-survive-storage
            if type.holdsZone, connector.losesZones {
                throw .init(reason: "a column may have zones, which would all become UTC when it is stored")
            }
            let own = ResultColumns.name(output.name, index: index, taken: columns.map(\.stored.name))
            let (stored, read) = try ResultColumns.column(own, type: type, connector: connector)
            columns.append(Column(text: column.text, expression: column.expression, stored: stored, read: read))
        }
        form = first.form
        self.name = name
        self.columns = columns
        self.connector = connector
    }

    /// The table with those of its columns that are read; with all where that isn't said.
    func table(reading names: Set<String>? = nil) -> NewTable {
        let kept = columns.filter { names?.contains($0.stored.name) ?? true }
        var inner = form.query
        let computed = form.isNarrowable ? kept : columns
        if form.isExtendable, case .select(var select) = inner.body {
            select.items = computed.compactMap { column in
                column.expression.map {
                    SelectItem(.expression($0, alias: Identifier(quotedWhereNeeded: column.stored.name)))
                }
            }
            inner.body = .select(select)
        }
        return NewTable(
            name: name, kind: .subquery, columns: kept.map(\.stored),
            definition: Select(
                items: [],
                from: [
                    Relation(
                        .aliased(
                            Relation(.subquery(inner)), alias: Identifier("r"),
                            columns: computed.map { Identifier($0.stored.name) }))
                ]),
            sources: form.sources.sorted(), layout: TableLayout(properties: LayoutAdvisor.storage(connector)),
            reasons: ["the rows of a sub-query that repeats"])
    }

    /// What stands for a sub-query of the same key; nil where the table lacks one of its columns.
    func replacement(for member: Member, table: TableName) -> SubqueryRewriter.Replacement? {
        var items: [SelectItem] = []
        var isWhole = member.outputs.count == columns.count
        for (place, (text, output)) in zip(member.form.outputs, member.outputs).enumerated() {
            guard let column = columns.first(where: { $0.text == text }) else { return nil }
            let name = output.name.map { Identifier(quotedWhereNeeded: $0) }
            items.append(SelectItem(.expression(column.read, alias: name)))
            if isWhole {
                let plain = if case .column = column.read.kind { true } else { false }
                isWhole = plain && columns[place].text == text && name?.canonical == column.stored.name
            }
        }
        return items.isEmpty ? nil : .init(table: table, items: items, isWholeTable: isWhole)
    }
}
