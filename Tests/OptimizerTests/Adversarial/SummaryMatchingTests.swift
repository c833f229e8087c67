import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

/// Every way in which a query could read a summary gives its original's rows; where the summary lacks something there is no way.
/// No check on data may take a way back here: what rules let through must be right by itself.
@Suite(
    "Queries over summaries", .adversarialLab,
    .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct SummaryMatchingTests {
    @Test("A summary that another query asks for", arguments: SummaryCases.all)
    func matching(item: SummaryCase) async throws {
        let lab = try #require(AdversarialLab.current)
        let ways = try lab.ways(for: item.reader, over: item.maker)
        if let isServed = item.isServed {
            let counted = ways.filter { !item.putTogetherOnly || !$0.keepsOwnGroups }
            #expect(counted.isEmpty == !isServed, "\(item.name): \(counted.map { $0.rewritten.sql() })")
        }
        try await compare(ways, with: item.reader, named: item.name, lab)
    }

    @Test("A summary that the query itself asks for", arguments: EquivalenceTests.cases.map(\.original))
    func alone(sql: String) async throws {
        let lab = try #require(AdversarialLab.current)
        try await compare(try lab.ways(for: sql, over: sql), with: sql, named: sql, lab)
    }

    @Test("There are no two cases of one name")
    func names() {
        #expect(Set(SummaryCases.all.map(\.name)).count == SummaryCases.all.count)
    }

    private func compare(
        _ ways: [AdversarialLab.Way], with sql: String, named name: String, _ lab: AdversarialLab
    ) async throws {
        let original = try lab.resolve(sql)
        for way in ways {
            let check = try await lab.compare(way.rewritten, with: original, design: way.design)
            guard case .equal = check else {
                let filling = way.design.tables.map { $0.filling(casts: false).sql() }
                Issue.record("\(name): \(check.words)\n\(way.rewritten.sql())\nover \(filling)")
                continue
            }
        }
    }
}

extension AdversarialLab {
    /// A query over one summary, and the design of that summary.
    struct Way: Sendable {
        let rewritten: Query
        let design: Design
        /// Whether the summary has one row for each of the query's own groups.
        let keepsOwnGroups: Bool
    }

    /// Each way in which one SELECT of a query can read a summary that another query asks for. Sums whose last digits could show
    /// are left out, as they are where nothing was measured.
    func ways(for reader: String, over maker: String) throws -> [Way] {
        var seen: Set<String> = []
        let made = try blocks(maker).blocks
        let proposals = made.flatMap { SummaryProposals { _ in 10 }.proposals(for: $0) }
            .filter { seen.insert($0.key).inserted }
        let (resolved, own) = try blocks(reader)
        var ways: [Way] = []
        for proposal in proposals {
            for block in own where block.exposedSums.isEmpty && proposal.serves(block) {
                var measures: [String: Measure] = [:]
                for served in made + [block]
                where served.needsOwnGroups == block.needsOwnGroups && proposal.serves(served) {
                    for measure in served.rollUps.values.flatMap(\.measures) { measures[measure.key] = measure }
                }
                var design = Design(catalog: "iceberg", schema: "new", location: nil, connector: .iceberg, tables: [])
                guard
                    let candidate = try? SummaryCandidate(
                        proposal, measures: measures.sorted { $0.key < $1.key }.map(\.value), name: "summary",
                        connector: .iceberg, layout: TableLayout())
                else { continue }
                design.tables = [candidate.table]
                let replacement = SummaryRewriter.Replacement(
                    block: block, summary: candidate, name: design.name(of: candidate.table))
                guard
                    let rewritten = try? SummaryRewriter(
                        resolved: resolved, replacements: [block.select: replacement]
                    ).apply()
                else { continue }
                ways.append(Way(rewritten: rewritten, design: design, keepsOwnGroups: block.needsOwnGroups))
            }
        }
        return ways
    }

    private func blocks(_ sql: String) throws -> (resolved: ResolvedQuery, blocks: [AggregationBlock]) {
        let resolver = Resolver(catalog: catalog)
        let full = try resolver.resolve(try resolve(sql).withFullNames())
        let flat = DerivedTableFlattening(resolver: resolver).flattened(full)
        return (flat, BlockFinder(resolved: flat).find().blocks.flatMap(\.blocks))
    }
}
