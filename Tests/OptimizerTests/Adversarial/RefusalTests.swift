import Testing
import TrinoSQL

@testable import Optimizer

/// Designs that a rule must refuse by itself: no run on data would show the fault, or not today's data.
@Suite("Unsound designs")
struct RefusalTests {
    static let cases = ResultRefusals.all + LayoutRefusals.all

    @Test("They are refused", arguments: cases)
    func refused(item: RefusalCase) throws {
        let reason = try Self.refusal(of: item.query, item)
        #expect(reason?.contains(item.words) == true, "\(item.name): \(reason ?? "not refused")")
    }

    @Test("What differs only in the fault is not", arguments: cases.filter { $0.sound != nil })
    func sound(item: RefusalCase) throws {
        let reason = try Self.refusal(of: try #require(item.sound), item)
        #expect(reason == nil, "\(item.name): \(reason ?? "")")
    }

    @Test(
        "What depends on chance is never proven by the rule of layouts",
        arguments: [
            "SELECT orderkey, random() AS r FROM orders", "SELECT count(*) AS n FROM orders TABLESAMPLE SYSTEM (50)",
            "SELECT count(*) AS n FROM orders TABLESAMPLE BERNOULLI (50)",
        ], [false, true])
    func chance(sql: String, allowsUnverified: Bool) throws {
        let input = Lakehouse.input([sql])
        let model = WorkloadModel(input)
        let builder = DesignBuilder(input: input, model: model, profile: .none)
        let built = builder.build(on: builder.emptyDesign(), model.queries.map { PlannedQuery($0) })
        var query = try #require(built.queries.first)
        query.restOnRule(.sameRows, isConnected: true, allowsUnverified: allowsUnverified)
        #expect(query.evidence.label == (allowsUnverified ? .unverified : .original))
        #expect((query.rewritten != nil) == allowsUnverified)
    }

    @Test("There are no two cases of one name")
    func names() {
        #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
    }

    private static func refusal(of sql: String, _ item: RefusalCase) throws -> String? {
        let input = Lakehouse.input([sql], ddl: Lakehouse.ddl + item.ddl)
        let model = WorkloadModel(input)
        let query = try #require(model.queries.first)
        try #require(query.problem == nil, "\(item.name): \(query.problem?.message ?? "")")
        var profile = LakehouseProfile.none
        if let connector = item.connector { profile.connectors["lake"] = connector }
        let builder = DesignBuilder(input: input, model: model, profile: profile)
        switch item.temptation {
        case .keptResult:
            var planner = ResultPlanner(design: builder.emptyDesign())
            do {
                _ = try planner.plan(query)
                return nil
            } catch {
                return error.reason
            }
        case .layout:
            let built = builder.build(on: builder.emptyDesign(), [PlannedQuery(query)])
            let planned = try #require(built.queries.first)
            guard let rewritten = planned.rewritten, let original = query.original else {
                return planned.reasons.joined(separator: "; ")
            }
            return StaticVerifier(design: built.design).defect(of: rewritten, original: original)
        }
    }
}
