/// Finds out what a query means against a catalog.
///
/// ```swift
/// let resolved = try Resolver(catalog: catalog).resolve(query)
/// for output in resolved.outputs { print(output.name ?? "-", output.type?.description ?? "?") }
/// ```
public struct Resolver: Sendable {
    public var catalog: Catalog
    /// What stands for a missing first part of a table's name.
    public var defaultCatalog: String?
    /// What stands for a missing schema of a table's name.
    public var defaultSchema: String?
    public var functions: FunctionCatalogue
    /// Whether an unknown function, an unknown type or operands that do not fit are errors rather than notes.
    public var isStrict: Bool

    /// Makes a resolver; defaults that are not given are the catalog's.
    public init(
        catalog: Catalog, defaultCatalog: String? = nil, defaultSchema: String? = nil,
        functions: FunctionCatalogue = .builtin, isStrict: Bool = false
    ) {
        self.catalog = catalog
        self.defaultCatalog = defaultCatalog ?? catalog.defaultCatalog
        self.defaultSchema = defaultSchema ?? catalog.defaultSchema
        self.functions = functions
        self.isStrict = isStrict
    }

    /// Resolves a query: names, types, lineage.
    ///
    /// Takes stack in proportion to the depth of the tree; one MiB suffices for every tree that the parser gives, even in a
    /// debug build.
    ///
    /// - Throws: `ResolutionError` for the first mistake, in the order in which Trino would meet it.
    public func resolve(_ query: Query) throws(ResolutionError) -> ResolvedQuery {
        var numbering = NodeNumbering()
        let numbered = numbering.rewrite(query)
        let analyzer = QueryAnalyzer(self, lastNode: numbering.last)
        let columns = try analyzer.analyze(
            numbered, outer: nil,
            names: NameContext(defaultCatalog: defaultCatalog, defaultSchema: defaultSchema, view: nil))
        for column in columns { column.demand.need() }
        return analyzer.finish(numbered, columns)
    }
}

/// What names mean that stand for whole relations: common tables in sight, and the defaults that complete names.
struct NameContext {
    var defaultCatalog: String?
    var defaultSchema: String?
    /// The view inside which names are read.
    var view: TableName?
    /// The nodes of the views that are being read, to notice one that reads itself.
    var openViews: Set<TableName> = []
    /// The node that stands for every table inside a view: the reference to the view.
    var viewReference: Int?
    var commonTables: [String: CommonTableColumns] = [:]
    /// What the functions of WITH FUNCTION return, by name in lower case.
    var inlineFunctions: [String: SQLType] = [:]
}

/// A common table expression as its references see it.
struct CommonTableColumns {
    var kind: ResolvedRelation.Kind
    var columns: [Field]
}
