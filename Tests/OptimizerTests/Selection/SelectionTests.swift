import Testing

@testable import Optimizer

@Suite("Selection")
struct SelectionTests {
    /// One table of 1,000 bytes and two queries; a summary of 50 bytes serves both, a result of 1 byte only the first.
    private func small(summaryBytes: Double = 50) -> SelectionProblem {
        SelectionProblem(
            structures: [
                .init("original", bytes: 1_000, isNew: false), .init("summary", bytes: summaryBytes),
                .init("result", bytes: 1),
            ],
            queries: [
                .init(
                    "a", weight: 10, secondsBefore: 8,
                    options: [
                        .init("original", seconds: 8, structures: [0]), .init("summary", seconds: 2, structures: [1]),
                        .init("result", seconds: 1, structures: [2]),
                    ]),
                .init(
                    "b", weight: 30, secondsBefore: 4,
                    options: [
                        .init("original", seconds: 4, structures: [0]), .init("summary", seconds: 1, structures: [1]),
                    ]),
            ], bytesBefore: 1_000)
    }

    @Test("Gives x, y and z of what was chosen, worked out by hand")
    func workedExample() {
        let outcome = small().solved()
        #expect(outcome.options == [2, 1])
        #expect(outcome.structures == [1, 2])
        #expect(outcome.x == (10 * 8 + 30 * 4) / 40)
        #expect(outcome.bytesAfter == 51)
        #expect(abs(outcome.y - 1_000 / 51) < 1e-12)
        #expect(abs(outcome.z - small().objective.z(x: 5, y: 1_000 / 51)) < 1e-9)
        #expect(outcome.isWithinLimit)
    }

    @Test("A structure that costs more than it brings is left out, and its readers move")
    func dearStructure() {
        // Both on the summary give x 4; the result alone would keep the original for the second query.
        let outcome = small(summaryBytes: 100_000).solved()
        #expect(outcome.options == [2, 0])
        #expect(outcome.structures == [0, 2])
    }

    @Test("Says what each option would have brought, and what a structure is worth")
    func reasons() throws {
        let problem = small()
        let outcome = problem.solved()
        let a = outcome.queryReasons[0]
        #expect(a.nextBest == 1)
        #expect(abs(try #require(a.z[2]) - outcome.z) < 1e-9)
        let onSummary = problem.objective.z(x: 4, y: 20)
        #expect(abs(try #require(a.z[1]) - onSummary) < 1e-9)
        let result = try #require(outcome.structureReasons.first { $0.structure == 2 })
        #expect(result.queries == [0])
        #expect(abs(try #require(result.zWithout) - onSummary) < 1e-9)
    }

    @Test("Refused options aren't chosen, and places of others stay")
    func refusal() {
        var problem = small()
        problem.refuse(option: 2, of: 0, because: "rows differ")
        let outcome = problem.solved()
        #expect(outcome.options == [1, 1])
        #expect(outcome.queryReasons[0].z[2] == nil)
        problem.refuse(option: 1, of: 0, because: "rows differ")
        problem.refuse(option: 1, of: 1, because: "rows differ")
        #expect(problem.solved().options == [0, 0])
    }

    @Test("A query without any option is left without, and the others are chosen for")
    func noOption() {
        var problem = small()
        for option in 0..<3 { problem.refuse(option: option, of: 0, because: "no") }
        let outcome = problem.solved()
        #expect(outcome.options == [nil, 1])
    }

    @Test("Required structures are paid for whoever reads them")
    func required() {
        var problem = small()
        problem.required = [0]
        let outcome = problem.solved()
        #expect(outcome.structures == [0, 1, 2])
        #expect(outcome.bytesAfter == 1_051)
        #expect(outcome.structureReasons.first { $0.structure == 0 }?.zWithout == nil)
    }

    @Test("Weights change the choice: storage alone takes the least bytes, speed alone the fastest")
    func weights() {
        var problem = small()
        problem.objective = ObjectiveWeights(speed: 0, storage: 1)
        #expect(problem.solved().options == [1, 1])
        problem = small(summaryBytes: 100_000)
        problem.objective = ObjectiveWeights(speed: 1, storage: 0)
        #expect(problem.solved().options == [2, 1])
    }

    @Test("The storage limit counts new structures only, and is held", arguments: [0.0, 0.5, 1, 50, 51])
    func limit(bytes: Double) {
        var problem = small()
        problem.storageLimit = bytes
        let outcome = problem.solved()
        let new = outcome.structures.filter { problem.structures[$0].isNew }
        #expect(new.reduce(0) { $0 + problem.structures[$1].bytes } <= bytes)
        #expect(outcome.isWithinLimit)
        if bytes == 0 { #expect(outcome.options == [0, 0]) }
    }

    @Test("A limit that no choice holds is said so, and the least beyond it is chosen")
    func impossibleLimit() {
        var problem = small()
        problem.storageLimit = 10
        problem.refuse(option: 0, of: 1, because: "no")
        let outcome = problem.solved()
        #expect(!outcome.isWithinLimit)
        #expect(outcome.options[1] == 1)
    }

    @Test("Nothing to choose from is an answer too")
    func empty() {
        let outcome = SelectionProblem(structures: [], queries: [], bytesBefore: 0).solved()
        #expect(outcome.options.isEmpty && outcome.structures.isEmpty)
        #expect(outcome.x == 1)
    }

    @Test("Numbers that are none do no harm")
    func oddNumbers() {
        var problem = small()
        problem.structures.append(.init("odd", bytes: .nan))
        problem.queries.append(
            .init(
                "c", weight: .nan, secondsBefore: .infinity,
                options: [.init("original", seconds: .nan, structures: [0]), .init("odd", seconds: 0, structures: [3])])
        )
        let outcome = problem.solved()
        #expect(outcome.z.isFinite && outcome.z > 0)
        #expect(outcome.options == [2, 1, 1])
    }

    @Test("Readers of one big original leave it together, though no single move pays")
    func leavingTogether() {
        // Each query alone would pay for its new table and the original both.
        let queries = (0..<12).map { index in
            SelectionQuery(
                "q\(index)", weight: 1, secondsBefore: 1,
                options: [
                    .init("original", seconds: 1, structures: [0]),
                    .init("layout", seconds: 1, structures: [1 + index]),
                ])
        }
        let structures =
            [SelectionStructure("original", bytes: 1_000, isNew: false)]
            + (0..<12).map { SelectionStructure("column \($0)", bytes: 30) }
        let outcome = SelectionProblem(structures: structures, queries: queries, bytesBefore: 1_000).solved()
        #expect(outcome.bytesAfter == 360)
    }
}
