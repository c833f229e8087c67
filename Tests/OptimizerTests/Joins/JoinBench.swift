import TrinoSQL

@testable import Optimizer

/// Makes tables of joined rows for queries and rewrites queries over them, without an engine.
struct JoinBench {
    let design = Design(catalog: "lake", schema: "fast", location: nil, connector: .iceberg, tables: [])
    /// The columns that no two rows share, by table; by default the customers' key.
    var keys: [String: [String]] = ["customers": ["custkey"]]

    /// Why something can't be done.
    struct Refused: Error {}

    func blocks(_ sql: String) throws -> (resolved: ResolvedQuery, blocks: [LookupBlock], refusals: [String]) {
        let reading = CatalogReading(Lakehouse.input([]))
        let resolved = try Resolver(catalog: reading.catalog).resolve(try Lakehouse.resolve(sql).withFullNames())
        let finder = LookupFinder(resolved)
        let keys = keys
        return (resolved, finder.blocks { keys[$0.table] == $1 }, finder.refusals)
    }

    /// The table that a query's largest block asks for, with what other queries read of it.
    func candidate(for sql: String, alsoFor others: [String] = []) throws -> JoinCandidate {
        guard let wanted = try blocks(sql).blocks.first(where: { !$0.members.isEmpty }) else { throw Refused() }
        var contents: [JoinedContent: SQLType] = [:]
        for other in [sql] + others {
            let (resolved, blocks, _) = try blocks(other)
            for block in blocks where block.table == wanted.table {
                contents.merge(LookupReads(block, within: wanted.lookups, in: resolved).contents) { first, _ in first }
            }
        }
        return JoinCandidate(
            wanted.table, lookups: wanted.lookups, contents: contents, name: "joined", connector: .iceberg,
            catalog: "lake")
    }

    func rewritten(_ sql: String, over candidate: JoinCandidate) throws -> String {
        let (resolved, blocks, _) = try blocks(sql)
        for block in blocks where block.table == candidate.base {
            let name = TableName(catalog: "lake", schema: "fast", table: candidate.name)
            return try LookupRewriter(resolved: resolved, block: block, candidate: candidate, name: name).apply().sql()
        }
        throw Refused()
    }

    /// What a query becomes over the table made for itself.
    func alone(_ sql: String) throws -> String { try rewritten(sql, over: try candidate(for: sql)) }

    func table(_ candidate: JoinCandidate) -> NewTable { candidate.table(reading: Set(candidate.columns.map(\.name))) }
}
