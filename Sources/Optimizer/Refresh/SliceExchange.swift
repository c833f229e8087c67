import TrinoSQL

/// Brings a table up to date by exchanging those slices that differ from the source.
///
/// ```sql
/// DELETE FROM lake.fast.orders WHERE month(orderdate) IN (
///   SELECT slice FROM (SELECT month(orderdate) AS slice, count(*), checksum(rows as text) FROM lake.fast.orders GROUP BY 1
///                      EXCEPT SELECT month(orderdate), count(*), checksum(rows as text) FROM lake.raw.orders GROUP BY 1));
/// INSERT INTO lake.fast.orders (...) SELECT ... FROM lake.raw.orders WHERE month(orderdate) NOT IN (SELECT month(orderdate) FROM lake.fast.orders)
/// ```
/// (`month(x)` stands for what `Slicing` writes.) The first statement takes away each slice whose rows are not exactly the source's,
/// the second adds each slice that is not there. So running both again changes nothing, a run that broke off between them is made
/// good by the next one, and rows that arrive meanwhile can't be added twice. Late rows, rows without a value, duplicates, changed
/// and deleted rows come out right: each makes its slice differ.
struct SliceExchange: Sendable {
    /// By what slices are compared.
    enum Comparison: Sendable, Hashable {
        /// The number of rows and a checksum over whole rows. Supposes nothing, but for a chance of 2^-64 a slice that other rows have the
        /// same checksum.
        case digests
        /// The number of rows alone: exact where rows are only ever added, since a slice with as many rows then has the same ones.
        case counts
    }

    let table: NewTable
    let name: QualifiedName
    let slicing: Slicing
    let comparison: Comparison

    /// Nil where the table can't be refreshed so: its rows come from a join, HAVING, grouping sets or windows, or groups don't say how
    /// many rows they hold; or by counts, where rows leave a window of time while others arrive.
    init?(_ table: NewTable, name: QualifiedName, slicing: Slicing, comparison: Comparison) {
        guard table.sources.count == 1, table.definition.from.count == 1, table.definition.from[0].isBaseTable,
            table.definition.having == nil, table.definition.windows.isEmpty, table.definition.quantifier == nil
        else { return nil }
        if comparison == .counts, table.definition.filter?.readsClock ?? false { return nil }
        if table.isGrouped {
            let isPlain = (table.definition.groupBy?.elements ?? []).allSatisfy { element in
                if case .expression = element { true } else { false }
            }
            guard isPlain, comparison == .counts, table.rowCounter != nil,
                table.groupKeys.contains(slicing.column.name)
            else { return nil }
        }
        if comparison == .digests, !table.columns.allSatisfy({ $0.storedType.hasChecksum }) { return nil }
        self.table = table
        self.name = name
        self.slicing = slicing
        self.comparison = comparison
    }

    var statements: [Statement] { [delete, insert] }

    /// Slices of the new table that are not exactly the source's: what a statement that re-checks the table looks for.
    var differences: Query {
        var new = Select(
            items: [item(slicing.ofNewTable, "slice")] + sizes(of: .newTable), from: [newTable],
            groupBy: GroupBy(elements: [.expression(.integer(1))]))
        var source = table.definition
        source.items = [item(slicing.ofSource, "slice")] + sizes(of: .source)
        source.groupBy = new.groupBy
        new.quantifier = nil
        let differing = SetOperation(.except, branches: [.select(new), .select(source)])
        let relation = Relation(
            .aliased(
                Relation(.subquery(Query(body: .setOperation(differing)))), alias: Identifier("differing"), columns: []
            ))
        return Query(
            body: .select(
                Select(items: [SelectItem(.expression(.column("differing", "slice"), alias: nil))], from: [relation])))
    }

    // MARK: - Statements

    private var delete: Statement {
        let changed = Expression(.inSubquery(slicing.ofNewTable, differences, negated: false))
        return Statement(.delete(Delete(table: TargetTable(name), filter: changed)))
    }

    private var insert: Statement {
        let present = Query(
            body: .select(Select(items: [item(slicing.ofNewTable, "slice")], from: [newTable])))
        let isAbsent = Expression(.inSubquery(slicing.ofSource, present, negated: true))
        var copy = table
        copy.definition.filter = .conjunction([table.definition.filter, isAbsent].compactMap { $0 })
        return Statement(
            .insert(
                Insert(
                    table: TargetTable(name), columns: table.columns.map { Identifier($0.name) },
                    query: copy.filling(table.fillingCasts(isFirst: false)))))
    }

    private enum Side { case newTable, source }

    private func sizes(of side: Side) -> [SelectItem] {
        switch comparison {
        case .counts:
            // One type on both sides, whatever the counts are stored as.
            let type = DataType(.decimal(precision: 38, scale: 0))
            let count: Expression =
                if side == .newTable, let counter = table.rowCounter {
                    .call("sum", [.column(counter)])
                } else {
                    .countStar
                }
            return [item(.cast(count, to: type), "row_count")]
        case .digests:
            let texts = table.columns.map { column -> Expression in
                switch side {
                case .newTable:
                    text(of: .column(QualifiedName([Identifier(quotedWhereNeeded: column.name)])), column.storedType)
                case .source: text(of: .cast(column.source, to: DataType(column.storedType)), column.storedType)
                }
            }
            let row = texts.count == 1 ? texts[0] : Expression(.concatenation(texts))
            return [item(.countStar, "row_count"), item(.call("checksum", [row]), "digest")]
        }
    }

    /// A value as a text that ends by itself, `3:abc`, so that one after the other they tell rows apart; NULL is `n`.
    ///
    /// Not the checksum of a ROW, which in Trino is a weighted sum of its fields' hashes, with 0 for NULL: values that change places
    /// within a slice, or a NULL that becomes 0, leave it as it was. (Trino, `RowType` and `ChecksumAggregationFunction`;
    /// trinodb/trino issue 12893.) That of a text is a hash of all its bytes.
    private func text(of value: Expression, _ type: SQLType) -> Expression {
        let text: Expression =
            type == .varbinary ? .call("to_hex", [value]) : .cast(value, to: DataType(.unboundedVarchar))
        let length = Expression.cast(.call("length", [text]), to: DataType(.unboundedVarchar))
        return Expression(
            .caseWhen(
                CaseExpression(
                    branches: [.init(when: Expression(.isNull(value, negated: false)), then: .string("n"))],
                    otherwise: Expression(.concatenation([length, .string(":"), text])))))
    }

    private func item(_ value: Expression, _ alias: String) -> SelectItem {
        SelectItem(.expression(value, alias: Identifier(alias)))
    }

    private var newTable: Relation { Relation(.table(TableReference(name))) }
}

extension NewTable {
    /// The column that says how many rows a group holds; nil where there is none, or rows are no groups.
    fileprivate var rowCounter: String? {
        guard isGrouped else { return nil }
        return columns.first { $0.source == .countStar }?.name
    }
}

extension Relation {
    /// Whether it is one table by its name, with or without an alias, and no older version of it.
    fileprivate var isBaseTable: Bool {
        switch kind {
        case .table(let reference): reference.period == nil
        case .aliased(let inner, _, _): inner.isBaseTable
        default: false
        }
    }
}

extension SQLType {
    /// Whether a checksum tells its values apart. Left out are types whose equal values can be stored in more than one way.
    fileprivate var hasChecksum: Bool {
        switch self {
        case .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal, .varchar, .varbinary, .date,
            .timestamp, .uuid:
            true
        default: false
        }
    }
}
