import TrinoSQL

/// Whether values with a time zone are such as a table of a catalog holds them, picked and not computed: then their zone is the one
/// in which that catalog gives all of them back (``ConnectorKind/losesZones``), and storing them there once more changes nothing.
///
/// ```sql
/// SELECT device, max(seen) AS last, coalesce(min(seen), max(made)) AS first FROM lake.raw.events GROUP BY device   -- are
/// SELECT at_timezone(seen, 'Asia/Tokyo') AS local FROM lake.raw.events                                             -- is not
/// ```
/// Whatever else may stand there, a timestamp without a zone among the arguments included (it takes the session's zone), is taken for computed.
struct StoredZones {
    let resolved: ResolvedQuery
    let catalog: String

    /// - Parameter output: by its index from 0.
    func hold(output: Int, of query: Query) -> Bool {
        hold(output, of: query.body)
    }

    private func hold(_ output: Int, of body: QueryBody) -> Bool {
        switch body {
        case .select(let select):
            guard let items = select.writtenItems, items.indices.contains(output) else { return false }
            return hold(items[output])
        case .setOperation(let operation):
            return operation.branches.allSatisfy { hold(output, of: $0) }
        case .parenthesized(let query):
            return hold(output: output, of: query)
        case .values, .table:
            return false
        }
    }

    /// Whether a value of the query is one.
    func hold(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .null:
            return true
        case .column:
            guard resolved.type(of: expression)?.holdsZone ?? false,
                case .column(let bound)? = resolved.binding(of: expression), bound.fields.isEmpty
            else { return false }
            switch resolved.source(of: bound) {
            case .table(_, let name, _): return name.catalog == catalog
            case .query(let node, let output): return query(at: node).map { hold(output: output, of: $0) } ?? false
            case .view, .merged, .other: return false
            }
        case .caseWhen(let choice):
            return (choice.branches.map(\.result) + [choice.otherwise].compactMap { $0 }).allSatisfy(hold)
        case .function(let call):
            let name = call.name.last.canonical
            let arguments = call.arguments.map(\.value)
            if name == "coalesce" { return arguments.allSatisfy(hold) }
            if ["lag", "lead"].contains(name) {
                return arguments.enumerated().allSatisfy { $0.offset == 1 || hold($0.element) }
            }
            let isOne = arguments.count == 1 || ["max_by", "min_by", "nth_value"].contains(name)
            return Self.picking.contains(name) && isOne && arguments.first.map(hold) ?? false
        default:
            return false
        }
    }

    /// Functions that give one of their first argument's values. `max(x, n)` gives several, and is left out.
    private static let picking: Set<String> = [
        "min", "max", "arbitrary", "any_value", "max_by", "min_by", "first_value", "last_value", "nth_value",
    ]

    private func query(at node: Int) -> Query? {
        var finder = Finder(node: node)
        finder.visit(resolved.query)
        return finder.found
    }

    private struct Finder: SyntaxVisitor {
        let node: Int
        var found: Query?

        mutating func visit(_ query: Query) {
            if query.position.node == node { found = query }
            if found == nil { visitChildren(of: query) }
        }
    }
}
