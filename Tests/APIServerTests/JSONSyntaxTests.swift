import Testing

@testable import APIServer

@Suite("JSON syntax")
struct JSONSyntaxTests {
    @Test(
        "accepts every JSON document",
        arguments: [
            "{}", "[]", " null ", "0", "-0.5e-3", #""""#, "[1,2,[3,{}]]", "[1E+2, 10]",
            #"{"a":"\u00e9\ud83d\ude00\n\\\/","b":[true,false,null]}"#, "\u{FEFF}{}", "{\"a\"\t:\r\n1}",
        ])
    func accepts(text: String) throws {
        try JSONSyntax.check(Array(text.utf8), nestingLimit: 32)
    }

    @Test(
        "refuses what isn't JSON, with its place",
        arguments: [
            ("", 1, 1), ("   ", 1, 4), ("{", 1, 2), ("{\"a\": [1,2,}", 1, 12), ("{\n  \"a\": 1,\n}", 3, 1),
            ("[1,]", 1, 4), ("[1 2]", 1, 4), ("{\"a\" 1}", 1, 6), ("{a:1}", 1, 2), ("{\"a\":tru}", 1, 6),
            ("[01]", 1, 2), ("[1.]", 1, 2), ("[.5]", 1, 2), ("[-]", 1, 2), ("[1e]", 1, 2), ("[NaN]", 1, 2),
            ("[1e400]", 1, 2), ("{} x", 1, 4), ("[1}", 1, 3), ("{\"a\":1]", 1, 7), ("[\"a", 1, 2),
            ("[\"a\nb\"]", 1, 4), (#"["\x"]"#, 1, 3), (#"["\ud800"]"#, 1, 3), (#"["\udc00"]"#, 1, 3),
            (#"["\ud800\u0041"]"#, 1, 3), (#"["\u12g4"]"#, 1, 3), (#"["\"#, 1, 2), (#"["\u12"#, 1, 3), ("]", 1, 1),
            ("{,}", 1, 2), ("'a'", 1, 1), ("[1,\n 2,\n  /* */ 3]", 3, 3),
        ])
    func refuses(text: String, line: Int, column: Int) {
        let error = #expect(throws: JSONSyntaxError.self) {
            try JSONSyntax.check(Array(text.utf8), nestingLimit: 32)
        }
        #expect(error?.line == line)
        #expect(error?.column == column)
    }

    @Test("bounds how deep arrays and objects lie in each other, without recursion")
    func nesting() throws {
        let fits = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        try JSONSyntax.check(Array(fits.utf8), nestingLimit: 32)
        let deep = String(repeating: "[", count: 1_000_000)
        let error = #expect(throws: JSONSyntaxError.self) {
            try JSONSyntax.check(Array(deep.utf8), nestingLimit: 32)
        }
        #expect(error?.column == 33)
        let closed = deep + String(repeating: "]", count: 1_000_000)
        try JSONSyntax.check(Array(closed.utf8), nestingLimit: 1_000_000)
    }

    @Test("brackets inside strings don't count")
    func bracketsInStrings() throws {
        try JSONSyntax.check(Array(#"["[[[[\"[[[["]"#.utf8), nestingLimit: 1)
    }

    @Test("errors never quote the text")
    func quotesNothing() {
        let error = #expect(throws: JSONSyntaxError.self) {
            try JSONSyntax.check(Array(#"{"url": canary-password}"#.utf8), nestingLimit: 32)
        }
        #expect(error?.description.contains("canary") == false)
    }
}
