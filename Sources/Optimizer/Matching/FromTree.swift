import TrinoSQL

/// The FROM clause of one SELECT, taken apart: which relations stand where every row that passes is joined to by an inner join,
/// and which could be filled up with NULLs.
struct FromTree {
    /// One relation of it that is no join.
    struct Leaf {
        let relation: Relation
        /// The node number under which columns are bound to it.
        let node: Int
        /// The base table, where it is one, read at its current version and with its own column names.
        let table: TableName?
        /// Whether inner joins alone lead to it: a row of it that passes the conditions stands once for each match.
        let isInner: Bool
        /// Whether outer joins may lead to it as long as it is on the side that keeps its rows.
        let isPreserved: Bool
    }

    private(set) var leaves: [Leaf] = []
    /// Conditions of inner joins and WHERE, which all filter the same rows.
    private(set) var conjuncts: [Expression] = []
    /// Conditions of outer joins.
    private(set) var outerConditions: [Expression] = []
    /// Whether no outer join stands in it.
    private(set) var isAllInner = true
    /// Whether it has a form that is not understood here: USING, LATERAL, UNNEST, samples, table functions.
    private(set) var isOpaque = false

    init(_ select: Select, in resolved: ResolvedQuery) {
        for relation in select.from { add(relation, isInner: true, isPreserved: true, resolved) }
        conjuncts += select.filter?.conjuncts ?? []
    }

    private mutating func add(_ relation: Relation, isInner: Bool, isPreserved: Bool, _ resolved: ResolvedQuery) {
        guard case .join(let join) = relation.kind else {
            leaves.append(leaf(relation, isInner: isInner, isPreserved: isPreserved, resolved))
            return
        }
        let keepsLeft = join.kind != .right && join.kind != .full
        let keepsRight = join.kind != .left && join.kind != .full
        let isPlain = join.kind == .inner || join.kind == .cross
        if !isPlain { isAllInner = false }
        add(join.left, isInner: isInner && isPlain, isPreserved: isPreserved && keepsLeft, resolved)
        add(join.right, isInner: isInner && isPlain, isPreserved: isPreserved && keepsRight, resolved)
        switch join.criteria {
        case .on(let condition)?:
            if isPlain, isInner { conjuncts += condition.conjuncts } else { outerConditions += condition.conjuncts }
        case .using?, .natural?:
            isOpaque = true
        case nil:
            break
        }
    }

    private mutating func leaf(
        _ relation: Relation, isInner: Bool, isPreserved: Bool, _ resolved: ResolvedQuery
    ) -> Leaf {
        var table: TableName?
        var inner = relation
        var renamesColumns = false
        if case .aliased(let named, _, let columns) = relation.kind {
            inner = named
            renamesColumns = !columns.isEmpty
        }
        switch inner.kind {
        case .table(let reference):
            if case .baseTable(let name)? = resolved.relations[inner.position.node]?.kind, reference.period == nil,
                !renamesColumns
            {
                table = name
            }
        case .subquery:
            break
        default:
            isOpaque = true
        }
        return Leaf(
            relation: relation, node: relation.position.node, table: table, isInner: isInner, isPreserved: isPreserved)
    }
}
