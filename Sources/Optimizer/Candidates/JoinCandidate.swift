import TrinoSQL

/// A table's rows, each with what is looked up for it in others: one wide table in the place of a join.
///
/// ```sql
/// SELECT o.orderdate, c.name FROM lake.raw.orders AS o JOIN lake.raw.customers AS c ON o.custkey = c.custkey
/// -- and others over the same join become readers of
/// INSERT INTO lake.fast.orders_joined (orderdate, customers_name, customers_matched)
///   SELECT t0.orderdate, t1.name, t1.custkey IS NOT NULL
///   FROM lake.raw.orders AS t0 LEFT JOIN lake.raw.customers AS t1 ON t0.custkey = t1.custkey;
/// SELECT j.orderdate AS orderdate, j.customers_name AS name FROM lake.fast.orders_joined AS j WHERE j.customers_matched
/// ```
/// Precondition: no two rows of a table that is looked up share a key (NULLs apart, which equal nothing). That was measured, no
/// constraint guards it, and so the statement that fills the table asserts it. Every column is stored so that its values can be
/// read back unchanged. Of the rows those may be left out that no reader looks at (``RowDemand``), by its conditions on the wide table.
struct JoinCandidate: Sendable {
    let base: TableName
    /// In an order in which each stands behind those that lead to it.
    let lookups: [Lookup]
    let columns: [Column]
    let name: String
    /// Of a table that is there already, the texts of the conditions of which its rows satisfy one set each; nil where it has all.
    var rows: [Set<String>]?

    struct Column: Sendable {
        let content: JoinedContent
        let name: String
        let type: SQLType
        let storedType: SQLType
    }

    /// What the candidate's statement calls the table that all starts from.
    static let rootPlace = 0

    /// - Parameters:
    ///   - contents: what queries read, with types. What can't be stored is left out, so that nothing that reads it is served.
    ///   - catalog: that of the new table.
    init(
        _ base: TableName, lookups: Set<Lookup>, contents: [JoinedContent: SQLType], name: String,
        connector: ConnectorKind, catalog: String
    ) {
        self.base = base
        self.lookups = lookups.ownersFirst
        self.name = name
        let places = Self.places(self.lookups)
        var names = ColumnNames()
        let ordered = contents.sorted { a, b in
            (places(a.key.lookup), a.key.text) < (places(b.key.lookup), b.key.text)
        }
        columns = ordered.compactMap { content, type in
            guard let stored = Self.stored(content, type, base: base, connector: connector, catalog: catalog) else {
                return nil
            }
            return Column(content: content, name: names.next(content), type: type, storedType: stored)
        }
    }

    /// One that is there already.
    init(_ base: TableName, lookups: Set<Lookup>, columns: [Column], name: String) {
        self.base = base
        self.lookups = lookups.ownersFirst
        self.columns = columns
        self.name = name
    }

    private static func stored(
        _ content: JoinedContent, _ type: SQLType, base: TableName, connector: ConnectorKind, catalog: String
    ) -> SQLType? {
        let source = content.lookup?.table ?? base
        // Within one catalog the zones are lost already, and nothing more is.
        // check: joined-zones-stay-in-their-catalog
        if source.catalog != catalog, type.holdsZone, connector.losesZones { return nil }
        switch StoredType(of: type, in: connector) {
        case .same: return type
        case .widened(let stored): return stored
        case .unsupported: return nil
        }
    }

    func column(_ content: JoinedContent) -> Column? { columns.first { $0.content == content } }

    /// Whether it holds all of what is asked.
    func holds(_ contents: some Sequence<JoinedContent>) -> Bool {
        let own = Set(columns.map(\.content))
        return contents.allSatisfy { own.contains($0) }
    }

    /// The table with those of its columns that are read, and with the lookups that these need.
    /// - Parameters:
    ///   - names: of columns; where none is read, since rows are only counted, the narrowest stays.
    ///   - filter: which rows are looked at, over the table's own columns; nil for all.
    func table(reading names: Set<String>, holding filter: Expression? = nil) -> NewTable {
        let asked = filter?.columnNames ?? []
        var kept = columns.filter { names.contains($0.name) || asked.contains($0.name) }
        if kept.isEmpty, let narrow = columns.min(by: { $0.storedType.usualWidth < $1.storedType.usualWidth }) {
            kept = [narrow]
        }
        let needed = kept.compactMap(\.content.lookup).reduce(into: Set<Lookup>()) { $0.formUnion($1.chain) }
        let joined = lookups.filter { needed.contains($0) }
        let place = Self.places(joined)
        let relation = joined.reduce(Self.relation(base, Self.rootPlace)) { left, lookup in
            let equalities = lookup.keys.map { key in
                Expression.comparison(
                    CanonicalForm.reading(place(key.owner), key.value), .equal,
                    CanonicalForm.reading(place(lookup), key.column))
            }
            return Relation(
                .join(
                    Join(
                        .left, left, Self.relation(lookup.table, place(lookup)), criteria: .on(.conjunction(equalities))
                    )))
        }
        var facts: [MeasuredFact] = []
        for lookup in joined {
            let fact = MeasuredFact.unique(lookup.keyColumns, of: lookup.table)
            if !facts.contains(fact) { facts.append(fact) }
        }
        var table = NewTable(
            name: name, kind: .join,
            columns: kept.map { column in
                let value = Self.value(column.content, place)
                return NewTable.Column(
                    name: column.name, storedType: column.storedType,
                    source: column.type == column.storedType ? value : .cast(value, to: DataType(column.storedType)))
            },
            definition: Select(items: [], from: [relation]),
            sources: Set([base] + joined.map(\.table)).sorted(), layout: TableLayout(),
            reasons: [
                "each row of \(base) once, with what is found for it by keys in \(Set(joined.map(\.table.table)).sorted().joined(separator: ", "))"
            ])
        table.facts = facts
        table.definition.filter = filter.map { table.computed($0) }
        if let filter { table.reasons.append("only rows that the workload looks at: \(filter.sql())") }
        return table
    }

    private static func value(_ content: JoinedContent, _ place: (Lookup?) -> Int) -> Expression {
        switch content {
        case .value(let lookup, let column):
            return CanonicalForm.reading(place(lookup), column)
        case .match(let lookup):
            // Equality found the row, so its key is not NULL; where no row was found everything is.
            let key = CanonicalForm.reading(place(lookup), lookup.keyColumns[0])
            return Expression(.isNull(key, negated: true))
        }
    }

    private static func relation(_ table: TableName, _ place: Int) -> Relation {
        Relation(
            .aliased(
                Relation(.table(TableReference(table.qualifiedName))),
                alias: Identifier(CanonicalForm.relation(place)), columns: []))
    }

    private static func places(_ lookups: [Lookup]) -> (Lookup?) -> Int {
        let places = Dictionary(lookups.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: { first, _ in first })
        return { lookup in lookup.flatMap { places[$0] } ?? rootPlace }
    }
}

/// Names for the columns: those of the table that all starts from keep theirs, others have their table's in front.
private struct ColumnNames {
    private var taken: Set<String> = []

    mutating func next(_ content: JoinedContent) -> String {
        let wanted =
            switch content {
            case .value(nil, let column): column
            case .value(let lookup?, let column): "\(lookup.table.table)_\(column)"
            case .match(let lookup): "\(lookup.table.table)_matched"
            }
        return taken.takeFree(wanted)
    }
}

extension JoinedContent {
    /// By which the columns of one lookup are put into an order.
    fileprivate var text: String {
        switch self {
        case .value(_, let column): "0 " + column
        case .match: "1"
        }
    }
}
