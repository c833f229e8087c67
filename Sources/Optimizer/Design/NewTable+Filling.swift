import TrinoSQL

extension NewTable {
    /// Which columns of the query that fills a table are cast to the stored type once more.
    enum FillingCasts {
        case none
        /// Those whose type is inferred: what is computed, and is no cast. A column of a base table has a type already, which our rules
        /// can't be wrong about; uncast it follows a column whose type the owner of the base table widens.
        case inferred
        case all
    }

    /// The query that fills the table, in the order of its columns. With `casts`, each column has exactly the stored type, as
    /// reading it back from the table would give.
    public func filling(casts: Bool, reading snapshots: SnapshotPins = SnapshotPins()) -> Query {
        filling(casts ? .all : .none, reading: snapshots)
    }

    func filling(_ casts: FillingCasts, reading snapshots: SnapshotPins = SnapshotPins()) -> Query {
        var select = definition
        select.items = columns.map { column in
            let isCast =
                switch casts {
                case .none: false
                case .inferred: isInferred(column)
                case .all: true
                }
            let value = isCast ? Expression.cast(column.source, to: DataType(column.storedType)) : column.source
            if !isCast, case .column(let name) = value.kind, name.parts.count == 1, name.last.canonical == column.name {
                return SelectItem(.expression(value, alias: nil))
            }
            return SelectItem(.expression(value, alias: Identifier(column.name)))
        }
        return snapshots.pin(Query(body: .select(select)), sources: Set(sources))
    }

    private func isInferred(_ column: Column) -> Bool {
        // Where the owner of a base table has since widened a real to a double, a cast would round what the query itself doesn't. Any
        // other type that became too narrow fails. A computed real needs none: the first INSERT would have refused a double.
        if column.storedType == .real { return false }
        return switch column.source.kind {
        case .cast(_, let type, isTry: false):
            type != DataType(column.storedType)
        case .column:
            // Where a query stands in FROM, its columns are computed.
            definition.from.contains { !$0.isOfTables }
        default: true
        }
    }
}

extension Relation {
    /// Whether nothing but tables and their joins stands in it.
    fileprivate var isOfTables: Bool {
        switch kind {
        case .table: true
        case .aliased(let inner, _, _): inner.isOfTables
        case .join(let join): join.left.isOfTables && join.right.isOfTables
        default: false
        }
    }
}
