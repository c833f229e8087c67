import Testing
import TrinoSQL

@testable import Optimizer

/// What turns on the length of a char, on zones, on decimal rules or on precision can't be shown by the development Trino, which
/// is none. It is decided from the texts, and held here against Trino's documentation.
@Suite("Decisions that rest on Trino's documentation")
struct StaticDecisionTests {
    /// A page of Trino's documentation, and what it says in our words.
    enum Source: String, Sendable {
        /// "Binary arithmetic decimal operators": precision and scale of results.
        case decimals = "https://trino.io/docs/current/functions/decimal.html"
        /// CHAR has always its length, blanks included, also where it is compared; casts to fewer digits of a second round.
        case types = "https://trino.io/docs/current/language/types.html"
        /// "Trino to Iceberg type mapping": no tinyint, smallint, char or json; varchar without length; six digits of a second.
        case iceberg = "https://trino.io/docs/current/connector/iceberg.html#type-mapping"
        /// "Trino to Delta Lake type mapping".
        case delta = "https://trino.io/docs/current/connector/delta-lake.html#type-mapping"
        /// "Trino to Hive type mapping"; timestamps with the catalog's precision, milliseconds unless it says otherwise.
        case hive = "https://trino.io/docs/current/connector/hive.html"
        /// "Primitive types": a timestamptz is a moment, its zone is not kept.
        case icebergFormat = "https://iceberg.apache.org/spec/#primitive-types"
        /// General aggregate functions: sums keep the scale, averages the type; of integers it is double.
        case aggregates = "https://trino.io/docs/current/functions/aggregate.html"
    }

    struct TypeCase: Sendable, CustomTestStringConvertible {
        let expression: String
        let type: String
        let source: Source
        var testDescription: String { "\(expression) is \(type)" }
    }

    private static let ddl = [
        """
        CREATE TABLE lake.raw.t (a decimal(10, 2), b decimal(5, 3), wide decimal(38, 2), rate decimal(10, 4), whole bigint, \
        small integer, tiny tinyint, d double, r real, c3 char(3), c7 char(7), v varchar(5), at timestamp(3), fine timestamp(9), \
        zoned timestamp(3) with time zone)
        """
    ]

    static let types = [
        // max(2, 3) digits behind the point, 1 + 3 + max(8, 2) in all.
        TypeCase(expression: "a + b", type: "decimal(12,3)", source: .decimals),
        TypeCase(expression: "a - b", type: "decimal(12,3)", source: .decimals),
        TypeCase(expression: "a * b", type: "decimal(15,5)", source: .decimals),
        // 10 + 3 + max(0, 3 - 2) digits, max(2, 3) behind the point.
        TypeCase(expression: "a / b", type: "decimal(14,3)", source: .decimals),
        TypeCase(expression: "a % b", type: "decimal(5,3)", source: .decimals),
        // No more than 38 digits, however many the rule asks for.
        TypeCase(expression: "wide * rate", type: "decimal(38,6)", source: .decimals),
        TypeCase(expression: "wide + wide", type: "decimal(38,2)", source: .decimals),
        // A bigint is a decimal(19, 0) beside a decimal: the quotient keeps the sum's scale, which an average rounds to as well.
        TypeCase(expression: "wide / whole", type: "decimal(38,2)", source: .decimals),
        TypeCase(expression: "DECIMAL '0000012345.1234500000'", type: "decimal(20,10)", source: .decimals),
        TypeCase(expression: "sum(a)", type: "decimal(38,2)", source: .aggregates),
        TypeCase(expression: "avg(a)", type: "decimal(10,2)", source: .aggregates),
        TypeCase(expression: "avg(whole)", type: "double", source: .aggregates),
        TypeCase(expression: "sum(small)", type: "bigint", source: .aggregates),
        TypeCase(expression: "sum(r)", type: "real", source: .aggregates),
        TypeCase(expression: "count(tiny)", type: "bigint", source: .aggregates),
        TypeCase(expression: "CAST('dog' AS char(7))", type: "char(7)", source: .types),
        TypeCase(expression: "TIMESTAMP '2020-06-10 15:55:23.383345'", type: "timestamp(6)", source: .types),
        TypeCase(
            expression: "TIMESTAMP '2001-08-22 03:04:05.321 -08:30'", type: "timestamp(3) with time zone",
            source: .types),
    ]

