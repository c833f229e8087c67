import Foundation
import Testing

@testable import TrinoSQL

@Suite struct LinterTests {
    @Test func everyStatementIsReportedInOrder() {
        let reports = Linter(formats: true).reports(on: "select 1; -- one\n\nSHOW TABLES;\nINSERT INTO t VALUES (1)")
        #expect(reports.map(\.index) == [0, 1, 2])
        #expect(reports.map(\.ok) == [true, true, true])
        #expect(reports.map(\.kind) == ["query", "show", "insert"])
        #expect(reports[0].formatted == "SELECT 1")
        #expect(reports[2].line == 4)
    }

    @Test func anErrorNamesItsPlaceInTheWholeInputAndSparesTheOthers() throws {
        let reports = Linter().reports(on: "SELECT 1;\nSELECT 2; SELECT FROM t;\nSELECT\n  a b c;\nSELECT 3")
        #expect(reports.map(\.ok) == [true, true, false, false, true])
        let first = try #require(reports[2].error)
        #expect(first.stage == .syntax)
        #expect(first.line == 2)
        #expect(first.column == 18)
        #expect(first.excerpt?.contains("^") == true)
        let second = try #require(reports[3].error)
        #expect(second.line == 4)
        #expect(second.column == 7)
        #expect(second.found?.contains("c") == true)
    }

    @Test func queriesAreResolvedAgainstTheTablesOfTheInput() throws {
        let reports = Linter().reports(
            on: """
                SELECT o.total * 2 AS twice FROM orders o;
                CREATE TABLE orders (id bigint, total decimal(12, 2));
                SELECT nothing FROM orders;
                SELECT 1 FROM elsewhere
                """)
        #expect(reports.map(\.ok) == [true, true, false, true])
        let output = try #require(reports[0].outputs?.first)
        #expect(output.name == "twice")
        #expect(output.type?.hasPrefix("decimal(") == true)
        #expect(output.lineage == ["memory.default.orders.total"])
        let error = try #require(reports[2].error)
        #expect(error.stage == .meaning)
        #expect(error.line == 3)
        #expect(error.column == 8)
        #expect(reports[3].notes?.first?.contains("not resolved") == true)
    }

    @Test func withoutDeclarationsNothingIsResolved() {
        let reports = Linter().reports(on: "SELECT a FROM t")
        #expect(reports[0].ok)
        #expect(reports[0].outputs == nil)
        #expect(reports[0].notes == nil)
    }

    @Test func aReportIsOneJSONLine() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let reports = Linter(formats: true).reports(on: "SELECT a,\n b FROM t WHERE x = 1; SELEC 1")
        for report in reports {
            let line = String(decoding: try encoder.encode(report), as: UTF8.self)
            #expect(!line.contains("\n"))
            #expect(try JSONDecoder().decode(StatementReport.self, from: Data(line.utf8)) == report)
        }
        let bad = String(decoding: try encoder.encode(reports[1]), as: UTF8.self)
        for key in ["\"index\":1", "\"ok\":false", "\"message\":", "\"line\":2", "\"column\":"] {
            #expect(bad.contains(key))
        }
    }

    @Test func emptyInputGivesNoReport() {
        #expect(Linter().reports(on: " ;; -- nothing\n/* here */ ;").isEmpty)
    }
}
