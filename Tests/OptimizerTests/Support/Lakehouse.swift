import TrinoSQL

@testable import Optimizer

/// A small lakehouse for tests: its DDL, and short ways to read queries over it.
enum Lakehouse {
    static let ddl = [
        """
        CREATE TABLE lake.raw.orders (orderkey bigint, custkey bigint, status varchar, price double, total decimal(12, 2), \
        orderdate date, placed timestamp(3), note char(10))
        """,
        "CREATE TABLE lake.raw.customers (custkey bigint, name varchar, nation integer, tier smallint)",
    ]

    static func input(
        _ queries: [String], options: OptimizerOptions = OptimizerOptions(), ddl: [String] = Lakehouse.ddl
    ) -> OptimizationInput {
        let named = queries.enumerated().map { InputQuery(id: "q\($0.offset)", text: $0.element, runs: 1, seconds: 1) }
        return OptimizationInput(
            ddl: ddl, queries: named, options: options, defaultCatalog: "lake", defaultSchema: "raw", label: "test")
    }

    static func resolve(_ sql: String) throws -> ResolvedQuery {
        let reading = CatalogReading(input([]))
        let resolver = Resolver(catalog: reading.catalog, defaultCatalog: "lake", defaultSchema: "raw")
        return try resolver.resolve(try Parser.parseQuery(sql))
    }

    /// What becomes of queries over a design that was made before, without an engine.
    static func outcome(of queries: [String], over earlier: EarlierResult) async throws -> OptimizationOutcome {
        var input = input(queries)
        input.earlier = earlier
        return try await Advisor(input, engine: nil).run()
    }

    /// A query's text in the printer's compact form.
    static func compact(_ sql: String) throws -> String {
        try Parser.parseQuery(sql).sql()
    }
}
