import Testing
import TrinoSQL

@Suite("Random queries")
struct RandomQueryTests {
    /// Reads every table as one that has the generator's column names.
    private struct OneTable: SyntaxRewriter {
        mutating func rewrite(table name: QualifiedName) -> QualifiedName { QualifiedName("lake", "s", "many") }
    }

    private static let catalog: Catalog = {
        var catalog = Catalog(defaultCatalog: "lake", defaultSchema: "s")
        let types: [SQLType] = [
            .integer, .varchar(5), .double, .date, .decimal(precision: 10, scale: 2), .boolean, .array(.bigint),
            .timestamp(precision: 3, withTimeZone: false), .row([.init(name: "a", type: .integer)]),
        ]
        var generator = TreeGenerator(seed: 1)
        var names: Set<String> = []
        for _ in 0..<500 { names.insert(generator.identifier().canonical) }
        let columns = names.sorted().enumerated().map { ColumnSchema(name: $1, type: types[$0 % types.count]) }
        catalog.add(TableSchema(name: TableName(catalog: "lake", schema: "s", table: "many"), columns: columns))
        return catalog
    }()

    @Test("No query, sensible or not, brings the resolver down, and what it resolves holds together")
    func resolves() {
        let resolver = Resolver(catalog: Self.catalog)
        var resolved = 0
        for seed in UInt64(1)...3_000 {
            var generator = TreeGenerator(seed: seed, depth: Int(seed % 4) + 1)
            var rewriter = OneTable()
            let query = rewriter.rewrite(generator.query())
            guard let result = try? resolver.resolve(query) else { continue }
            resolved += 1
            #expect(result.query == query)
            for select in result.selects.values {
                #expect(select.widths.reduce(0, +) == select.items.count)
            }
            for use in result.tables { #expect(use.neededColumns.isSubset(of: use.columns)) }
            let expanded = result.qualifyStars(droppingUnneeded: true)
            if let again = try? resolver.resolve(expanded) {
                #expect(again.outputs.map(\.type) == result.outputs.map(\.type), "seed \(seed)")
            } else {
                Issue.record("seed \(seed): resolved before its stars were written out, and not after")
            }
        }
        #expect(resolved > 100)
    }
}
