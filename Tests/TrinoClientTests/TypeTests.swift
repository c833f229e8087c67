import Testing

@testable import TrinoClient

@Suite struct TypeTests {
    static let texts: [(String, TrinoType)] = [
        ("boolean", .boolean), ("tinyint", .tinyint), ("smallint", .smallint), ("integer", .integer),
        ("bigint", .bigint), ("real", .real), ("double", .double), ("decimal(38,2)", .decimal(precision: 38, scale: 2)),
        ("decimal(10, 0)", .decimal(precision: 10, scale: 0)), ("number", .number), ("varchar", .varchar(length: nil)),
        ("varchar(10)", .varchar(length: 10)), ("char(3)", .char(length: 3)), ("varbinary", .varbinary),
        ("json", .json), ("uuid", .uuid), ("ipaddress", .ipAddress), ("date", .date), ("time", .time(precision: nil)),
        ("time(6)", .time(precision: 6)), ("time(3) with time zone", .timeWithTimeZone(precision: 3)),
        ("time with time zone", .timeWithTimeZone(precision: nil)), ("timestamp(12)", .timestamp(precision: 12)),
        ("timestamp(6) with time zone", .timestampWithTimeZone(precision: 6)),
        ("timestamp with time zone", .timestampWithTimeZone(precision: nil)),
        ("interval year to month", .intervalYearToMonth), ("interval day to second", .intervalDayToSecond),
        ("unknown", .unknown), ("array(bigint)", .array(.bigint)), ("HyperLogLog", .other("HyperLogLog")),
        ("tdigest", .other("tdigest")), ("qdigest(bigint)", .other("qdigest(bigint)")),
        ("function(bigint,boolean)", .other("function(bigint,boolean)")),
        (
            "map(varchar(5), array(decimal(5,1)))",
            .map(key: .varchar(length: 5), value: .array(.decimal(precision: 5, scale: 1)))
        ),
        (
            "row(a bigint, \"b \"\"c\" timestamp(3) with time zone, double)",
            .row([
                .init(name: "a", type: .bigint), .init(name: "b \"c", type: .timestampWithTimeZone(precision: 3)),
                .init(name: nil, type: .double),
            ])
        ),
        (
            "row(date date, time time(3), x row(y integer))",
            .row([
                .init(name: "date", type: .date), .init(name: "time", type: .time(precision: 3)),
                .init(name: "x", type: .row([.init(name: "y", type: .integer)])),
            ])
        ),
        ("", .other("")), ("array(", .other("array(")), ("decimal(1,2,3)", .other("decimal(1,2,3)")),
    ]

    @Test(arguments: texts)
    func readsText(_ text: String, _ type: TrinoType) {
        #expect(TrinoType(parsing: text) == type)
    }

    @Test(arguments: texts.map(\.1))
    func printsWhatItReads(_ type: TrinoType) {
        #expect(TrinoType(parsing: type.description) == type)
    }

    @Test func readsSignatures() throws {
        let json = """
            {"rawType":"row","arguments":[
              {"kind":"NAMED_TYPE","value":{"fieldName":{"name":"a"},"typeSignature":{"rawType":"decimal","arguments":[
                {"kind":"LONG","value":10},{"kind":"LONG","value":2}]}}},
              {"kind":"NAMED_TYPE","value":{"typeSignature":{"rawType":"varchar","arguments":[
                {"kind":"LONG","value":2147483647}]}}},
              {"kind":"NAMED_TYPE","value":{"fieldName":{"name":"m"},"typeSignature":{"rawType":"map","arguments":[
                {"kind":"TYPE","value":{"rawType":"varchar","arguments":[{"kind":"LONG","value":3}]}},
                {"kind":"TYPE","value":{"rawType":"array","arguments":[
                  {"kind":"TYPE","value":{"rawType":"timestamp with time zone","arguments":[
                    {"kind":"LONG","value":6}]}}]}}]}}}]}
            """
        let expected = TrinoType.row([
            .init(name: "a", type: .decimal(precision: 10, scale: 2)), .init(name: nil, type: .varchar(length: nil)),
            .init(
                name: "m",
                type: .map(key: .varchar(length: 3), value: .array(.timestampWithTimeZone(precision: 6)))),
        ])
        #expect(TrinoType(signature: try parseJSON(json)) == expected)
    }

    @Test func theTextStandsInForASignatureOfAnotherForm() throws {
        let column = TrinoColumn(try parseJSON(#"{"name":"a","type":"array(bigint)","typeSignature":{"raw":"?"}}"#))
        #expect(column?.type == .array(.bigint))
    }
}

func parseJSON(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
}
