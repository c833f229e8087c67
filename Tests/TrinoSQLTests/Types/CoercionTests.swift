import Testing
import TrinoSQL

@Suite("Coercions between types")
struct CoercionTests {
    private static func type(_ text: String) throws -> SQLType { try SQLType(parsing: text) }

    /// Source: Trino documentation, "Decimal functions and operators" (common super type) and "Conversion functions".
    @Test(
        "The common super type is the narrowest that holds both",
        arguments: [
            ("tinyint", "bigint", "bigint"),
            ("integer", "decimal(5,2)", "decimal(12,2)"),
            ("bigint", "decimal(4,1)", "decimal(20,1)"),
            ("decimal(10,2)", "decimal(5,4)", "decimal(12,4)"),
            ("decimal(38,0)", "decimal(38,10)", "decimal(38,10)"),
            ("decimal(10,2)", "real", "real"),
            ("decimal(10,2)", "double", "double"),
            ("bigint", "real", "real"),
            ("real", "double", "double"),
            ("varchar(3)", "varchar(8)", "varchar(8)"),
            ("varchar(3)", "varchar", "varchar"),
            ("char(3)", "char(8)", "char(8)"),
            ("date", "timestamp(6)", "timestamp(6)"),
            ("date", "timestamp(3) with time zone", "timestamp(3) with time zone"),
            ("timestamp(3)", "timestamp(6) with time zone", "timestamp(6) with time zone"),
            ("timestamp(3)", "timestamp(9)", "timestamp(9)"),
            ("unknown", "uuid", "uuid"),
            ("array(integer)", "array(bigint)", "array(bigint)"),
            ("map(varchar(1), integer)", "map(varchar(3), double)", "map(varchar(3), double)"),
            ("row(a integer, b varchar(1))", "row(a bigint, c varchar(2))", "row(a bigint, varchar(2))"),
        ])
    func commonSuperType(one: String, other: String, expected: String) throws {
        let wanted = try Self.type(expected)
        #expect(try Coercion.commonSuperType(Self.type(one), Self.type(other)) == wanted)
        #expect(try Coercion.commonSuperType(Self.type(other), Self.type(one)) == wanted)
    }

    @Test(
        "Types of different families have no common super type",
        arguments: [
            ("varchar", "integer"), ("varchar", "date"), ("boolean", "integer"), ("time(3)", "timestamp(3)"),
            ("array(integer)", "integer"), ("row(integer)", "row(integer, integer)"), ("json", "varchar"),
        ])
    func noCommonSuperType(one: String, other: String) throws {
        #expect(try Coercion.commonSuperType(Self.type(one), Self.type(other)) == nil)
    }

    @Test("A value without a zone that gets one takes the session's")
    func zoneDependence() throws {
        let zoned = try Self.type("timestamp(3) with time zone")
        #expect(try Coercion.dependsOnZone(Self.type("timestamp(3)"), to: zoned))
        #expect(try Coercion.dependsOnZone(Self.type("date"), to: zoned))
        #expect(!Coercion.dependsOnZone(zoned, to: zoned))
        #expect(try !Coercion.dependsOnZone(Self.type("date"), to: Self.type("timestamp(3)")))
    }
}
