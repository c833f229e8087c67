import Foundation
import Testing

@testable import TrinoSQL

/// For every tree: what is printed reads back as the same tree, in both styles and whatever the width.
@Suite struct PrintParseTests {
    /// How many trees are tried; more with `LAKEWRIGHT_PROPERTY_TREES`.
    static let count = ProcessInfo.processInfo.environment["LAKEWRIGHT_PROPERTY_TREES"].flatMap { Int($0) } ?? 10_000
    /// The first seed; another with `LAKEWRIGHT_PROPERTY_SEED`, as a failure names it.
    static let firstSeed =
        ProcessInfo.processInfo.environment["LAKEWRIGHT_PROPERTY_SEED"].flatMap { UInt64($0) } ?? 1

    @Test func whatIsPrintedReadsBackAsTheSameTree() {
        var failures = 0
        for seed in Self.firstSeed..<Self.firstSeed + UInt64(Self.count) {
            var generator = TreeGenerator(seed: seed, depth: Int(seed % 6) + 1)
            var numbering = ParameterNumbering()
            let tree = numbering.rewrite(generator.statement())
            guard let problem = Self.problem(with: tree) else { continue }
            let smallest = Shrinker.shrink(tree) { Self.problem(with: $0) != nil }
            Issue.record(
                """
                seed \(seed): \(problem)
                smallest: \(smallest.sql())
                \(Self.problem(with: smallest) ?? "")
                """)
            failures += 1
            if failures == 20 { return }
        }
    }

    /// What goes wrong with a tree, if something does.
    static func problem(with tree: Statement) -> String? {
        for text in [tree.sql(), tree.formatted(), tree.formatted(width: 10)] {
            do {
                let again = try Parser.parseStatement(text)
                if again != tree { return "reads back as another tree: \(text)\nwhich is: \(again.sql())" }
            } catch {
                return "does not read back: \(text)\n\(error)"
            }
        }
        return nil
    }

    @Test func shrinkingFindsASmallTree() {
        var generator = TreeGenerator(seed: 12, depth: 6)
        var tree = generator.query()
        tree.limit = .rows(.integer(77))
        let smallest = Shrinker.shrink(Statement(.query(tree))) { $0.sql().contains("LIMIT 77") }
        #expect(smallest.sql().count < 60)
    }
}
