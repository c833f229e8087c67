import Testing

@testable import TrinoClient

@Suite struct ValueTests {
    /// Decodes a value as a page would bring it.
    private func decode(_ json: String, _ type: String) throws -> TrinoValue {
        let body = #"{"id":"q","stats":{},"columns":[{"name":"c","type":"\#(type)"}],"data":[[\#(json)]]}"#
        return try Answer(decoding: Array(body.utf8), columns: nil).rows[0][0]
    }

    static let values: [(String, String, TrinoValue)] = [
        ("null", "bigint", .null), ("true", "boolean", .boolean(true)), ("false", "boolean", .boolean(false)),
        ("9223372036854775807", "bigint", .integer(.max)), ("-9223372036854775808", "bigint", .integer(.min)),
        ("9007199254740993", "bigint", .integer(9_007_199_254_740_993)), ("0", "bigint", .integer(0)),
        ("-0", "bigint", .integer(0)), ("-128", "tinyint", .integer(-128)), ("32767", "smallint", .integer(32767)),
        ("-2147483648", "integer", .integer(-2_147_483_648)), ("1.5", "double", .double(1.5)),
        ("0.1", "double", .double(0.1)), ("-0.0", "double", .double(-0.0)), ("1E10", "double", .double(1e10)),
        ("1e-7", "double", .double(1e-7)), ("1.7976931348623157E308", "double", .double(.greatestFiniteMagnitude)),
        ("5e-324", "double", .double(.leastNonzeroMagnitude)),
        ("123456789012345678", "double", .double(123_456_789_012_345_678)),
        ("0.30000000000000004", "double", .double(0.30000000000000004)),
        ("9007199254740993", "double", .double(9_007_199_254_740_992)),
        (#""Infinity""#, "double", .double(.infinity)), (#""-Infinity""#, "double", .double(-.infinity)),
        ("1.1", "real", .real(1.1)), ("3.4028235e38", "real", .real(.greatestFiniteMagnitude)),
        (#""-12.50""#, "decimal(10,2)", .decimal(TrinoDecimal("-12.50")!)),
        (
            #""99999999999999999999999999999999999999""#, "decimal(38,0)",
            .decimal(TrinoDecimal("99999999999999999999999999999999999999")!)
        ),
        ("12.50", "decimal(10,2)", .decimal(TrinoDecimal("12.50")!)),
        (#""1E+400""#, "number", .number("1E+400")), (#""a\"b\u00e9\ud83d\ude00\n""#, "varchar", .varchar("a\"bé😀\n")),
        (#""日本""#, "varchar(2)", .varchar("日本")), (#""ab   ""#, "char(5)", .varchar("ab   ")),
        (#""""#, "varchar", .varchar("")), (#""AQID/w==""#, "varbinary", .varbinary([1, 2, 3, 255])),
        (#""""#, "varbinary", .varbinary([])), (#""{\"a\":1}""#, "json", .json(#"{"a":1}"#)),
        (
            #""12151fd2-7586-11e9-8f9e-2a86e4085a59""#, "uuid", .uuid("12151fd2-7586-11e9-8f9e-2a86e4085a59")
        ), (#""2001:db8::1""#, "ipaddress", .ipAddress("2001:db8::1")), (#""2020-01-02""#, "date", .date("2020-01-02")),
        (#""-0044-03-15""#, "date", .date("-0044-03-15")), (#""12020-01-02""#, "date", .date("12020-01-02")),
        (#""01:02:03.500""#, "time(3)", .time("01:02:03.500")),
        (#""01:02:03.500+02:00""#, "time(3) with time zone", .timeWithTimeZone("01:02:03.500+02:00")),
        (
            #""2020-01-02 03:04:05.123456""#, "timestamp(6)", .timestamp("2020-01-02 03:04:05.123456")
        ), (#""2020-01-02 03:04:05""#, "timestamp(0)", .timestamp("2020-01-02 03:04:05")),
        (
            #""2020-01-02 03:04:05.123 Europe/Rome""#, "timestamp(3) with time zone",
            .timestampWithTimeZone("2020-01-02 03:04:05.123 Europe/Rome")
        ),
        (
            #""2020-01-02 03:04:05.123 +02:00""#, "timestamp(3) with time zone",
            .timestampWithTimeZone("2020-01-02 03:04:05.123 +02:00")
        ),
        (
            #""2020-01-02 03:04:05.123 America/Argentina/ComodRivadavia""#, "timestamp with time zone",
            .timestampWithTimeZone("2020-01-02 03:04:05.123 America/Argentina/ComodRivadavia")
        ), (#""-1-2""#, "interval year to month", .intervalYearToMonth("-1-2")),
        (#""3 02:00:00.000""#, "interval day to second", .intervalDayToSecond("3 02:00:00.000")),
        (#""-3 02:00:00.000""#, "interval day to second", .intervalDayToSecond("-3 02:00:00.000")),
        ("[1,null,3]", "array(bigint)", .array([.integer(1), .null, .integer(3)])), ("[]", "array(bigint)", .array([])),
        (
            #"{"2":["x"],"1":null}"#, "map(bigint,array(varchar))",
            .map([
                TrinoMapEntry(key: .integer(2), value: .array([.varchar("x")])),
                TrinoMapEntry(key: .integer(1), value: .null),
            ])
        ),
        (
            #"{"2020-01-02":1.5,"NaN":2}"#, "map(varchar,double)",
            .map([
                TrinoMapEntry(key: .varchar("2020-01-02"), value: .double(1.5)),
                TrinoMapEntry(key: .varchar("NaN"), value: .double(2)),
            ])
        ),
        (
            #"{"true":1}"#, "map(boolean,tinyint)",
            .map([TrinoMapEntry(key: .boolean(true), value: .integer(1))])
        ),
        (
            #"{"-Infinity":1}"#, "map(double,tinyint)",
            .map([TrinoMapEntry(key: .double(-.infinity), value: .integer(1))])
        ),
        (
            #"{"1.50":"x"}"#, "map(decimal(3,2),varchar)",
            .map([TrinoMapEntry(key: .decimal(TrinoDecimal("1.50")!), value: .varchar("x"))])
        ),
        (
            #"[1,"x",[true]]"#, "row(a bigint,b varchar,c row(d boolean))",
            .row([.integer(1), .varchar("x"), .row([.boolean(true)])])
        ),
        (#"{"a":1,"b":"x"}"#, "row(a bigint,b varchar)", .row([.integer(1), .varchar("x")])),
        (#""AgwDAAA=""#, "HyperLogLog", .raw("AgwDAAA=")), (#"{"a":[1, 2]}"#, "variant", .raw(#"{"a":[1, 2]}"#)),
        ("null", "unknown", .null),
    ]

    @Test(arguments: values)
    func decodes(_ json: String, _ type: String, _ value: TrinoValue) throws {
        #expect(try decode(json, type) == value)
    }

    @Test func notANumberIsOne() throws {
        guard case .double(let double) = try decode(#""NaN""#, "double") else {
            Issue.record("no double")
            return
        }
        #expect(double.isNaN)
        guard case .real(let real) = try decode(#""NaN""#, "real") else {
            Issue.record("no real")
            return
        }
        #expect(real.isNaN)
    }

    @Test(arguments: [
        ("9223372036854775808", "bigint"), ("-9223372036854775809", "bigint"), ("1.0", "bigint"), ("1e3", "bigint"),
        ("128", "tinyint"), ("40000", "smallint"), ("2147483648", "integer"), (#""1""#, "bigint"), ("1", "boolean"),
        (#""1.5x""#, "decimal(10,2)"), (#""1e5""#, "decimal(10,2)"), (#""""#, "decimal(10,2)"),
        (#"".5""#, "decimal(10,2)"),
        (#""1.""#, "decimal(10,2)"), (#""NaNs""#, "double"), ("[1]", "double"), (#""2020-13-02""#, "date"),
        (#""2020-1-2""#, "date"), (#""02.01.2020""#, "date"), (#""25:00:00""#, "time(0)"), (#""01:02""#, "time(0)"),
        (#""2020-01-02""#, "timestamp(3)"), (#""2020-01-02T03:04:05""#, "timestamp(3)"),
        (#""2020-01-02 03:04:05""#, "timestamp(3) with time zone"), (#""1-13""#, "interval year to month"),
        (#""1 2""#, "interval day to second"), (#""A""#, "varbinary"), (#""A===""#, "varbinary"),
        (#""A*==""#, "varbinary"),
        (#""12151fd2""#, "uuid"), (#""host""#, "ipaddress"), ("1", "array(bigint)"),
        (#"{"x":1}"#, "map(bigint,bigint)"),
        ("[1]", "row(a bigint,b bigint)"), ("[1,2,3]", "row(a bigint,b bigint)"), ("[1,]", "array(bigint)"),
        ("{}", "varchar"), ("01", "bigint"), ("+1", "bigint"), ("1,2", "bigint"),
    ])
    func refusesWhatIsNotOfTheType(_ json: String, _ type: String) {
        #expect(throws: JSONError.self) { try decode(json, type) }
    }

    @Test func decimalsTellTheirParts() throws {
        let decimal = try #require(TrinoDecimal("-0012.50"))
        #expect(decimal.scale == 2)
        #expect(decimal.unscaledText == "-001250")
        #expect(decimal.isNegative)
        #expect(TrinoDecimal("7")?.scale == 0)
    }

    @Test func doublesReadFastAreReadRight() throws {
        var generator = SystemRandomNumberGenerator()
        var wrong: [String] = []
        for _ in 0..<2000 {
            let mantissa = Int64.random(in: -1_000_000_000_000_000...1_000_000_000_000_000, using: &generator)
            let texts = [
                "\(mantissa)e\(Int.random(in: -30...30, using: &generator))",
                "\(Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &generator)))",
                "\(Double(mantissa) / 1000)",
            ]
            for text in texts where Double(text)?.isFinite == true && !text.contains("x") {
                if try decode(text, "double").double?.bitPattern != Double(text)?.bitPattern { wrong.append(text) }
            }
        }
        #expect(wrong.isEmpty)
    }
}
