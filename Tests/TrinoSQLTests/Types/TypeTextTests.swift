import Testing
import TrinoSQL

@Suite("Types as text")
struct TypeTextTests {
    @Test(
        "A type that the server sends is read and printed the same",
        arguments: [
            "boolean", "bigint", "decimal(12,2)", "varchar", "varchar(10)", "char(5)", "varbinary", "date", "time(3)",
            "time(6) with time zone", "timestamp(6)", "timestamp(3) with time zone", "interval day to second",
            "interval year to month", "json", "uuid", "ipaddress", "array(integer)", "map(varchar, array(bigint))",
            "row(a bigint, b varchar(3))", "row(bigint, double)", "row(\"a b\" timestamp(3) with time zone)",
            "row(time time(3), interval interval day to second)", "hyperloglog", "qdigest(double)", "geometry",
            "unknown",
            "number", "function(bigint,boolean)",
        ])
    func roundTrip(text: String) throws {
        let type = try SQLType(parsing: text)
        #expect(type.description == text)
        #expect(try SQLType(DataType(type)) == type)
    }

    /// Source: Trino documentation, "Data types": defaults of decimal, char, time and timestamp.
    @Test(
        "Aliases and defaults are filled in",
        arguments: [
            ("int", "integer"), ("INTEGER", "integer"), ("decimal", "decimal(38,0)"), ("decimal(7)", "decimal(7,0)"),
            ("char", "char(1)"), ("timestamp", "timestamp(3)"),
            ("timestamp with time zone", "timestamp(3) with time zone"),
            ("time", "time(3)"), ("double precision", "double"), ("HyperLogLog", "hyperloglog"),
        ])
    func defaults(text: String, expected: String) throws {
        #expect(try SQLType(parsing: text).description == expected)
        #expect(try SQLType(Parser.parseType(text)).description == expected)
    }

    @Test(
        "What is no type of Trino's is an error",
        arguments: [
            "", "string", "decimal(39,2)", "decimal(5,6)", "timestamp(13)", "array", "array(integer, integer)", "row(",
            "map(varchar)", "varchar(-1)", "bigint(3)", "integer integer", "varchar(99999999999999999999)",
        ])
    func refused(text: String) {
        #expect(throws: TypeError.self) { try SQLType(parsing: text) }
    }

    @Test("A foreign type's name brings Trino's as a hint")
    func hint() {
        #expect { try SQLType(parsing: "string") } throws: { ($0 as? TypeError)?.hint?.contains("varchar") == true }
    }

    @Test("A type nested without end is refused")
    func depth() {
        let text = String(repeating: "array(", count: 10_000)
        #expect(throws: TypeError.self) { try SQLType(parsing: text) }
    }

    @Test("Names of row fields compare without case")
    func fieldNames() throws {
        #expect(try SQLType(parsing: "row(A bigint)") == SQLType(parsing: "row(a bigint)"))
        #expect(try SQLType(parsing: "row(a bigint)") != SQLType(parsing: "row(b bigint)"))
    }
}
