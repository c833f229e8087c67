import Testing
import TrinoSQL

@Suite("Splitting a text into statements")
struct StatementSplitterTests {
    private func texts(_ text: String) -> [String] { StatementSplitter.split(text).map(\.text) }

    @Test("at each ; outside of strings, names and comments")
    func boundaries() {
        #expect(texts("SELECT 1; SELECT 2 ;\n\nSELECT 3") == ["SELECT 1", "SELECT 2", "SELECT 3"])
        #expect(texts("SELECT ';''' ; SELECT \"a;\"\"\"") == ["SELECT ';'''", "SELECT \"a;\"\"\""])
        #expect(texts("SELECT 1 -- a;b\n; /* ; */ SELECT 2") == ["SELECT 1 -- a;b", "/* ; */ SELECT 2"])
        #expect(texts("") == [])
        #expect(texts(" ;; -- nothing\n ; ") == [])
        #expect(texts("SELECT 'open ; SELECT 2") == ["SELECT 'open ; SELECT 2"])
    }

    @Test("a routine's statements stay together")
    func routines() {
        let routine =
            "CREATE FUNCTION f() RETURNS bigint BEGIN DECLARE a bigint; SET a = 1; IF a > 1 THEN RETURN 2; END IF; RETURN a; END"
        #expect(texts("\(routine); SELECT 1;") == [routine, "SELECT 1"])
        #expect(texts("SELECT 0; -- c\n\(routine)\n;SELECT 1") == ["SELECT 0", "-- c\n\(routine)", "SELECT 1"])
        let inline = "WITH FUNCTION f() RETURNS bigint BEGIN RETURN 1; END SELECT f()"
        #expect(texts("\(inline);SELECT 2") == [inline, "SELECT 2"])
        #expect(texts("CREATE FUNCTION broken; SELECT 1") == ["CREATE FUNCTION broken", "SELECT 1"])
        #expect(texts("CREATE FUNCTION f() RETURNS x AS $$ a; b $$; SELECT 1").count == 2)
    }

    @Test("a long routine is found to its end")
    func longRoutine() {
        let routine =
            "CREATE FUNCTION f() RETURNS bigint BEGIN " + String(repeating: "SET a = a + 1; ", count: 5_000)
            + "RETURN a; END"
        #expect(texts("\(routine); SELECT 1") == [routine, "SELECT 1"])
    }

    @Test("each statement knows where it begins")
    func positions() {
        let pieces = StatementSplitter.split("SELECT 'é'; SELECT 2;\n  SELECT 3")
        #expect(pieces.map(\.position.line) == [1, 1, 2])
        #expect(pieces.map(\.position.column) == [1, 13, 3])
        let text = Array("SELECT 'é'; SELECT 2;\n  SELECT 3".utf8)
        #expect(pieces.map { String(decoding: text[$0.range], as: UTF8.self) } == pieces.map(\.text))
    }
}
