import Testing
import TrinoSQL

@testable import Optimizer

@Suite("What EXPLAIN (TYPE IO) says")
struct TableScanTests {
    @Test("Tables, rows, bytes and the columns that files are passed over by; NaN is not known")
    func reading() throws {
        let text = """
            {"inputTableColumnInfos": [
              {"table": {"catalog": "lake", "schemaTable": {"schema": "raw", "table": "orders"}},
               "constraint": {"none": false, "columnConstraints": [{"columnName": "OrderDate", "type": "date",
                 "domain": {"nullsAllowed": false, "ranges": []}}]},
               "estimate": {"outputRowCount": 1500.0, "outputSizeInBytes": 2.5E7, "cpuCost": 1.0}},
              {"table": {"catalog": "lake", "schemaTable": {"schema": "raw", "table": "customers"}},
               "estimate": {"outputRowCount": "NaN", "outputSizeInBytes": "NaN"}}],
             "estimate": {"outputRowCount": "NaN"}}
            """
        let scans = try #require(TableScan.reading(explainIO: text))
        let name = { TableName(catalog: "lake", schema: "raw", table: $0) }
        #expect(
            scans == [
                TableScan(table: name("orders"), rows: 1500, bytes: 25e6, constrainedColumns: ["orderdate"]),
                TableScan(table: name("customers"), rows: nil, bytes: nil),
            ])
    }

    @Test("Anything else is no answer", arguments: ["", "[]", "{}", "Fragment 0 [SINGLE]"])
    func none(text: String) {
        #expect(TableScan.reading(explainIO: text) == nil)
    }
}
