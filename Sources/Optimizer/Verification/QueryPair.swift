import TrinoSQL

/// An original and what is to take its place, ready to run on the same live data.
struct QueryPair: Sendable {
    /// As the client sent it, with full names; pinned to the snapshots that both read.
    let original: Query
    /// Over the same base tables: new tables are substituted by their definitions.
    let rewritten: Query
    /// The original's columns, as Trino shows their names.
    let outputs: [String]
    /// The outputs that any two runs may give differently, by place from 0.
    let unsettled: Set<Int>
    /// The base tables that either reads.
    let sources: Set<TableName>
    /// Whether both read one snapshot of every table.
    let isPinned: Bool
    /// The columns that either reads, by name; nil where a star reads all.
    let columns: Set<String>?

    /// - Parameters:
    ///   - original: resolved against the base tables.
    ///   - rewritten: over base tables, pinned already where `pins` has snapshots.
    ///   - columns: see above.
    init(
        original: ResolvedQuery, rewritten: Query, pins: SnapshotPins, sources: Set<TableName>, columns: Set<String>?
    ) {
        self.original = pins.pin(original.withFullNames(), sources: sources)
        self.rewritten = rewritten
        outputs = original.outputs.enumerated().map { $0.element.shownName(at: $0.offset) }
        unsettled = original.unsettledOutputs
        self.sources = sources
        isPinned = sources.allSatisfy { pins.snapshots[$0] != nil }
        self.columns = columns
    }
}
