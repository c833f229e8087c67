import Testing
import TrinoSQL

@Suite("Characters, numbers and strings")
struct LexingTests {
    @Test(
        "numbers end where they must",
        arguments: [
            ("1", Expression.Kind.integer("1")), ("0xAb_1F", .integer("0xAb_1F")), ("0b10", .integer("0b10")),
            ("0o7_7", .integer("0o7_7")),
            ("1_000_000", .integer("1_000_000")), ("1.", .decimal("1.")), (".5", .decimal(".5")),
            ("1_0.5", .decimal("1_0.5")), ("1e5", .double("1e5")),
            ("1.E-5", .double("1.E-5")), (".5e+10", .double(".5e+10")),
        ])
    func numbers(text: String, kind: Expression.Kind) throws {
        #expect(try Parser.parseExpression(text).kind == kind)
    }

    @Test(
        "what begins like a number and goes on like a name is refused",
        arguments: ["1a", "1_", "0xg", "1e", "12_a", "0b12"])
    func digitNames(text: String) {
        #expect(throws: SyntaxError.self) { try Parser.parseExpression(text) }
    }

    @Test(
        "U& strings and binary literals that are malformed are refused",
        arguments: [
            "U&'\\00'", "U&'\\+11FFFF'", "U&'\\D800'", "U&'a' UESCAPE 'ab'", "U&'a' UESCAPE 'F'", "U&'a' UESCAPE ''",
            "X'1'", "X'1G'", "X'", "U&'",
        ])
    func malformed(text: String) {
        #expect(throws: SyntaxError.self) { try Parser.parseExpression(text) }
    }

    @Test("a byte order mark in front is no part of the text")
    func byteOrderMark() throws {
        #expect(try Parser.parseExpression("\u{FEFF}a").position.column == 1)
        #expect(StatementSplitter.split("\u{FEFF}SELECT 1").map(\.text) == ["SELECT 1"])
    }

    @Test("comments stand between any two tokens")
    func comments() throws {
        #expect(
            try Parser.parseExpression("a--x\n+/* y */b /* * / ** */- -- z\r\nc") == Parser.parseExpression("a + b - c")
        )
    }

    @Test("quoted names keep their text and lose doubled quotes")
    func quotedNames() throws {
        #expect(
            try Parser.parseExpression("\"a \"\"b\"\" C\"").kind
                == .column(QualifiedName([Identifier("a \"b\" C", isQuoted: true)])))
        #expect(throws: SyntaxError.self) { try Parser.parseExpression("\"\"") }
    }
}
