import Testing
import TrinoSQL

@Suite("Input that is no SQL")
struct HostileInputTests {
    @Test(
        "is refused with a place and a message",
        arguments: [
            "SELECT \u{0}", "\u{0}\u{0}\u{1}", "SELECT 'a", "SELECT \"a", "SELECT `a", "SELECT /* a", "SELECT U&'\\",
            "SELECT X'1", "SELECT 1e", "((((", "))))", "SELECT a FROM t WHERE 'b;\nSELECT 1", "\u{7F}",
            "\u{FFFD}\u{FFFD}",
        ])
    func refusals(text: String) throws {
        let report = try #require(Linter(formats: true).reports(on: text).first)
        let error = try #require(report.error)
        #expect(!report.ok)
        #expect(!error.message.isEmpty)
        #expect(error.line >= 1 && error.column >= 1)
    }

    @Test("is never more than refused, whatever the bytes")
    func bytes() {
        var random = SeededGenerator(seed: 7)
        for length in 0..<300 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            for report in Linter(formats: true).reports(on: String(decoding: bytes, as: UTF8.self)) {
                #expect(report.ok == (report.error == nil))
            }
        }
    }

    @Test("A byte order mark and Windows line ends are no part of the text")
    func byteOrderMark() throws {
        let reports = Linter(formats: true).reports(on: "\u{FEFF}SELECT a,\r\n  b\r\nFROM t;\r\nSELECT x y z\r\n")
        #expect(reports.map(\.ok) == [true, false])
        #expect(reports[0].formatted == "SELECT a, b FROM t")
        #expect(reports[1].error?.line == 4 && reports[1].error?.column == 12)
    }

    @Test("A line of ten million characters takes no more than its share of the report")
    func longLine() throws {
        let text = "SELECT " + String(repeating: "a, ", count: 3_500_000) + "FROM t"
        let report = try #require(Linter(formats: true).reports(on: text).first)
        let error = try #require(report.error)
        #expect(error.line == 1 && error.column > 10_000_000)
        #expect((error.excerpt?.utf8.count ?? 0) < 1_000)
        #expect((error.repair?.utf8.count ?? 0) < 1_000)
    }
}
