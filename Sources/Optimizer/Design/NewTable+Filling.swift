import TrinoSQL

extension NewTable {
    /// Which columns of the query that fills a table are cast to the stored type once more.
    enum FillingCasts {
        case none
        /// Those whose type is inferred: what is computed, and is neither a cast nor a count. A column of a base table has a type already,
        /// which our rules can't be wrong about; uncast it follows a column whose type the owner of the base table widens.
        case inferred
        /// The same but for reals, for a table that is filled again: where the owner of a base table has since widened a real to a
        /// double, a cast would round what the query itself doesn't. Any other type that became too narrow fails.
        case inferredButReals
        case all
    }

    /// How the statement that fills the table casts: where a table's types were inferred, an engine that has another one for what is
    /// computed gives rows that were verified as of the stored type, or refuses the INSERT. A result's types are the engine's own.
    /// - Parameter isFirst: whether the table was created a moment before.
    func fillingCasts(isFirst: Bool) -> FillingCasts {
        switch kind {
        case .summary, .subquery: isFirst ? .inferred : .inferredButReals
        case .layout, .result, .join: .none
        }
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
                case .inferredButReals: isInferred(column) && column.storedType != .real
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
        // Where the owner of a base table has since made a text longer, a cast would cut it off; the INSERT fails.
        if column.storedType.isBoundedText { return false }
        return switch column.source.kind {
        case .cast(_, let type, isTry: false):
            type != DataType(column.storedType)
        case .column:
            // Where a query stands in FROM, its columns are computed.
            definition.from.contains { !$0.isOfTables }
        case .function(let call) where ["count", "count_if"].contains(call.name.last.canonical):
            column.storedType != .bigint
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

extension SQLType {
    fileprivate var isBoundedText: Bool {
        switch self {
        case .varchar(.some), .char: true
        default: false
        }
    }
}
