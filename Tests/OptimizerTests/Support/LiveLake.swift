import Foundation
import TestSupport
import Testing

@testable import Optimizer

/// A small lakehouse on a development Trino of its own: duplicates, NULL groups, an empty table, ties, odd characters.
final class LiveLake: Sendable {
    let trino: DevelopmentTrino
    let engine: LaboratoryEngine

    /// What stands in the tables, and the DDL that a client would send.
    static let ddl = [
        """
        CREATE TABLE iceberg.raw.sales (id bigint, region varchar, shop integer, amount decimal(12, 2), weight double, \
        sold date, at timestamp(6), note varchar)
        """,
        "CREATE TABLE iceberg.raw.shops (shop integer, name varchar, city varchar, opened date)",
        "CREATE TABLE iceberg.raw.returns (id bigint, reason varchar)",
    ]

    init() async throws {
        var options = DevelopmentTrino.Options()
        options.catalogs.append((name: "hive", connector: "hive"))
        trino = try await DevelopmentTrino.start(options)
        engine = try LaboratoryEngine(trino)
        try await fill()
    }

    func stop() {
        trino.stop()
    }

    private func fill() async throws {
        try await run(["CREATE SCHEMA iceberg.raw"] + Self.ddl)
        try await run([
            """
            INSERT INTO iceberg.raw.sales
            SELECT n, CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN 'north' WHEN 2 THEN 'south' WHEN 3 THEN 'Süd, ''west''' ELSE '' END,
              CAST(n % 7 AS integer), CAST(n % 13 AS decimal(12, 2)) / 4, CAST(n AS double) / 3,
              date_add('day', n % 400, DATE '2023-11-20'), date_add('minute', n * 17, TIMESTAMP '2023-11-20 10:00:00.000000'),
              CASE WHEN n % 11 = 0 THEN NULL ELSE 'note ' || CAST(n % 3 AS varchar) END
            FROM UNNEST(sequence(1, 3000)) AS t (n)
            """,
            "INSERT INTO iceberg.raw.sales SELECT * FROM iceberg.raw.sales WHERE id <= 50",
            """
            INSERT INTO iceberg.raw.shops VALUES (0, 'zero', 'Rome', DATE '2020-01-01'), (1, 'one', NULL, DATE '2021-05-05'),
              (2, 'two', 'Bonn', NULL), (3, 'three', 'Bonn', DATE '2022-02-02'), (9, 'nobody', 'Oslo', DATE '2019-01-01')
            """,
        ])
    }

    /// Runs statements one after the other.
    func run(_ statements: [String]) async throws {
        for sql in statements { _ = try await engine.run(EngineStatement(sql)) }
    }

    /// The rows that a query gives on the engine.
    func rows(_ sql: String) async throws -> [[EngineValue]] {
        try await engine.run(EngineStatement(sql, maxRows: 1_000_000)).rows
    }

    /// Optimises a workload, each query with as many runs and seconds.
    /// - Parameters:
    ///   - ddl: further statements of the request's DDL, such as views.
    ///   - engine: the lake's own where none is given.
    func optimize(
        _ queries: [String], options: OptimizerOptions = OptimizerOptions(), ddl: [String] = [],
        engine: (any QueryEngine)? = nil
    ) async throws -> OptimizationOutcome {
        let label = UUID().uuidString.lowercased().filter { $0 != "-" }.prefix(10)
        let input = OptimizationInput(
            ddl: Self.ddl + ddl,
            queries: queries.enumerated().map {
                InputQuery(id: "q\($0.offset)", text: $0.element, runs: 10, seconds: 1)
            },
            options: options, defaultCatalog: "iceberg", defaultSchema: "raw", label: String(label))
        return try await Advisor(input, engine: engine ?? self.engine).run()
    }

    /// Whether every query of an outcome gives the rows of its original; those that don't, by place.
    func differing(_ outcome: OptimizationOutcome, from queries: [String]) async throws -> [Int] {
        var differing: [Int] = []
        for (index, original) in queries.enumerated() {
            let before = try await rows(original)
            let after = try await rows(outcome.queries[index].text)
            if RowComparison().compare(before, after) != .equal { differing.append(index) }
        }
        return differing
    }
}
