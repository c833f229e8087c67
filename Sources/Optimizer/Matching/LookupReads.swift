import TrinoSQL

/// What one column of a table of rows joined beforehand holds.
enum JoinedContent: Hashable, Sendable {
    /// A column of the table that all starts from, or of what a lookup finds, by its name in lower case.
    case value(Lookup?, String)
    /// Whether a lookup finds a row.
    case match(Lookup)

    /// The lookup that it comes from; nil for the table that all starts from.
    var lookup: Lookup? {
        switch self {
        case .value(let lookup, _): lookup
        case .match(let lookup): lookup
        }
    }
}

/// What a query asks of a wide table that stands for one of its blocks.
struct LookupReads {
    /// With the type of each.
    private(set) var contents: [JoinedContent: SQLType] = [:]
    /// Columns that no table can stand for: hidden ones, and those whose type is not known.
    private(set) var foreign: Set<String> = []

    /// - Parameter lookups: those that the table keeps; the block's others stay as they are.
    init(_ block: LookupBlock, within lookups: Set<Lookup>, in resolved: ResolvedQuery) {
        let members = block.members(within: lookups)
        var walk = Walk(
            resolved: resolved,
            owners: Dictionary(members.map { ($0.node, $0.lookup) }, uniquingKeysWith: { first, _ in first }),
            root: block.root, settled: Set(members.flatMap(\.settled)))
        walk.visit(resolved.query)
        contents = walk.contents
        foreign = walk.foreign
        for member in members where !member.keepsUnmatched { contents[.match(member.lookup)] = .boolean }
    }

    private struct Walk: SyntaxVisitor {
        let resolved: ResolvedQuery
        let owners: [Int: Lookup]
        let root: Int
        let settled: Set<Int>
        var contents: [JoinedContent: SQLType] = [:]
        var foreign: Set<String> = []

        mutating func visit(_ expression: Expression) {
            if settled.contains(expression.position.node) { return }
            // It names columns without being an expression of them.
            // check: no-grouping-by-name
            if case .special(.grouping) = expression.kind { foreign.insert("GROUPING") }
            guard case .column(let bound)? = resolved.binding(of: expression),
                bound.relation == root || owners[bound.relation] != nil
            else { return visitChildren(of: expression) }
            guard let columns = resolved.relations[bound.relation]?.columns, columns.indices.contains(bound.index),
                !columns[bound.index].isHidden, let type = columns[bound.index].type
            else {
                foreign.insert(bound.name)
                return
            }
            contents[.value(owners[bound.relation], bound.name)] = type
        }
    }
}
