import Testing

@testable import TrinoSQL

/// Comments stay with what they are about.
@Suite struct CommentTests {
    @Test func commentsAreKeptByTheReadableStyle() throws {
        let tree = try Parser.parseStatement(
            """
            -- the report
            SELECT r.name, -- name
              sum(x) /* all of it */, count(*) -- rows
            FROM r
            """)
        #expect(
            tree.formatted() == """
                -- the report
                SELECT
                    r.name, -- name
                    sum(x), /* all of it */
                    count(*) -- rows
                FROM r
                """)
        #expect(try Parser.parseStatement(tree.formatted()).formatted() == tree.formatted())
    }

    @Test func theCompactStyleLeavesThemOutUnlessAsked() throws {
        let tree = try Parser.parseStatement("SELECT a -- it's */ here\nFROM t")
        #expect(tree.sql() == "SELECT a FROM t")
        #expect(tree.sql(comments: true) == "SELECT a /* it's * / here */ FROM t")
        #expect(try Parser.parseStatement(tree.sql(comments: true)) == tree)
        #expect(tree.formatted(comments: false) == "SELECT a FROM t")
    }

    @Test func whatIsTakenOutTakesItsCommentAlong() throws {
        struct DropSecond: SyntaxRewriter {
            mutating func rewrite(_ select: Select) -> Select {
                var copy = select
                copy.items.remove(at: 1)
                return copy
            }
        }
        let tree = try Parser.parseStatement("SELECT a, -- one\n b, -- two\n c -- three\n FROM t")
        var drop = DropSecond()
        let text = drop.rewrite(tree).formatted()
        #expect(text.contains("-- one"))
        #expect(!text.contains("-- two"))
        #expect(text.contains("-- three"))
    }

    @Test func commentsNeverChangeWhatIsRead() throws {
        for text in [
            "WITH a AS (SELECT 1 -- one\n), /* b */ b AS (SELECT 2) -- c\n SELECT * FROM a, b -- d",
            "CREATE TABLE t (a bigint, -- a\n b bigint -- b\n) -- end",
            "SELECT /* hint */ a FROM t WHERE x = 1 -- why\n AND y = 2",
        ] {
            let tree = try Parser.parseStatement(text)
            for printed in [tree.formatted(), tree.formatted(width: 10), tree.sql(comments: true)] {
                #expect(try Parser.parseStatement(printed) == tree, "\(printed)")
            }
        }
    }
}
