import TrinoSQL

/// Reads the DDL of a request into a catalog. A statement that can't be read costs its own table, nothing else.
struct CatalogReading {
    private(set) var catalog: Catalog
    private(set) var notes: [String] = []

    init(_ input: OptimizationInput) {
        catalog = Catalog(defaultCatalog: input.defaultCatalog, defaultSchema: input.defaultSchema)
        for (index, text) in input.ddl.enumerated() {
            for piece in StatementSplitter.split(text) {
                do {
                    catalog.define(try Parser.parseStatement(piece.text))
                } catch {
                    let problem = QueryProblem(error)
                    let place = problem.line.map { " at line \($0), column \(problem.column ?? 1)" } ?? ""
                    notes.append("ddl[\(index)] was passed over\(place): \(problem.message)")
                }
            }
        }
        notes += catalog.problems.map { "ddl: \($0.message)" }
    }
}