    @Test("Types of expressions", arguments: types)
    func type(item: TypeCase) throws {
        let resolved = try Self.resolve("SELECT \(item.expression) AS x FROM t")
        #expect(resolved.outputs.first?.type?.description == item.type, "\(item.source.rawValue)")
    }

    struct StorageCase: Sendable, CustomTestStringConvertible {
        let type: String
        let connector: ConnectorKind
        /// The stored type, nil where there is none from which each value comes back.
        let stored: String?
        let source: Source
        var testDescription: String { "\(type) in \(connector.name)" }
    }

    static let storage = [
        StorageCase(type: "char(7)", connector: .iceberg, stored: "varchar", source: .iceberg),
        StorageCase(type: "varchar(5)", connector: .iceberg, stored: "varchar", source: .iceberg),
        StorageCase(type: "tinyint", connector: .iceberg, stored: "integer", source: .iceberg),
        StorageCase(type: "smallint", connector: .iceberg, stored: "integer", source: .iceberg),
        StorageCase(type: "decimal(38,2)", connector: .iceberg, stored: "decimal(38,2)", source: .iceberg),
        StorageCase(type: "timestamp(0)", connector: .iceberg, stored: "timestamp(6)", source: .iceberg),
        StorageCase(type: "timestamp(3)", connector: .iceberg, stored: "timestamp(6)", source: .iceberg),
        StorageCase(type: "timestamp(9)", connector: .iceberg, stored: nil, source: .iceberg),
        StorageCase(type: "time(3)", connector: .iceberg, stored: "time(6)", source: .iceberg),
        StorageCase(type: "time(3) with time zone", connector: .iceberg, stored: nil, source: .iceberg),
        StorageCase(type: "json", connector: .iceberg, stored: nil, source: .iceberg),
        StorageCase(type: "interval day to second", connector: .iceberg, stored: nil, source: .iceberg),
        StorageCase(
            type: "timestamp(3) with time zone", connector: .iceberg, stored: "timestamp(6) with time zone",
            source: .iceberg),
        StorageCase(type: "char(7)", connector: .deltaLake, stored: nil, source: .delta),
        StorageCase(type: "tinyint", connector: .deltaLake, stored: "tinyint", source: .delta),
        StorageCase(type: "time(6)", connector: .deltaLake, stored: nil, source: .delta),
        StorageCase(type: "timestamp(9)", connector: .hive, stored: nil, source: .hive),
        StorageCase(type: "char(7)", connector: .hive, stored: "char(7)", source: .hive),
        StorageCase(type: "timestamp(3) with time zone", connector: .hive, stored: nil, source: .hive),
    ]

    @Test("What a connector makes of a type", arguments: storage)
    func stored(item: StorageCase) throws {
        let stored: String? =
            switch StoredType(of: try SQLType(parsing: item.type), in: item.connector) {
            case .same: item.type
            case .widened(let type): type.description
            case .unsupported: nil
            }
        #expect(stored == item.stored, "\(item.source.rawValue)")
    }

    struct ReadingCase: Sendable, CustomTestStringConvertible {
        let query: String
        /// A part of the text that reads the new table.
        let reads: String
        let source: Source
        var testDescription: String { query }
    }

    static let readings = [
        // Without the cast 'dog' would be compared with 'dog    ', which are not equal as char.
        ReadingCase(
            query: "SELECT whole FROM t WHERE c7 = CAST('dog' AS char(7))", reads: "CAST(kept.c7 AS char(7))",
            source: .types),
        ReadingCase(query: "SELECT c3 || c7 AS both FROM t", reads: "CAST(kept.c3 AS char(3))", source: .types),
        ReadingCase(query: "SELECT v FROM t", reads: "CAST(kept.v AS varchar(5))", source: .iceberg),
        ReadingCase(query: "SELECT at FROM t", reads: "CAST(kept.at AS timestamp(3))", source: .iceberg),
        ReadingCase(query: "SELECT tiny + tiny AS s FROM t", reads: "CAST(kept.tiny AS tinyint)", source: .iceberg),
    ]

