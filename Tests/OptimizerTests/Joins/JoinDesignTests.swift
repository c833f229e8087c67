import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

/// The whole run on a real engine, with tables of joined rows alone.
@Suite("Designs of joined rows", .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct JoinDesignTests {
    static let workload = [
        "SELECT p.city, s.id, s.amount FROM sales s JOIN shops p ON s.shop = p.shop WHERE s.id > 100",
        "SELECT s.id, p.name FROM sales s LEFT JOIN shops p ON p.shop = s.shop WHERE p.city IS NULL",
        "SELECT s.id, s.note, p.name FROM sales s, shops p WHERE s.shop = p.shop AND p.opened > DATE '2020-06-01'",
        "SELECT id, region FROM sales WHERE amount > 1",
    ]

    @Test("Joins that queries share are kept, compared on the data, refreshed, and stop where a key is there twice")
    func wholeRun() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let built = try await Self.built(lake, Self.workload)
        #expect(built.design.tables.map(\.kind) == [.join])
        #expect(built.queries.allSatisfy { $0.rewritten != nil && $0.evidence.label == .equalOnData })
        let claims = Set(built.queries.prefix(3).flatMap(\.assumptions).map(\.text))
        #expect(claims == ["no two rows of iceberg.raw.shops share shop"])

        try await lake.run((built.design.ddl + built.design.migrations).map { $0.sql() })
        try await Self.expectEqual(built, lake)
        try await lake.run([
            "INSERT INTO iceberg.raw.sales SELECT * FROM iceberg.raw.sales WHERE id BETWEEN 1000 AND 1030",
            "UPDATE iceberg.raw.shops SET city = 'Paris' WHERE shop = 2",
            "INSERT INTO iceberg.raw.shops VALUES (4, 'four', NULL, NULL), (NULL, 'n', 'x', NULL), (NULL, 'm', 'x', NULL)",
        ])
        let refresh = RefreshPlanner(
            built.design, profile: .none, freshness: .append
        ).plan().flatMap(\.statements).map { $0.sql() }
        for _ in 0..<2 {
            try await lake.run(refresh)
            try await Self.expectEqual(built, lake)
        }
        try await lake.run(["INSERT INTO iceberg.raw.shops VALUES (4, 'four again', NULL, NULL)"])
        let table = built.design.name(of: built.design.tables[0])
        let before = try await lake.rows("SELECT count(*) FROM \(table)")
        await #expect(throws: (any Error).self) { try await lake.run(refresh) }
        #expect(try await lake.rows("SELECT count(*) FROM \(table)") == before, "nothing was written")
        await #expect(throws: (any Error).self) { try await lake.run(built.design.migrations.map { $0.sql() }) }
        #expect(try await lake.rows("SELECT count(*) FROM \(table)") == before, "nothing was filled")
    }

    @Test("Of joined rows those alone are kept that readers look at, and a refresh keeps those of later data and days")
    func selective() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let workload = [
            "SELECT p.city, s.id, s.amount FROM sales s JOIN shops p ON s.shop = p.shop WHERE p.city = 'Bonn' AND s.amount > 2.5",
            "SELECT s.id, p.name FROM sales s LEFT JOIN shops p ON p.shop = s.shop WHERE p.city IS NULL AND s.id BETWEEN 70 AND 300",
            "SELECT s.id, p.name FROM sales s JOIN shops p ON p.shop = s.shop WHERE s.sold > current_date - INTERVAL '30' DAY",
        ]
        let built = try await Self.built(lake, workload, isSelective: true)
        #expect(built.queries.allSatisfy { $0.rewritten != nil && $0.evidence.label == .equalOnData })
        try await lake.run((built.design.ddl + built.design.migrations).map { $0.sql() })
        try await Self.expectEqual(built, lake)
        let table = built.design.name(of: built.design.tables[0])
        guard case .integer(let kept)? = try await lake.rows("SELECT count(*) FROM \(table)").first?.first else {
            Issue.record("no count")
            return
        }
        #expect((200..<1_500).contains(kept), "of 3,050: \(kept)")
        try await lake.run([
            "UPDATE iceberg.raw.shops SET city = 'Bonn' WHERE shop = 9",
            "INSERT INTO iceberg.raw.sales SELECT id, region, 9, amount, weight, current_date, at, note FROM iceberg.raw.sales WHERE id < 99",
            "INSERT INTO iceberg.raw.shops VALUES (5, 'five', 'Bonn', NULL)",
        ])
        try await lake.run(
            RefreshPlanner(built.design, profile: .none, freshness: .append).plan().flatMap(\.statements)
                .map { $0.sql() })
        try await Self.expectEqual(built, lake)
    }

    @Test("A key that is there twice, or that nobody could measure, keeps the join")
    func noKey() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        try await lake.run(["INSERT INTO iceberg.raw.shops VALUES (3, 'three again', 'Bonn', NULL)"])
        let advice = try await Self.advice(lake, Self.workload).advice
        #expect(advice.candidates.isEmpty)
        #expect(advice.options.isEmpty)
    }

    @Test("The family can be turned off, and strict freshness turns it off")
    func options() async throws {
        #expect(OptimizerOptions().candidates.contains(.join))
        #expect(!OptimizerOptions(freshness: .strict).candidates.contains(.join))
        let lake = try await LiveLake()
        defer { lake.stop() }
        for options in [
            OptimizerOptions(candidates: [.join, .layout]), OptimizerOptions(candidates: [.layout]),
            OptimizerOptions(candidates: [.join], freshness: .strict),
        ] {
            let outcome = try await lake.optimize(Self.workload, options: options)
            let hasJoins = outcome.report.tables.contains { $0.kind == "join" }
            #expect(!hasJoins || options.candidates.contains(.join))
            try await lake.run(outcome.ddl + outcome.migrations)
            #expect(try await lake.differing(outcome, from: Self.workload) == [])
            try await lake.run(outcome.report.refresh + outcome.report.rollback)
        }
    }

    @Test("A design that is there already answers other queries over the same joins")
    func reuse() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let design = try await Self.built(lake, Self.workload).design
        let earlier = design.asEarlier
        try await lake.run(earlier.ddl + earlier.migrations)
        let queries = [
            "SELECT p.city, count(*) AS n FROM sales s JOIN shops p ON s.shop = p.shop GROUP BY p.city",
            "SELECT s.weight, p.city FROM sales s JOIN shops p ON s.shop = p.shop",
        ]
        var input = Self.input(queries)
        input.earlier = earlier
        let outcome = try await Advisor(input, engine: lake.engine).run()
        #expect(outcome.report.queries.map(\.changed) == [true, false], "one asks for a column that is not kept")
        #expect(outcome.report.tables.map(\.kind) == ["join"])
        #expect(outcome.report.assumptions.map(\.text).contains("no two rows of iceberg.raw.shops share shop"))
        #expect(try await lake.differing(outcome, from: queries) == [])
        let properties = try #require(earlier.ddl.last?.split(separator: "\nWITH ").last)
        #expect(
            outcome.report.refresh.last?.contains("\nWITH \(properties)\nAS") == true,
            "a refresh leaves the table as it was declared: \(outcome.report.refresh)")
        try await lake.run(outcome.report.refresh)
        #expect(try await lake.differing(outcome, from: queries) == [])
    }

    @Test("A design of some joined rows answers what looks at no others")
    func reuseOfSomeRows() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let made = "SELECT p.city, s.id, s.amount FROM sales s JOIN shops p ON s.shop = p.shop WHERE p.city = 'Bonn'"
        let design = try await Self.built(lake, [made], isSelective: true).design
        #expect(design.tables.first?.definition.filter != nil)
        let earlier = design.asEarlier
        try await lake.run(earlier.ddl + earlier.migrations)
        let queries = [
            made, made + " AND s.amount > 2.5", made.replacing("Bonn", with: "Rome"),
            made.replacing("JOIN shops", with: "LEFT JOIN shops"), made.replacing(" WHERE p.city = 'Bonn'", with: ""),
            "SELECT p.city, s.id FROM sales s LEFT JOIN shops p ON s.shop = p.shop AND p.city = 'Bonn'",
        ]
        var input = Self.input(queries)
        input.earlier = earlier
        let outcome = try await Advisor(input, engine: lake.engine).run()
        #expect(outcome.report.queries.map(\.changed) == [true, true, false, false, false, false])
        #expect(try await lake.differing(outcome, from: queries) == [])
        try await lake.run(outcome.report.refresh)
        #expect(try await lake.differing(outcome, from: queries) == [])
    }

    // MARK: -

    private static func input(_ queries: [String]) -> OptimizationInput {
        OptimizationInput(
            ddl: LiveLake.ddl,
            queries: queries.enumerated().map {
                InputQuery(id: "q\($0.offset)", text: $0.element, runs: 1, seconds: 1)
            },
            options: OptimizerOptions(), defaultCatalog: "iceberg", defaultSchema: "raw", label: "joins")
    }

    private static func advice(
        _ lake: LiveLake, _ queries: [String]
    ) async throws -> (advice: JoinAdvice, builder: DesignBuilder) {
        let input = input(queries)
        let model = WorkloadModel(input)
        let deadline = Deadline(seconds: 3_600)
        let tables = Set(model.queries.flatMap(\.tables)).sorted()
        let profile = try await ProfileCollector(engine: GuardedEngine(lake.engine), deadline: deadline)
            .collect(tables: tables) { _ in }
        let builder = DesignBuilder(input: input, model: model, profile: profile)
        let advisor = JoinAdvisor(
            engine: GuardedEngine(lake.engine), deadline: deadline, model: model, profile: profile,
            design: builder.emptyDesign(), taken: [])
        return (try await advisor.advise(model.queries) { _ in }, builder)
    }

    /// The design of the widest table, with every query that can reading it, its rows compared.
    /// - Parameter isSelective: whether it holds those rows alone that they look at.
    private static func built(
        _ lake: LiveLake, _ queries: [String], isSelective: Bool = false
    ) async throws -> DesignBuilder.Result {
        let (advice, builder) = try await advice(lake, queries)
        var target = builder.emptyDesign()
        var planned = builder.model.queries.map { PlannedQuery($0) }
        var columns: Set<String> = []
        for index in planned.indices {
            let option = try #require(advice.options[index]?.first, "\(queries[index])")
            planned[index].form = option.resolved
            planned[index].assumptions = option.assumptions
            columns.formUnion(option.columns[0] ?? [])
        }
        let cost = WorkloadCost(builder.model, profile: builder.profile)
        let name = TableName(catalog: target.catalog, schema: target.schema, table: advice.candidates[0].name)
        let rows = RowDemand(isSelective ? planned.compactMap(\.form) : []).filter(of: name)
        target.tables = [
            JoinLayout(builder: builder, target: target, cost: cost)
                .table(advice.candidates[0], reading: columns, holding: rows)
        ]
        var built = builder.build(on: target, planned)
        built.dropUnusedTables()
        let choice = DesignChoice(
            input: builder.input, verification: nil, proposals: [:], isConnected: true, progress: { _, _ in })
        choice.check(&built)
        let round = VerificationRound(
            engine: GuardedEngine(lake.engine), profile: builder.profile, deadline: Deadline(seconds: 3_600),
            reserve: 3,
            allowsUnverified: false, limits: VerificationLimits())
        for index in built.queries.indices { try await round.verifyLayout(&built.queries[index], design: built.design) }
        return built
    }

    private static func expectEqual(_ built: DesignBuilder.Result, _ lake: LiveLake) async throws {
        for query in built.queries {
            let before = try await lake.rows(query.analysed.input.text)
            let after = try await lake.rows(try #require(query.rewritten).sql())
            #expect(RowComparison().compare(before, after) == .equal, "\(query.analysed.input.text)")
        }
    }
}

extension Design {
    /// Its statements, as a result gives them.
    fileprivate var asEarlier: EarlierResult {
        EarlierResult(
            ddl: ddl.map { $0.formatted(comments: false) }, migrations: migrations.map { $0.formatted(comments: false) }
        )
    }
}
