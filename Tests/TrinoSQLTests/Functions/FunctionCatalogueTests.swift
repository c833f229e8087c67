import Testing

@testable import TrinoSQL

@Suite("The catalogue of built-in functions")
struct FunctionCatalogueTests {
    private let catalogue = FunctionCatalogue.builtin

    @Test("Every line is well formed")
    func wellFormed() {
        #expect(catalogue.malformedLines.map(\.description) == [])
        #expect(catalogue.names.count > 400)
    }

    @Test("Every variable of a result is bound by a parameter")
    func boundVariables() {
        for name in catalogue.names {
            for signature in catalogue.signatures(of: name) where signature.kind != .table {
                let bound = Set(signature.parameters.flatMap(\.variables))
                let unbound = signature.result.variables.filter { !bound.contains($0) }
                #expect(unbound == [], "\(signature)")
            }
        }
    }

    @Test("No form is listed twice")
    func distinct() {
        for name in catalogue.names {
            let forms = catalogue.signatures(of: name).map { "\($0.kind) \($0)" }
            #expect(Set(forms).count == forms.count, "\(name)")
        }
    }

    @Test(
        "A damaged line is reported",
        arguments: [
            "scalar | abs(bigint) -> bigint", "scalar | abs(bigint -> bigint |", "scalar | abs(strange) -> bigint |",
            "scaler | abs(bigint) -> bigint |", "scalar | abs(bigint) -> bigint | fast", "scalar | abs(N) -> N | | N",
        ])
    func damaged(line: String) {
        #expect(throws: FunctionLineError.self) { try FunctionLineReader.read(line) }
    }

    /// Sources: Trino documentation, "Aggregate functions", "Mathematical functions", "String functions", "Date and time
    /// functions", "Array functions"; exact decimal and varchar results as in the functions' own signatures.
    @Test(
        "Calls get the type that Trino gives them",
        arguments: [
            ("sum", ["integer"], "bigint"), ("sum", ["decimal(15,2)"], "decimal(38,2)"), ("sum", ["real"], "real"),
            ("avg", ["integer"], "double"), ("avg", ["decimal(15,2)"], "decimal(15,2)"), ("avg", ["real"], "real"),
            ("count", [], "bigint"), ("count", ["json"], "bigint"), ("min", ["varchar(7)"], "varchar(7)"),
            ("max", ["date", "bigint"], "array(date)"), ("max_by", ["varchar", "date"], "varchar"),
            ("corr", ["double", "double"], "double"), ("stddev", ["integer"], "double"),
            ("array_agg", ["integer"], "array(integer)"), ("histogram", ["date"], "map(date, bigint)"),
            ("round", ["decimal(23,1)", "integer"], "decimal(24,1)"), ("round", ["decimal(10,2)"], "decimal(9,0)"),
            ("round", ["double", "integer"], "double"), ("ceil", ["decimal(10,2)"], "decimal(9,0)"),
            ("truncate", ["decimal(10,2)"], "decimal(8,0)"), ("abs", ["smallint"], "smallint"),
            ("power", ["integer", "integer"], "double"), ("mod", ["bigint", "integer"], "bigint"),
            ("lower", ["varchar(5)"], "varchar(5)"), ("substr", ["varchar(5)", "integer", "integer"], "varchar(5)"),
            ("concat", ["varchar(2)", "varchar(3)"], "varchar"), ("concat", ["char(2)", "char(3)"], "char(5)"),
            ("replace", ["varchar(2)", "varchar(1)", "varchar(3)"], "varchar(11)"),
            ("split", ["varchar(9)", "varchar(1)"], "array(varchar(9))"), ("length", ["char(3)"], "bigint"),
            ("year", ["date"], "bigint"), ("date_trunc", ["varchar(5)", "timestamp(6)"], "timestamp(6)"),
            ("date_diff", ["varchar(3)", "date", "date"], "bigint"), ("date", ["varchar"], "date"),
            ("date_add", ["varchar(3)", "integer", "date"], "date"),
            ("from_unixtime", ["bigint"], "timestamp(3) with time zone"),
            ("coalesce", ["unknown", "integer", "bigint"], "bigint"),
            ("coalesce", ["decimal(5,1)", "integer"], "decimal(11,1)"),
            ("nullif", ["integer", "bigint"], "integer"),
            ("if", ["boolean", "varchar(1)", "varchar(4)"], "varchar(4)"),
            ("greatest", ["integer", "double"], "double"),
            ("element_at", ["map(varchar, date)", "varchar(1)"], "date"),
            ("element_at", ["array(date)", "integer"], "date"),
            ("map", ["array(varchar)", "array(bigint)"], "map(varchar, bigint)"),
            ("zip", ["array(integer)", "array(varchar)"], "array(row(integer, varchar))"),
            ("to_iso8601", ["timestamp(3)"], "varchar(26)"), ("format", ["varchar(2)", "date", "bigint"], "varchar"),
        ])
    func resultTypes(name: String, arguments: [String], expected: String) throws {
        let types = try arguments.map { FunctionArgument.value(try SQLType(parsing: $0)) }
        let match = try catalogue.match(name, types, kinds: [.scalar, .aggregate])
        #expect(match.resultType?.description == expected, "\(match.function)")
    }

