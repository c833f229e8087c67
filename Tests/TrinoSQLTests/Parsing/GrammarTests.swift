import Testing
import TrinoSQL

@Suite("Every production of the grammar")
struct GrammarTests {
    @Test("is read", arguments: GrammarCorpus.statements.map(\.text))
    func reads(text: String) throws {
        _ = try Parser.parseStatement(text)
        _ = try Parser.parseStatement(text + " ;")
    }

    @Test("is read to the same tree whatever the case of its words")
    func ignoresCase() throws {
        for (_, text) in GrammarCorpus.definitions where !text.contains("$$") {
            let tree = try Parser.parseStatement(text)
            #expect(try Parser.parseStatement(text.replacing(" ", with: "\n  ")) == tree, "\(text)")
        }
    }

    @Test("is refused when it is cut short", arguments: GrammarCorpus.statements.map(\.text))
    func everyPrefixIsReadOrRefused(text: String) {
        let scalars = text.unicodeScalars
        for length in stride(from: 0, to: scalars.count, by: 7) {
            let prefix = String(String.UnicodeScalarView(scalars.prefix(length)))
            do {
                _ = try Parser.parseStatement(prefix)
            } catch {
                #expect(error.line >= 1)
                #expect(!error.message.isEmpty)
            }
        }
    }
}
