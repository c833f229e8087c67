import TrinoSQL

/// Whether values with a time zone are such as a table of a catalog holds them, picked, moved or cut to a unit: then their zone is the one
/// in which that catalog gives all of them back (``ConnectorKind/losesZones``), and storing them there once more changes nothing.
///
/// ```sql
/// SELECT device, max(seen) AS last, coalesce(min(seen), max(made)) AS first FROM lake.raw.events GROUP BY device   -- are
/// SELECT date_trunc('day', seen) AS day, seen + INTERVAL '1' DAY AS next FROM lake.raw.events                      -- are
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
            guard let items = resolved.select(select)?.items, items.indices.contains(output) else { return false }
            switch items[output] {
            case .expression(let value, _): return hold(value)
            case .star(let column, _, _): return hold(column)
            case .field: return false
            }
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
            return hold(bound)
        case .arithmetic(let chain):
            return hold(chain.first)
                && chain.rest.allSatisfy { step in
                    guard let type = resolved.type(of: step.operand) else { return false }
                    return step.operation.isAdditive && (type == .intervalDayToSecond || type == .intervalYearToMonth)
                }
        case .caseWhen(let choice):
            return (choice.branches.map(\.result) + [choice.otherwise].compactMap { $0 }).allSatisfy(hold)
        case .function(let call):
            let name = call.name.last.canonical
            let arguments = call.arguments.map(\.value)
            if name == "coalesce" { return arguments.allSatisfy(hold) }
            // Moved or cut to a unit a moment stays in its zone.
            if name == "date_trunc" || name == "date_add" { return arguments.last.map(hold) ?? false }
            if ["lag", "lead"].contains(name) {
                return arguments.enumerated().allSatisfy { $0.offset == 1 || hold($0.element) }
            }
            let isOne = arguments.count == 1 || ["max_by", "min_by", "nth_value"].contains(name)
            return Self.picking.contains(name) && isOne && arguments.first.map(hold) ?? false
        default:
            return false
        }
    }

    private func hold(_ column: BoundColumn) -> Bool {
        switch resolved.source(of: column) {
        case .table(_, let name, _): name.catalog == catalog
        case .query(let node, let output): query(at: node).map { hold(output: output, of: $0) } ?? false
        case .view, .merged, .other: false
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