    @Test("A column that storage widens is cast back where it is read", arguments: readings)
    func reading(item: ReadingCase) throws {
        let input = OptimizationInput(
            ddl: Self.ddl, queries: [InputQuery(id: "q", text: item.query, runs: 1, seconds: 1)],
            defaultCatalog: "lake",
            defaultSchema: "raw", label: "test")
        let model = WorkloadModel(input)
        let builder = DesignBuilder(input: input, model: model, profile: .none)
        let built = builder.build(on: builder.emptyDesign(), model.queries.map { PlannedQuery($0) })
        let rewritten = try #require(built.queries.first?.rewritten)
        #expect(rewritten.sql().contains(item.reads), "\(item.source.rawValue): \(rewritten.sql())")
        let original = try #require(model.queries.first?.original)
        #expect(StaticVerifier(design: built.design).defect(of: rewritten, original: original) == nil)
        // The same text without the cast has another type: the static check says so.
        let bare = rewritten.mapExpressions { part in
            if case .cast(let value, _, _) = part.kind, case .column = value.kind { value } else { part }
        }
        if original.outputs.contains(where: { $0.name != "whole" }) {
            #expect(StaticVerifier(design: built.design).defect(of: bare, original: original) != nil)
        }
    }

    @Test(
        "A result with zones is kept where its values are stored with them already: the zone is UTC and stays so",
        arguments: [
            ("zoned", true), ("max(zoned) OVER ()", true), ("x.z", true), ("x.star", true),
            ("lag(zoned, 1) OVER (ORDER BY whole)", true),
            ("coalesce(zoned, x.z)", true), ("CASE WHEN whole > 1 THEN zoned END", true),
            ("CASE WHEN whole > 1 THEN zoned ELSE x.z END", true),
            // Computed when it is read, of what is kept.
            ("at_timezone(zoned, 'Asia/Tokyo')", true), ("max(zoned + INTERVAL '1' DAY) OVER ()", true),
            ("max(date_trunc('day', zoned)) OVER ()", true), ("min(date_add('day', 1, x.z)) OVER ()", true),
            ("max(date_trunc('day', at_timezone(zoned, 'Asia/Tokyo'))) OVER ()", false),
            ("CASE WHEN whole > 1 THEN zoned ELSE at_timezone(zoned, 'Asia/Tokyo') END", true),
            ("at_timezone(x.local, 'Asia/Tokyo')", false), ("coalesce(zoned, x.plain)", false),
            ("max(at_timezone(zoned, 'Asia/Tokyo')) OVER ()", false), ("max(zoned, 2) OVER ()", false),
            ("x.local", false),
        ])
    func zones(value: String, isKept: Bool) throws {
        let query = try Self.resolve(
            """
            SELECT t.whole, \(value) AS v FROM t JOIN (
                SELECT whole AS i, min(zoned) AS z, max(fine) AS plain, max(at_timezone(zoned, 'Asia/Tokyo')) AS local,
                    max(zoned_star) AS star
                FROM (SELECT *, zoned AS zoned_star FROM (SELECT * FROM t)) AS t GROUP BY whole
            ) AS x ON x.i = t.whole
            """)
        func kept(in catalog: String) throws {
            let design = Design(catalog: catalog, schema: "fast", location: nil, connector: .iceberg, tables: [])
            _ = try ResultCandidate(query, name: "r", design: design)
        }
        if isKept {
            #expect(throws: Never.self) { try kept(in: "lake") }
        } else {
            #expect(throws: ResultCandidate.Refusal.self) { try kept(in: "lake") }
        }
        #expect(throws: ResultCandidate.Refusal.self, "what another catalog gives may have any zone") {
            try kept(in: "other")
        }
        #expect(ConnectorKind.iceberg.losesZones, "\(Source.icebergFormat.rawValue)")
    }

    private static func resolve(_ sql: String) throws -> ResolvedQuery {
        var catalog = Catalog(defaultCatalog: "lake", defaultSchema: "raw")
        for text in ddl { catalog.define(try Parser.parseStatement(text)) }
        return try Resolver(catalog: catalog).resolve(try Parser.parseQuery(sql))
    }
}
