import Testing
import TrinoSQL

@Suite("Comments anywhere")
struct CommentSurvivalTests {
    private static let texts = [
        "WITH c ( x ) AS ( SELECT a + b FROM t JOIN u ON t . k = u . k WHERE a IN ( 1 , 2 ) ) SELECT x , "
            + "sum ( x ) OVER ( PARTITION BY y ) FROM c , LATERAL ( SELECT 1 ) GROUP BY x HAVING count ( * ) > 1 ORDER BY x LIMIT 3",
        "INSERT INTO t ( a , b ) VALUES ( 1 , CASE WHEN a THEN 2 ELSE 3 END )",
        "SELECT a FROM t UNION ALL ( SELECT b FROM u ORDER BY b LIMIT 1 )",
    ]

    @Test("are all in the readable style of a statement", arguments: texts, ["/* 🦆%d */", "-- 🦆%d\n"])
    func statement(text: String, comment: String) throws {
        let words = text.split(separator: " ")
        for place in 0...words.count {
            let commented =
                words[..<place].joined(separator: " ") + " " + comment + " " + words[place...].joined(separator: " ")
            let tree = try Parser.parseStatement(commented)
            let printed = tree.formatted()
            #expect(printed.contains("🦆"), "lost from \(commented)")
            #expect(try Parser.parseStatement(printed) == tree)
        }
    }

    @Test("are all in the readable style of a query that has a SELECT")
    func query() throws {
        for text in [Self.texts[0], Self.texts[2]] {
            let words = text.split(separator: " ")
            for place in 0...words.count {
                let commented =
                    words[..<place].joined(separator: " ") + " /* 🦆 */ " + words[place...].joined(separator: " ")
                let tree = try Parser.parseQuery(commented)
                #expect(tree.formatted().contains("🦆"), "lost from \(commented)")
                #expect(try Parser.parseQuery(tree.formatted()) == tree)
            }
        }
    }
}
