import Testing
import TrinoSQL

@Suite("Keywords")
struct KeywordTests {
    @Test("are found in any case, and nothing else is")
    func lookup() {
        for keyword in Keyword.allCases {
            #expect(Keyword(word: keyword.rawValue) == keyword)
            #expect(Keyword(word: keyword.display) == keyword)
        }
        #expect(Keyword(word: "selec") == nil)
        #expect(Keyword(word: "") == nil)
        #expect(Keyword(word: "select ") == nil)
        #expect(Keyword(word: String(repeating: "a", count: 1_000)) == nil)
    }

    @Test("reserved words are names only in quotes; the others are names without")
    func reserved() throws {
        for keyword in Keyword.allCases where keyword.isReserved && keyword != .auto && keyword != .primary {
            #expect(throws: SyntaxError.self, "\(keyword)") { try Parser.parseQuery("SELECT 1 AS \(keyword.rawValue)") }
            _ = try Parser.parseQuery("SELECT 1 AS \"\(keyword.rawValue)\"")
        }
        for keyword in Keyword.allCases where !keyword.isReserved {
            _ = try Parser.parseQuery(
                "SELECT \(keyword.rawValue), t.\(keyword.rawValue) AS \(keyword.rawValue) FROM \(keyword.rawValue) AS \(keyword.rawValue)"
            )
        }
    }

    @Test("a plain name needs no quotes")
    func plainNames() {
        #expect(Keyword.isPlainName("a_1"))
        #expect(Keyword.isPlainName("limit"))
        for text in ["", "1a", "a b", "é", "select", "a.b", "a$b"] { #expect(!Keyword.isPlainName(text)) }
    }
}
