import Testing

@testable import TrinoSQL

@Suite struct QuotingTests {
    @Test(arguments: [
        ("a", "a"), ("Total", "Total"), ("_x1", "_x1"), ("date", "date"), ("select", "\"select\""),
        ("SELECT", "\"SELECT\""),
        ("1st", "\"1st\""), ("a b", "\"a b\""), ("a\"b", "\"a\"\"b\""), ("größe", "\"größe\""), ("$path", "\"$path\""),
        ("a.b", "\"a.b\""), ("", "\"\""),
    ])
    func namesAreQuotedWhereTheyMustBe(_ name: String, _ printed: String) {
        #expect(Identifier(name).sql() == printed)
    }

    @Test func whatWasQuotedStaysQuotedAndCaseIsKept() {
        #expect(Identifier("a", isQuoted: true).sql() == "\"a\"")
        #expect(
            QualifiedName([Identifier("Cat", isQuoted: true), Identifier("S"), Identifier("table")]).sql()
                == "\"Cat\".S.\"table\"")
    }

    @Test(arguments: Keyword.allCases)
    func everyWordReadsBackAsAName(_ keyword: Keyword) throws {
        let name = Identifier(keyword.rawValue)
        #expect(name.sql().hasPrefix("\"") == keyword.isReserved)
        let query = try Parser.parseQuery("SELECT \(name.sql()) FROM \(name.sql()) AS \(name.sql())")
        #expect(query.tableNames.first?.last.text == keyword.rawValue)
    }

    @Test(arguments: ["", "it's", "''", "a\nb", "-- x", "größe \u{1F600}", "\\", "\u{0}"])
    func stringsReadBack(_ value: String) throws {
        for isUnicode in [false, true] {
            let tree = Expression(.string(StringLiteral(value, isUnicode: isUnicode)))
            guard case .string(let again) = try Parser.parseExpression(tree.sql()).kind else {
                Issue.record("\(tree.sql()) is no string")
                continue
            }
            #expect(again.value == value)
            #expect(again.isUnicode == isUnicode)
        }
    }

    @Test func unicodeStringsHoldAsciiOnly() {
        #expect(StringLiteral("ä\\'\u{1F600}", isUnicode: true).quotedText == "U&'\\00E4\\\\''\\+01F600'")
    }
}
