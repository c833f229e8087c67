import Testing

@testable import Optimizer

/// How near the search comes to the true optimum, and that it keeps its promises on problems of every kind.
@Suite("Selection, on random problems")
struct SelectionQualityTests {
    private static func problem(_ number: Int) -> SelectionProblem {
        var source = RandomProblems(seed: UInt64(number) &* 7919 &+ 3)
        return source.problem(candidates: 3 + number % 12, originals: 1 + number % 3, queries: 2 + number % 11)
    }

    @Test("At least 95 % of the exhaustive optimum on each of 200 problems of up to 14 candidates")
    func nearOptimum() throws {
        var reached = 0
        for number in 0..<200 {
            let problem = Self.problem(number)
            let best = try #require(ExhaustiveSelection(problem: problem).bestZ())
            let z = problem.solved().z
            #expect(z >= 0.95 * best, "problem \(number)")
            #expect(z <= best * (1 + 1e-9), "problem \(number): better than possible, so one of the two is wrong")
            if z >= best * (1 - 1e-9) { reached += 1 }
        }
        #expect(reached >= 190, "\(reached) of 200 reached the optimum itself")
    }

    @Test("The same under a storage limit, which is held")
    func nearOptimumUnderLimit() throws {
        for number in 0..<36 {
            var problem = Self.problem(number)
            problem.storageLimit = problem.structures.filter(\.isNew).map(\.bytes).max().map { $0 * 0.8 }
            let best = try #require(ExhaustiveSelection(problem: problem).bestZ())
            let outcome = problem.solved()
            #expect(outcome.isWithinLimit)
            #expect(outcome.z >= 0.95 * best, "problem \(number)")
        }
    }

    @Test("On 200 queries and 100 tables never below the baselines: fastest, cheapest, greedy, originals")
    func baselines() {
        for seed in 1...3 {
            var source = RandomProblems(seed: UInt64(seed))
            let problem = source.problem(candidates: 90, originals: 10, queries: 200)
            // A tenth of the usual work, which a debug build would need minutes for.
            let z = problem.solved(work: 600_000).z
            let baselines = problem.baselines()
            #expect(baselines.count >= 5)
            for (rule, outcome) in baselines { #expect(z >= outcome.z * (1 - 1e-9), "\(rule)") }
        }
    }

    @Test("The same problem gives the same answer")
    func deterministic() {
        let problem = Self.problem(11)
        let first = problem.solved()
        #expect((0..<3).allSatisfy { _ in problem.solved().options == first.options })
    }

    @Test("One more option, or a cheaper structure, never lowers the optimum that is found by much")
    func monotone() {
        for number in 0..<24 {
            let problem = Self.problem(number)
            let z = problem.solved().z
            var more = problem
            let query = number % more.queries.count
            more.queries[query].options.append(
                .init("new", seconds: more.queries[query].secondsBefore / 3, structures: [more.structures.count - 1]))
            #expect(more.solved().z >= z * 0.999, "problem \(number), one more option")
            var cheaper = problem
            cheaper.structures[number % cheaper.structures.count].bytes /= 2
            #expect(cheaper.solved().z >= z * 0.999, "problem \(number), one structure cheaper")
            var roomier = problem
            roomier.storageLimit = 1e12
            #expect(roomier.solved().z == z, "problem \(number), a limit that is no limit")
        }
    }

    @Test("The sums that the search keeps are those of the choice that it gives")
    func sums() {
        for number in 0..<60 {
            let problem = Self.problem(number)
            let outcome = problem.solved()
            let runs = zip(problem.queries, outcome.options).map { query, option in
                (runs: query.weight, before: query.secondsBefore, after: query.options[option ?? 0].seconds)
            }
            let needed = zip(problem.queries, outcome.options).reduce(into: Set<Int>()) { all, pair in
                if let option = pair.1 { all.formUnion(pair.0.options[option].structures) }
            }
            #expect(outcome.structures == needed.sorted())
            #expect(abs(outcome.x / (ObjectiveWeights.x(runs) ?? 1) - 1) < 1e-9)
            #expect(outcome.bytesAfter == needed.sorted().reduce(0) { $0 + problem.structures[$1].bytes })
        }
    }
}
