import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

/// Every way in which a query could read rows that another query asked to be joined beforehand gives its original's rows; where a
/// join is no lookup by a unique key there is no way. No check on data may take a way back here.
@Suite(
    "Queries over joined rows", .adversarialLab,
    .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct JoinMatchingTests {
    @Test("Rows that another query asks for", arguments: JoinedRowsCases.all)
    func matching(item: JoinCase) async throws {
        let lab = try #require(AdversarialLab.current)
        let ways = try await lab.joinedWays(for: item.reader, over: item.maker)
        if let isServed = item.isServed {
            let serving = ways.filter { $0.lookups > 0 }
            #expect(serving.isEmpty == !isServed, "\(item.name): \(serving.map { $0.rewritten.sql() })")
        }
        try await Self.compare(ways, with: item.reader, named: item.name, lab)
    }

    @Test(
        "Rows that the query itself asks for",
        arguments: EquivalenceTests.cases.map(\.original) + OwnRewritingTests.tempting)
    func alone(sql: String) async throws {
        let lab = try #require(AdversarialLab.current)
        try await Self.compare(try await lab.joinedWays(for: sql, over: sql), with: sql, named: sql, lab)
    }

    @Test("Values with a zone stay in their catalog, where storage would bring them back in UTC")
    func zones() {
        let table = TableName(catalog: "lake", schema: "raw", table: "moments")
        let zoned = SQLType.timestamp(precision: 6, withTimeZone: true)
        let contents: [JoinedContent: SQLType] = [.value(nil, "id"): .bigint, .value(nil, "zoned"): zoned]
        for (catalog, count) in [("lake", 2), ("other", 1)] {
            let candidate = JoinCandidate(
                table, lookups: [], contents: contents, name: "moments_joined", connector: .iceberg, catalog: catalog)
            #expect(candidate.columns.count == count)
        }
    }

    @Test(
        "A table that is filled otherwise is not taken for one of joined rows",
        arguments: [
            ("", true, nil), ("t0.status = 'F' AND ", true, ["t0.status = 'F'"]),
            ("'F' = t0.status AND ", true, ["t0.status = 'F'"]),
            // What it doesn't keep, and what isn't a condition on its rows alone.
            ("t0.custkey > 5 AND ", false, nil), ("random() > 5 AND ", false, nil),
        ] as [(String, Bool, [String]?)])
    func readBack(filter: String, isUnderstood: Bool, rows: [String]?) throws {
        let bench = JoinBench()
        let table = bench.table(try bench.candidate(for: LookupRewriterTests.outer))
        var design = bench.design
        design.tables = [table]
        let migration = design.fill(table).sql().replacing(" WHERE ", with: " WHERE \(filter)", maxReplacements: 1)
        let base = CatalogReading(Lakehouse.input([])).catalog
        let earlier = EarlierResult(ddl: design.ddl.map { $0.sql() }, migrations: [migration])
        let existing = ExistingDesign(earlier, base: base) { _ in .iceberg }
        #expect(existing.joins.count == (isUnderstood ? 1 : 0), "\(existing.notes)")
        #expect(existing.joins.first?.rows == rows.map { [Set($0)] })
    }

    @Test("There are no two cases of one name")
    func names() {
        #expect(Set(JoinedRowsCases.all.map(\.name)).count == JoinedRowsCases.all.count)
    }

    private static func compare(
        _ ways: [AdversarialLab.JoinedWay], with sql: String, named name: String, _ lab: AdversarialLab
    ) async throws {
        let original = try lab.resolve(sql)
        for way in ways {
            if let defect = StaticVerifier(design: way.newTablesAlone).defect(of: way.moved, original: original) {
                Issue.record("\(name): \(defect)\n\(way.moved.sql())")
                continue
            }
            switch try await lab.compare(way.rewritten, with: original, design: way.design) {
            // The development Trino infers some types otherwise than Trino; rows were not compared then.
            case .equal, .otherTypes: break
            case let other:
                let filling = way.design.tables.map { $0.filling(casts: false).sql() }
                Issue.record("\(name): \(other.words)\n\(way.rewritten.sql())\nover \(filling)")
            }
        }
    }
}

extension AdversarialLab {
    /// A query over one table of joined rows, and the design of that table.
    struct JoinedWay: Sendable {
        let rewritten: Query
        let design: Design
        /// The same with what is left of base tables moved to copies, as the optimizer does, for the static check.
        let moved: Query
        let newTablesAlone: Design
        /// Relations that were taken out.
        let lookups: Int
    }

    /// Each way in which one SELECT of a query can read the tables that another query asks for, with keys as the engine's data say.
    func joinedWays(for reader: String, over maker: String) async throws -> [JoinedWay] {
        let resolver = Resolver(catalog: catalog)
        let made = try resolver.resolve(try resolve(maker).withFullNames())
        let resolved = try resolver.resolve(try resolve(reader).withFullNames())
        let keys = try await keys(of: [made, resolved])
        let makers = LookupFinder(made).blocks(isKey: keys).filter { !$0.members.isEmpty }
        let readers = LookupFinder(resolved).blocks(isKey: keys)
        var ways: [JoinedWay] = []
        for lookups in Set(makers.map(\.lookups)) {
            guard let table = makers.first(where: { $0.lookups == lookups })?.table else { continue }
            var contents: [JoinedContent: SQLType] = [:]
            for (blocks, query) in [(makers, made), (readers, resolved)] {
                for block in blocks where block.table == table {
                    contents.merge(LookupReads(block, within: lookups, in: query).contents) { first, _ in first }
                }
            }
            let candidate = JoinCandidate(
                table, lookups: lookups, contents: contents, name: "joined", connector: .iceberg, catalog: "iceberg")
            var design = Design(catalog: "iceberg", schema: "new", location: nil, connector: .iceberg, tables: [])
            design.tables = [candidate.table(reading: Set(candidate.columns.map(\.name)))]
            for block in readers {
                let rewriter = LookupRewriter(
                    resolved: resolved, block: block, candidate: candidate, name: design.name(of: design.tables[0]))
                guard let rewritten = try? rewriter.apply() else { continue }
                ways.append(try way(rewritten, reader, design, lookups: rewriter.members.count))
                // Once more with the rows alone that the query looks at.
                guard let filter = try rows(rewritten, design) else { continue }
                var partial = design
                partial.tables = [
                    candidate.table(reading: Set(candidate.columns.map(\.name)), holding: filter)
                ]
                ways.append(try way(rewritten, reader, partial, lookups: rewriter.members.count))
            }
        }
        return ways
    }

    /// What a query asks of the rows of the design's one table, over its own columns; nil where it looks at all.
    private func rows(_ rewritten: Query, _ design: Design) throws -> Expression? {
        var known = catalog
        for table in design.newTables.tables.values { known.add(table) }
        return RowDemand([try Resolver(catalog: known).resolve(rewritten)]).filter(
            of: design.name(of: design.tables[0]))
    }

    private func way(_ rewritten: Query, _ reader: String, _ design: Design, lookups: Int) throws -> JoinedWay {
        var known = catalog
        for table in design.newTables.tables.values { known.add(table) }
        let model = WorkloadModel(input(reader), catalog: catalog, notes: [])
        let builder = DesignBuilder(input: input(reader), model: model, profile: profile)
        var planned = PlannedQuery(model.queries[0])
        planned.form = try Resolver(catalog: known).resolve(rewritten)
        let built = builder.build(on: design, [planned])
        return JoinedWay(
            rewritten: rewritten, design: design, moved: built.queries[0].rewritten ?? rewritten,
            newTablesAlone: built.design, lookups: lookups)
    }

    /// Which columns are keys on the engine's data, for all that the queries' joins could ask.
    private func keys(of queries: [ResolvedQuery]) async throws -> (TableName, [String]) -> Bool {
        var probe = KeyProbe(engine: engine, deadline: Deadline(seconds: 3_600), profile: .none, most: 1_000)
        for _ in 0..<4 {
            var open: [(table: TableName, columns: [String])] = []
            let known = probe
            for query in queries {
                _ = LookupFinder(query).blocks { table, columns in
                    if let answer = known.known(columns, of: table) { return answer }
                    open.append((table, columns))
                    return true
                }
            }
            for key in open { await probe.measure(key.columns, of: key.table) }
        }
        let measured = probe
        return { measured.known($1, of: $0) ?? false }
    }
}
