import Foundation
import Logging
import Optimizer
import Shared
import TestSupport
import Testing
import TrinoClient

@testable import WorkerService

/// A small lakehouse on a development Trino of its own: duplicates, NULL groups, an empty table, ties, odd characters. Regions and shops
/// follow no period, which a file would store in next to nothing: no table made from them could then save anything.
final class SmallLakehouse: Sendable {
    let trino: DevelopmentTrino
    let connection: TrinoConnection

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
        trino = try await DevelopmentTrino.start()
        let url = try TrinoJDBCURL(parsing: "jdbc:trino://\(trino.hostAndPort)/iceberg/raw?user=test", policy: .local)
        connection = try TrinoConnection(url)
        try await fill()
    }

    func stop() async {
        await connection.close()
        trino.stop()
    }

    var url: String { "jdbc:trino://\(trino.hostAndPort)/iceberg/raw?user=test" }

    private func fill() async throws {
        try await run(["CREATE SCHEMA iceberg.raw"] + Self.ddl)
        try await run([
            """
            INSERT INTO iceberg.raw.sales
            SELECT n, CASE CAST(sqrt(n) * 700 AS bigint) % 5 WHEN 0 THEN NULL WHEN 1 THEN 'north' WHEN 2 THEN 'south' WHEN 3 THEN 'Süd, ''west''' ELSE '' END,
              CAST(CAST(sqrt(n) * 1000 AS bigint) % 7 AS integer), CAST(n % 13 AS decimal(12, 2)) / 4, CAST(n AS double) / 3,
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
        for sql in statements {
            let text = sql.hasSuffix(";") ? String(sql.dropLast()) : sql
            _ = try await connection.query(text)
        }
    }

    /// The rows that a query gives on the engine.
    func rows(_ sql: String) async throws -> [[EngineValue]] {
        try await TrinoQueryEngine(connection).run(EngineStatement(sql, maxRows: 1_000_000)).rows
    }

    /// Optimises a workload, one run a second for each query.
    /// - Parameter design: an earlier result, to match the workload against in place of making a design.
    func optimize(
        _ queries: [String], options: Shared.OptimizationOptions = .init(), over design: OptimizationResult? = nil
    ) async throws -> OptimizationResult {
        let workload = queries.enumerated().map {
            WorkloadQuery(queryid: "q\($0.offset)", query: $0.element, runquantity: 10, executiontime: 1)
        }
        let request = OptimizationRequest(
            url: url, ddl: Self.ddl.map { SQLStatement($0) }, queries: workload, options: options)
        let label = UUID().uuidString.lowercased().filter { $0 != "-" }.prefix(10)
        return try await OptimizationJob(
            request, label: String(label), policy: .local, languageModel: nil,
            earlier: design.map {
                EarlierResult(ddl: $0.ddl.map(\.statement), migrations: $0.migrations.map(\.statement))
            }, logger: Logger(label: "test")
        ).run()
    }
}

extension OptimizationResult {
    /// A query's entry in the report.
    func entry(_ index: Int) -> Shared.JSONValue? { report["queries"]?[index] }

    func label(_ index: Int) -> String? { entry(index)?["evidence"]?["label"]?.stringValue }

    /// The statements of a list in the report, such as `refresh`.
    func statements(_ name: String) -> [String] {
        guard case .array(let list)? = report[name] else { return [] }
        return list.compactMap(\.stringValue)
    }
}
