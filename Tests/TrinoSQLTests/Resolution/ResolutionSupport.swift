import Testing
import TrinoSQL

/// Tables that the tests of this folder read.
let resolutionCatalog: Catalog = {
    let statements = [
        "CREATE TABLE lake.s.t (a integer NOT NULL, b varchar(10), c double, d date, e decimal(10,2))",
        "CREATE TABLE lake.s.u (a bigint, k varchar, x timestamp(6), z timestamp(3) with time zone)",
        """
        CREATE TABLE lake.s.n (id integer, tags array(varchar), attributes map(varchar, integer),
            place row(city varchar, at row(lat double, lon double)), items array(row(sku varchar, pieces integer)))
        """,
        "CREATE TABLE lake.other.t (a integer, only_here integer)",
        "CREATE VIEW lake.s.v AS SELECT a AS va, c * 2 AS vc FROM t WHERE d IS NOT NULL",
        "CREATE VIEW lake.s.w AS SELECT va FROM v",
    ]
    var catalog = Catalog(defaultCatalog: "lake", defaultSchema: "s")
    for text in statements {
        if let statement = try? Parser.parseStatement(text) { catalog.define(statement) }
    }
    return catalog
}()

/// Resolves a query against `resolutionCatalog`.
func resolve(_ text: String, isStrict: Bool = true) throws -> ResolvedQuery {
    try Resolver(catalog: resolutionCatalog, isStrict: isStrict).resolve(Parser.parseQuery(text))
}

/// The output columns as `name type`, with `_` for a name that Trino makes up.
func outputs(_ text: String, isStrict: Bool = true) throws -> [String] {
    try resolve(text, isStrict: isStrict).outputs.map { "\($0.name ?? "_") \($0.type?.description ?? "?")" }
}

/// The error that a query meets, or a failed expectation.
func resolutionError(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> ResolutionError {
    do {
        _ = try resolve(text)
    } catch let error as ResolutionError {
        return error
    }
    Issue.record("No error for: \(text)", sourceLocation: sourceLocation)
    throw ResolutionError(.invalid, "no error")
}
