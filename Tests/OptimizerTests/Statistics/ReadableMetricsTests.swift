import Testing

@testable import Optimizer

@Suite("What an Iceberg manifest says of a file's columns")
struct ReadableMetricsTests {
    @Test("A column's bytes are those of its field, or of all fields of its structure")
    func bytes() throws {
        let json = """
            {"id": {"column_size": 40, "value_count": 5, "lower_bound": 1, "upper_bound": 9},
             "tags.element": {"column_size": 7}, "Props.key": {"column_size": 2}, "Props.value": {"column_size": 3},
             "tagsy": {"column_size": 1000}, "id.part": {"column_size": 9}, "note": {"column_size": null, "lower_bound": "x"}}
            """
        let metrics = try #require(ReadableMetrics(json: json))
        #expect(metrics.bytes(of: "ID") == 40)
        #expect(metrics.bytes(of: "tags") == 7)
        #expect(metrics.bytes(of: "props") == 5)
        #expect(metrics.bytes(of: "note") == nil)
        #expect(metrics.bytes(of: "tag") == nil)
    }

    @Test("What isn't such a text says nothing", arguments: ["", "[]", "{\"id\": 3}", "null"])
    func garbage(_ text: String) {
        #expect(ReadableMetrics(json: text) == nil)
    }
}
