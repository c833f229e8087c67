import Testing
import TrinoSQL

@Suite("Types of operators and literals")
struct OperatorTypesTests {
    /// Source: Trino documentation, "Decimal functions and operators / Binary arithmetic decimal operators", where x is
    /// decimal(xp,xs) and y is decimal(yp,ys): addition min(38, 1 + max(xs,ys) + max(xp-xs, yp-ys)), multiplication
    /// min(38, xp+yp) with scale xs+ys, modulus min(xp-xs, yp-ys) + max(xs,ys). The division's precision is that of the
    /// operator's signature: min(38, xp + ys + max(0, ys-xs)).
    @Test(
        "Decimal arithmetic follows its precision rules",
        arguments: [
            ("decimal(10,2)", ArithmeticOperator.add, "decimal(5,4)", "decimal(13,4)"),
            ("decimal(38,2)", .subtract, "decimal(38,2)", "decimal(38,2)"),
            ("decimal(15,2)", .multiply, "decimal(16,2)", "decimal(31,4)"),
            ("decimal(30,2)", .multiply, "decimal(30,2)", "decimal(38,4)"),
            ("decimal(10,2)", .divide, "decimal(5,4)", "decimal(16,4)"),
            ("decimal(23,1)", .divide, "bigint", "decimal(23,1)"),
            ("decimal(10,2)", .modulus, "decimal(5,4)", "decimal(5,4)"),
            ("integer", .multiply, "decimal(4,1)", "decimal(14,1)"),
            ("bigint", .multiply, "decimal(4,1)", "decimal(23,1)"),
            ("integer", .divide, "integer", "integer"),
            ("smallint", .add, "bigint", "bigint"),
            ("decimal(10,2)", .multiply, "double", "double"),
            ("bigint", .add, "real", "real"),
        ])
    func arithmetic(left: String, operation: ArithmeticOperator, right: String, expected: String) throws {
        let type = try OperatorTypes.arithmetic(SQLType(parsing: left), operation, SQLType(parsing: right))
        #expect(type?.description == expected)
    }

    /// Source: Trino documentation, "Date and time functions and operators / Date and time operators".
    @Test(
        "Dates and clocks move by intervals",
        arguments: [
            ("date", ArithmeticOperator.add, "interval day to second", "date"),
            ("timestamp(0)", .add, "interval day to second", "timestamp(3)"),
            ("timestamp(6)", .subtract, "interval year to month", "timestamp(6)"),
            ("time(0)", .add, "interval day to second", "time(3)"),
            ("interval day to second", .add, "date", "date"),
            ("interval year to month", .subtract, "interval year to month", "interval year to month"),
            ("date", .subtract, "date", "interval day to second"),
            ("interval day to second", .multiply, "integer", "interval day to second"),
        ])
    func moments(left: String, operation: ArithmeticOperator, right: String, expected: String) throws {
        let type = try OperatorTypes.arithmetic(SQLType(parsing: left), operation, SQLType(parsing: right))
        #expect(type?.description == expected)
    }

    @Test("Operands that no operator takes have no result", arguments: [("varchar", "integer"), ("date", "integer")])
    func noOperator(left: String, right: String) throws {
        #expect(try OperatorTypes.arithmetic(SQLType(parsing: left), .add, SQLType(parsing: right)) == nil)
    }

    @Test("A product whose scale passes the precision has no type")
    func scaleOverflow() {
        #expect(OperatorTypes.decimal(38, 30, .multiply, 38, 30) == nil)
    }

    /// Source: Trino documentation, "Data types": integer literals, decimal literals and their leading zeros; "Decimal functions
    /// and operators / Decimal literals".
    @Test(
        "Numbers are typed by their digits",
        arguments: [
            ("0", "integer"), ("2147483647", "integer"), ("2147483648", "bigint"), ("0x1F", "integer"),
            ("1_000_000", "integer"), ("0b101", "integer"),
        ])
    func integers(text: String, expected: String) {
        #expect(LiteralTypes.integer(text)?.description == expected)
    }

    @Test("A whole number over 64 bits has no type")
    func hugeInteger() { #expect(LiteralTypes.integer("99999999999999999999") == nil) }

    @Test(
        "Decimals are typed by their digits",
        arguments: [
            ("100.0", "decimal(4,1)"), ("0.05", "decimal(2,2)"), (".5", "decimal(1,1)"), ("1.", "decimal(1,0)"),
            ("000123.456", "decimal(6,3)"), ("123_456.789_123", "decimal(12,6)"), ("0.0", "decimal(1,1)"),
        ])
    func decimals(text: String, expected: String) { #expect(LiteralTypes.decimal(text)?.description == expected) }

    /// Source: Trino documentation, "Decimal literals": DECIMAL '0000012345.1234500000' is decimal(20,10); "Data types":
    /// precision and zone of a timestamp literal come from its text.
    @Test(
        "Typed literals take what their text says",
        arguments: [
            ("DECIMAL '0'", "decimal(1,0)"), ("DECIMAL '12345'", "decimal(5,0)"),
            ("DECIMAL '0000012345.1234500000'", "decimal(20,10)"),
            ("TIMESTAMP '2020-06-10 15:55:23'", "timestamp(0)"),
            ("TIMESTAMP '2020-06-10 15:55:23.383345'", "timestamp(6)"),
            ("TIMESTAMP '2020-06-10'", "timestamp(0)"),
            ("TIMESTAMP '2001-08-22 03:04:05.321 America/New_York'", "timestamp(3) with time zone"),
            ("TIMESTAMP '2001-08-22 03:04:05.321 -08:30'", "timestamp(3) with time zone"),
            ("TIME '01:02:03.456'", "time(3)"), ("TIME '01:02:03.456 -08:00'", "time(3) with time zone"),
            ("DATE '2020-01-01'", "date"), ("BIGINT '5'", "bigint"), ("REAL '10.3'", "real"),
            ("CHAR 'abc'", "char(3)"),
        ])
    func typed(text: String, expected: String) throws {
        guard case .typed(let type, let literal) = try Parser.parseExpression(text).kind else {
            Issue.record("\(text) is no typed literal")
            return
        }
        #expect(try LiteralTypes.typed(type, literal).description == expected)
    }
}
