import TrinoSQL

@testable import Optimizer

/// Makes summaries for queries and rewrites queries over them, without an engine.
struct SummaryBench {
    let design = Design(catalog: "lake", schema: "fast", location: nil, connector: .iceberg, tables: [])

    /// Why something can't be done.
    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    func blocks(_ sql: String) throws -> (
        resolved: ResolvedQuery, found: [BlockFinder.SelectBlocks], refusals: [String]
    ) {
        let reading = CatalogReading(Lakehouse.input([]))
        let resolver = Resolver(catalog: reading.catalog, defaultCatalog: "lake", defaultSchema: "raw")
        let resolved = DerivedTableFlattening(resolver: resolver).flattened(try Lakehouse.resolve(sql))
        let found = BlockFinder(resolved: resolved).find()
        return (resolved, found.blocks, found.refusals)
    }

    /// The summary that a query's last block asks for.
    /// - Parameters:
    ///   - distinct: values of a column, for open keys.
    ///   - form: 0 bakes filters in, 1 keeps the columns that filters compare, 2 keeps the filters themselves.
    func summary(
        for sql: String, form: Int = 1, mode: AggregationBlock.Mode = .rollUp, distinct: Double? = 10,
        alsoFor others: [String] = []
    ) throws -> SummaryCandidate {
        let wanted = try blocks(sql).found.flatMap(\.blocks).filter { $0.needsOwnGroups == (mode == .ownGroups) }
        guard let block = wanted.last else { throw Refused(description: "no block: \(try blocks(sql).refusals)") }
        let proposals = SummaryProposals { _ in distinct }.proposals(for: block)
        let proposal = proposals[min(form, proposals.count - 1)]
        var measures: [String: Measure] = [:]
        for other in [sql] + others {
            for served in try blocks(other).found.flatMap(\.blocks)
            where served.needsOwnGroups == block.needsOwnGroups && proposal.serves(served) {
                for measure in served.rollUps.values.flatMap(\.measures) { measures[measure.key] = measure }
            }
        }
        return try SummaryCandidate(
            proposal, measures: measures.sorted { $0.key < $1.key }.map(\.value), name: "summary", connector: .iceberg,
            layout: TableLayout())
    }

    /// A query with each SELECT that can read the summary reading it.
    func rewritten(_ sql: String, over summary: SummaryCandidate) throws -> String {
        let (resolved, found, refusals) = try blocks(sql)
        var replacements: [Int: SummaryRewriter.Replacement] = [:]
        for select in found {
            guard let block = select.blocks.first(where: { summary.proposal.serves($0) }) else { continue }
            replacements[select.select] = .init(block: block, summary: summary, name: design.name(of: summary.table))
        }
        guard !replacements.isEmpty else { throw Refused(description: "no block reads it; \(refusals)") }
        return try SummaryRewriter(resolved: resolved, replacements: replacements).apply().sql()
    }

    /// What a query becomes over the summary made for itself.
    func alone(_ sql: String, form: Int = 1) throws -> String {
        try rewritten(sql, over: try summary(for: sql, form: form))
    }

    func filling(_ summary: SummaryCandidate) -> String { summary.table.filling(casts: false).sql() }
}
