import TrinoSQL

/// Texts that a careless parser needs quadratic time for, each measured at a size and at ten times that size: a factor near 10
/// says linear, one near 100 quadratic.
enum Growth {
    private static let cases: [(name: String, size: Int, text: @Sendable (Int) -> String)] = [
        (
            "ANDed predicates", 10_000,
            { n in "SELECT 1 WHERE " + (0..<n).map { "a\($0) = \($0)" }.joined(separator: " AND ") }
        ),
        ("IN items", 5_000, { n in "SELECT a IN (" + (0..<n).map(String.init).joined(separator: ", ") + ")" }),
        (
            "common tables", 300,
            { n in "WITH " + (0..<n).map { "c\($0) AS (SELECT a FROM t\($0))" }.joined(separator: ", ") + " SELECT 1" }
        ),
        (
            "table columns", 2_000,
            { n in "CREATE TABLE t (" + (0..<n).map { "c\($0) decimal(12, 2)" }.joined(separator: ", ") + ")" }
        ),
        (
            "listed statements", 12_000,
            { n in (0..<n).map { "SELECT a, sum(b) FROM t\($0) WHERE c = 'x;y' GROUP BY a" }.joined(separator: ";\n") }
        ),
    ]

    /// One line a case: sizes, seconds and the factor between them.
    static func measure() {
        for (name, size, text) in cases {
            let small = seconds(text(size))
            let large = seconds(text(size * 10))
            print(
                "{\"case\": \"\(name)\", \"size\": \(size), \"seconds\": \(small), \"seconds_of_tenfold\": \(large), "
                    + "\"factor\": \(large / small)}")
        }
    }

    /// The shortest of five readings with printing.
    private static func seconds(_ text: String) -> Double {
        (0..<5).map { _ in
            let began = ContinuousClock.now
            for piece in StatementSplitter.split(text) { _ = try? Parser.parseStatement(piece.text).sql() }
            let took = (ContinuousClock.now - began).components
            return Double(took.seconds) + Double(took.attoseconds) / 1e18
        }.min() ?? 0
    }
}
