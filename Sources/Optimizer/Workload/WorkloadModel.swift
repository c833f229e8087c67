import TrinoSQL

/// The workload, understood: the tables as declared, and each query over them.
struct WorkloadModel: Sendable {
    var catalog: Catalog
    var queries: [AnalysedQuery]
    /// Statements of the DDL that could not be read or used, in words.
    var notes: [String]

    /// Reads the DDL and every query. What can't be read is noted, and stops nothing else.
    init(_ input: OptimizationInput) {
        let reading = CatalogReading(input)
        self.init(input, catalog: reading.catalog, notes: reading.notes)
    }

    /// Reads every query against a catalog that is known already.
    init(_ input: OptimizationInput, catalog: Catalog, notes: [String]) {
        self.catalog = catalog
        self.notes = notes
        let resolver = Resolver(
            catalog: catalog, defaultCatalog: input.defaultCatalog, defaultSchema: input.defaultSchema)
        queries = input.queries.enumerated().map { Self.analyse($1, index: $0, resolver: resolver) }
    }

    private static func analyse(_ input: InputQuery, index: Int, resolver: Resolver) -> AnalysedQuery {
        var query = AnalysedQuery(index: index, input: input)
        do {
            query.parsed = try Parser.parseQuery(input.text)
        } catch {
            query.problem = QueryProblem(error)
            return query
        }
        guard let parsed = query.parsed else { return query }
        do {
            let original = try resolver.resolve(parsed.writingOutTables())
            query.original = original
            query.views = Set(original.tables.compactMap(\.view))
            let flat = Self.withoutViews(original, resolver: resolver)
            query.flat = flat
            query.obstacle = Self.obstacle(flat, resolver: resolver)
            // check: no-name-in-parentheses
            if let column = parsed.parenthesisedOutput {
                query.obstacle = "engines disagree about the name of its output (\(column)); write (\(column)) AS name"
            }
            query.resolved = flat
            guard query.obstacle == nil else { return query }
            guard let clear = OuterNames.writtenOut(flat, resolver: resolver) else {
                query.obstacle = "an inner query names a column of an outer one by a name that can't be written out"
                return query
            }
            query.resolved = Self.narrowed(clear, resolver: resolver)
        } catch {
            query.problem = QueryProblem(error)
        }
        return query
    }

    /// The query with its stars expanded and inner columns that nobody reads left out; where either can't be done, the query
    /// as it is.
    private static func narrowed(_ original: ResolvedQuery, resolver: Resolver) -> ResolvedQuery {
        guard let expanded = try? resolver.resolve(original.qualifyStars().quotingIrregularColumns()) else {
            return original
        }
        var current = expanded
        // Each pass may free columns one level further in.
        for _ in 0..<8 {
            let narrowing = UnreadColumns(current)
            guard narrowing.removesAny, let next = try? resolver.resolve(narrowing.removed()) else { break }
            current = next
        }
        let sameShape =
            current.outputs.count == original.outputs.count
            && zip(current.outputs, original.outputs).allSatisfy { $0.type == $1.type }
        return sameShape ? current : original
    }

    /// The query with each view written out as a derived table, its columns under their names; the query as it is where that can't
    /// be done, or a view has rows of its own.
    ///
    /// ```sql
    /// SELECT v.a FROM v                                  -- CREATE VIEW v AS SELECT a FROM lake.raw.t
    /// -- becomes
    /// SELECT v.a FROM (SELECT a FROM lake.raw.t) AS v
    /// ```
    /// Exact where the view's text is what the request's DDL says, which comparing rows on live data shows.
    private static func withoutViews(_ original: ResolvedQuery, resolver: Resolver) -> ResolvedQuery {
        let views = Set(original.tables.compactMap(\.view))
        guard !views.isEmpty, !views.contains(where: { resolver.catalog.views[$0]?.isMaterialized ?? true }),
            let flat = try? resolver.resolve(original.expandingViews(with: resolver).writingOutTables()),
            flat.outputs.map(\.type) == original.outputs.map(\.type)
        else { return original }
        return flat
    }

    /// What stands in the way of moving a query to new tables.
    private static func obstacle(_ query: ResolvedQuery, resolver: Resolver) -> String? {
        for use in query.tables {
            // check: no-metadata-table
            if let suffix = use.metadataTable {
                let name = use.schema.name.description
                return "it reads the metadata table \(name.hasSuffix("$" + suffix) ? name : name + "$" + suffix)"
            }
            // check: no-hidden-column
            if let hidden = use.hiddenColumns.sorted().first {
                return "it reads the hidden column \"\(hidden)\", which another table has other values in"
            }
            // check: no-older-version
            if use.isTimeTravel { return "it reads an older version of \(use.schema.name)" }
            // check: no-view
            if let view = use.view {
                let isMaterialized = resolver.catalog.views[view]?.isMaterialized ?? false
                return isMaterialized
                    ? "it reads the materialized view \(view), whose rows may be older than its tables'"
                    : "it reads the view \(view), which could not be written out"
            }
        }
        return query.tables.isEmpty ? "it reads no table" : nil
    }
}

extension QueryProblem {
    /// From an error of the parser or the resolver.
    init(_ error: any Error) {
        switch error {
        case let error as SyntaxError:
            self.init(message: error.message, line: error.line, column: error.column, hint: error.hint)
        case let error as ResolutionError:
            let known = error.position.line > 0
            self.init(
                message: error.message, line: known ? error.position.line : nil,
                column: known ? error.position.column : nil, hint: error.hint)
        default:
            self.init(message: String(describing: error))
        }
    }
}