    @Test(
        "Window functions keep their argument's type",
        arguments: [
            ("lag", ["decimal(5,2)"], "decimal(5,2)"), ("row_number", [], "bigint"), ("ntile", ["integer"], "bigint"),
        ])
    func windows(name: String, arguments: [String], expected: String) throws {
        let types = try arguments.map { FunctionArgument.value(try SQLType(parsing: $0)) }
        let match = try catalogue.match(name, types, kinds: [.aggregate, .window])
        #expect(match.resultType?.description == expected)
    }

    @Test("Arguments that no form takes are refused")
    func noMatch() {
        #expect(throws: FunctionMismatch.self) {
            try catalogue.match("lower", [.value(.bigint)], kinds: [.scalar])
        }
        #expect(throws: FunctionMismatch.unknownFunction) { try catalogue.match("nvl", [], kinds: [.scalar]) }
    }

    @Test("A type that is not known leaves open only what depends on it")
    func unknownArgument() throws {
        #expect(try catalogue.match("count", [.value(nil)], kinds: [.aggregate]).resultType == .bigint)
        #expect(try catalogue.match("max", [.value(nil)], kinds: [.aggregate]).resultType == nil)
    }

    @Test("What depends on chance, time, zone or order is marked")
    func traits() throws {
        func all(_ name: String, _ trait: FunctionSignature.Trait) -> Bool {
            let forms = catalogue.signatures(of: name)
            return !forms.isEmpty && forms.allSatisfy { $0.traits.contains(trait) }
        }
        for name in ["random", "rand", "shuffle", "uuid"] { #expect(all(name, .random), "\(name)") }
        for name in ["now"] { #expect(all(name, .clock), "\(name)") }
        for name in ["now", "current_timezone", "from_iso8601_timestamp", "parse_datetime"] {
            #expect(all(name, .zone), "\(name)")
        }
        for name in [
            "array_agg", "arbitrary", "any_value", "map_agg", "max_by", "min_by", "listagg", "approx_percentile",
        ] {
            #expect(all(name, .order), "\(name)")
        }
        for name in ["approx_distinct", "approx_percentile", "approx_set"] { #expect(all(name, .approx), "\(name)") }
        #expect(!catalogue.signatures(of: "date_trunc").contains { $0.isSessionDependent })
        #expect(catalogue.isAggregate("SUM") && !catalogue.isAggregate("abs"))
        #expect(catalogue.isWindowOnly("row_number") && !catalogue.isWindowOnly("sum"))
    }
}

extension TypePattern {
    /// Every variable in it, of types and of sizes.
    fileprivate var variables: [String] {
        switch self {
        case .exact, .anything: []
        case .variable(let name): [name]
        case .array(let element): element.variables
        case .map(let key, let value): key.variables + value.variables
        case .row(let fields): fields.flatMap(\.type.variables)
        case .function(let arguments, let result): arguments.flatMap(\.variables) + result.variables
        case .named(_, let parts): parts.flatMap(\.variables)
        case .sized(_, let formulas): formulas.flatMap(\.variables)
        }
    }
}

extension SizeFormula {
    fileprivate var variables: [String] {
        switch self {
        case .number: []
        case .variable(let name): [name]
        case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
            .quotient(let left, let right), .minimum(let left, let right), .maximum(let left, let right):
            left.variables + right.variables
        }
    }
}
