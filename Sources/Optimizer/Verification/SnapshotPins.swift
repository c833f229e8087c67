import TrinoSQL

/// Which snapshot of each table a check reads, so that two queries see the same data although others write meanwhile.
public struct SnapshotPins: Sendable {
    /// Snapshot ids by table; empty where the engine can't travel in time.
    public var snapshots: [TableName: Int64]

    public init(_ snapshots: [TableName: Int64] = [:]) {
        self.snapshots = snapshots
    }

    /// The query with `FOR VERSION AS OF` behind each of the named tables that has a snapshot and no period of its own.
    ///
    /// Only full three-part names are matched, so that a common table of the same name is left alone.
    func pin(_ query: Query, sources: Set<TableName>) -> Query {
        guard !snapshots.isEmpty else { return query }
        var pinning = Pinning(snapshots: snapshots.filter { sources.contains($0.key) })
        return pinning.rewrite(query)
    }
}

private struct Pinning: SyntaxRewriter {
    let snapshots: [TableName: Int64]

    mutating func rewrite(_ relation: Relation) -> Relation {
        guard case .table(let reference) = relation.kind, reference.period == nil,
            let name = TableName(reference.name), let snapshot = snapshots[name]
        else { return rewriteChildren(of: relation) }
        let version = Expression(.integer(String(snapshot)))
        return Relation(.table(TableReference(reference.name, period: .version(version))), position: relation.position)
    }
}
