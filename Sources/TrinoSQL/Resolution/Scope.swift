/// The names that can be used at one place of a query.
final class Scope {
    /// What a scope's fields are.
    enum Kind {
        /// Columns of the relations in FROM.
        case relations
        /// Columns of the SELECT list, which ORDER BY sees first.
        case outputs
        /// Arguments of a lambda.
        case lambda
    }

    let kind: Kind
    let fields: [Field]
    let parent: Scope?
    /// Whether the parent belongs to the query around.
    let isQueryBoundary: Bool
    private let indexByName: [String: [Int]]

    init(_ kind: Kind, fields: [Field], parent: Scope?, isQueryBoundary: Bool) {
        self.kind = kind
        self.fields = fields
        self.parent = parent
        self.isQueryBoundary = isQueryBoundary
        var index: [String: [Int]] = [:]
        for (position, field) in fields.enumerated() {
            if let name = field.canonicalName { index[name, default: []].append(position) }
        }
        indexByName = index
    }

    /// The fields that a name, whose last part is a column's, can mean here.
    func fields(matching parts: ArraySlice<String>) -> [Int] {
        guard let name = parts.last, let candidates = indexByName[name] else { return [] }
        let prefix = parts.dropLast()
        if prefix.isEmpty { return candidates }
        return candidates.filter { fields[$0].qualifier.suffix(prefix.count).elementsEqual(prefix) }
    }

    /// Whether some relation here can be qualified by these parts.
    func hasRelation(_ prefix: ArraySlice<String>) -> Bool {
        fields.contains { !$0.qualifier.isEmpty && $0.qualifier.suffix(prefix.count).elementsEqual(prefix) }
    }
}

/// A column in scope.
struct Field {
    /// The node number of the relation through which it is visible.
    var relation: Int
    /// Its index among that relation's columns.
    var index: Int
    /// The relation's name as far as it is known, in lower case.
    var qualifier: [String]
    var name: String?
    var type: SQLType?
    var isHidden = false
    var isNullable = true
    var lineage: Set<BaseColumn> = []
    var mergedFrom: [BoundColumn.MergedColumn] = []
    /// The base columns that it is, unchanged.
    var sources: [Source] = []
    var demand: ColumnDemand

    /// A column of one reference to a base table.
    struct Source {
        /// The index of the reference among the query's.
        var use: Int
        var column: String
    }

    var canonicalName: String? { name?.lowercased() }
}

/// Whether anything needs a column's values; columns that only pass through stars are asked for later, or never.
final class ColumnDemand {
    private(set) var isNeeded = false
    private let upstream: [ColumnDemand]

    init(upstream: [ColumnDemand] = []) { self.upstream = upstream }

    func need() {
        if isNeeded { return }
        isNeeded = true
        for source in upstream { source.need() }
    }
}
