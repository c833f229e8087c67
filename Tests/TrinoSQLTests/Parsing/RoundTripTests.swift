import Testing
import TrinoSQL

@Suite("What the parser reads, the printer writes back")
struct RoundTripTests {
    @Test("on one line", arguments: GrammarCorpus.statements.map(\.text))
    func compact(text: String) throws {
        let tree = try Parser.parseStatement(text)
        let printed = tree.sql()
        #expect(try Parser.parseStatement(printed) == tree, "\(printed)")
    }

    @Test("laid out for people", arguments: GrammarCorpus.statements.map(\.text))
    func readable(text: String) throws {
        let tree = try Parser.parseStatement(text)
        let printed = tree.formatted()
        #expect(try Parser.parseStatement(printed) == tree, "\(printed)")
    }
}
