import TrinoSQL

extension TableEstimate {
    /// A table of rows joined beforehand: as many as the table that all starts from has, whose columns take what they take there. A
    /// column that was looked up has its own table's values, as often as rows find them.
    /// - Parameter tables: of its sources.
    init(joined table: NewTable, from tables: [TableName: TableEstimate]) {
        let sources = table.joinedSources
        let base = sources[CanonicalForm.relation(JoinCandidate.rootPlace)]
        let rows = base.flatMap { tables[$0]?.rows } ?? table.expectedRows ?? Self.unknownRows
        var columns: [String: Column] = [:]
        for column in table.columns {
            let (source, known) = Self.origin(of: column, sources, tables)
            if let known, source == base {
                columns[column.name] = Column(
                    bytes: known.bytes, statistics: known.statistics)
                continue
            }
            var statistics = known?.statistics ?? ColumnStatistics()
            if let source, let found = tables[source], let known {
                let distinct = min(found.rows, statistics.distinctValues ?? found.rows)
                statistics.distinctValues = distinct
                statistics.dataSize = statistics.dataSize.map { $0 / max(1, found.rows) * rows }
                columns[column.name] = Column(
                    bytes: ColumnSize.lookedUp(
                        known.scattered ?? known.bytes, rows: found.rows, distinctValues: distinct, by: rows),
                    statistics: statistics)
                continue
            }
            if column.storedType == .boolean {
                statistics.distinctValues = 2
                statistics.nullsFraction = 0
            }
            let size = ColumnSize.encoded(column.storedType, rows: rows, statistics) * ColumnSize.compression
            columns[column.name] = Column(bytes: size, statistics: statistics)
        }
        let whole = TableEstimate(rows: rows, columns: columns, layout: table.layout)
        self = whole.holding(table.definition.filter.map { whole.share(of: $0, in: table) } ?? 1)
    }

    /// The part of the rows that a filter leaves, as far as statistics of the joined columns tell. That a row finds its match is taken
    /// to be the rule.
    private func share(of filter: Expression, in table: NewTable) -> Double {
        let matches = Set(table.columns.filter { if case .isNull = $0.source.kind { true } else { false } }.map(\.name))
        let asked = table.overOwnColumns(filter).transformed { part in
            guard case .column(let name) = part.kind, matches.contains(name.last.canonical) else { return part }
            return Expression(.isNull(part, negated: true))
        }
        let name = TableName(catalog: "joined", schema: "joined", table: table.name)
        var catalog = Catalog()
        catalog.add(table.schema(named: name))
        return share(of: asked, in: name, catalog)
    }

    /// The table and the column that a value is read from; nothing for what is computed.
    private static func origin(
        of column: NewTable.Column, _ sources: [String: TableName], _ tables: [TableName: TableEstimate]
    ) -> (TableName?, Column?) {
        var value = column.source
        if case .cast(let inner, _, _) = value.kind { value = inner }
        guard case .column(let name) = value.kind, name.parts.count == 2, let source = sources[name.parts[0].canonical]
        else { return (nil, nil) }
        return (source, tables[source]?.columns[name.last.canonical])
    }
}

extension NewTable {
    /// The tables that its rows are joined from, by the names that its definition gives them.
    var joinedSources: [String: TableName] {
        var names: [String: TableName] = [:]
        func visit(_ relation: Relation) {
            switch relation.kind {
            case .join(let join):
                visit(join.left)
                visit(join.right)
            case .aliased(let inner, let alias, _):
                if case .table(let reference) = inner.kind { names[alias.canonical] = TableName(reference.name) }
            default:
                break
            }
        }
        for relation in definition.from { visit(relation) }
        return names
    }
}
