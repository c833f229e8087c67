import TrinoSQL

/// The rows of base tables that some queries can look at.
///
/// ```sql
/// SELECT shop, sum(price) FROM lake.raw.sales WHERE region = 'north' AND price > 0 GROUP BY shop
/// SELECT s.day, c.name FROM lake.raw.sales AS s JOIN lake.raw.customers AS c ON s.custkey = c.custkey WHERE s.day >= DATE '2024-05-01'
/// -- look at no other rows of sales than those of
/// SELECT * FROM lake.raw.sales WHERE price > 0 AND region = 'north' OR day >= DATE '2024-05-01'
/// ```
/// Exact, because a row for which a condition of WHERE, or of an inner join, isn't true leaves nothing behind: whatever it is joined
/// to is dropped with it. So that holds where inner joins alone lead to the table, or it is on the side of outer joins that keeps its rows; on the
/// other side a row that is gone would leave a row of NULLs. A condition counts if it looks at the table's row alone, has the same
/// value whenever and for whomever it is asked (``CanonicalForm``), or is a window that moves on with the clock (``MovingWindow``),
/// and can't fail, since a copy asks it of every row (``FailingExpressions``). A table that any query reads without such a condition keeps all of its rows.
struct RowDemand {
    /// Conditions that hold together, by their canonical text, over a relation called `t0`.
    typealias Conditions = [String: Expression]

    /// By table, what the rows have to satisfy one of; no entry for a table of which all rows are looked at.
    private(set) var alternatives: [TableName: [Conditions]] = [:]
    /// Tables of which all rows are looked at.
    private var whole: Set<TableName> = []

    /// Alternatives at most, and bytes of text of all of them: beyond, a filter is longer than it is worth. It stands in the statements
    /// that fill, compare and refresh the copy, and an engine takes texts of a million letters.
    private static let most = 16
    private static let mostBytes = 20_000
    /// Branches that are looked at to see whether a copy has all rows; beyond, it counts as one that has not.
    private static let mostSteps = 2_000

    /// - Parameter profile: which queries the live engine takes. What no engine has taken may be broken, and as a part of a copy's filter
    ///   break that: such a query counts as one that looks at all rows, and so does one over views, which the engine has texts of its
    ///   own of.
    init(_ queries: [AnalysedQuery], profile: LakehouseProfile) {
        self.init(all: queries.map { RowDemand($0, profile: profile) })
    }

    /// What one query looks at.
    /// - Parameter form: what is to stand for the query, over other tables maybe; nil for the query itself.
    init(_ query: AnalysedQuery, as form: ResolvedQuery? = nil, profile: LakehouseProfile) {
        let read = form ?? query.resolved
        // check: conditions-of-taken-queries
        if let read, profile.accepted.contains(query.index), query.views.isEmpty {
            self.init(read)
        } else {
            self.init(all: [])
            whole = Set(read?.tables.map(\.schema.name) ?? [])
        }
    }

    init(_ queries: [ResolvedQuery]) {
        self.init(all: queries.map { RowDemand($0) })
    }

    /// What any of several look at.
    init(all demands: [RowDemand]) {
        for demand in demands {
            whole.formUnion(demand.whole)
            alternatives.merge(demand.alternatives) { $0 + $1 }
        }
        settle()
    }

    private init(_ query: ResolvedQuery) {
        let read = Self.conditions(of: query)
        for use in query.tables {
            let own = read[use.node, default: [:]]
            if own.isEmpty || use.metadataTable != nil {
                whole.insert(use.schema.name)
            } else {
                alternatives[use.schema.name, default: []].append(own)
            }
        }
        settle()
    }

    private mutating func settle() {
        for (table, all) in alternatives {
            let needed = Self.withoutImplied(all)
            let bytes = needed.reduce(0) { $0 + $1.keys.reduce(0) { $0 + $1.utf8.count } }
            if whole.contains(table) || needed.count > Self.most || bytes > Self.mostBytes {
                whole.insert(table)
                alternatives[table] = nil
            } else {
                alternatives[table] = needed
            }
        }
    }

    /// The filter of a table's copy, over the table's own column names; nil where all rows are looked at.
    func filter(of table: TableName) -> Expression? {
        guard let alternatives = alternatives[table] else { return nil }
        let branches = alternatives.map { conditions in
            Expression.conjunction(conditions.sorted { $0.key < $1.key }.map(\.value))
        }
        let ordered = branches.sorted { $0.sql() < $1.sql() }
        let filter = ordered.count == 1 ? ordered[0] : Expression(.or(ordered))
        return filter.transformed { part in
            guard case .column(let name) = part.kind else { return part }
            return .column(QualifiedName([name.last]))
        }
    }

    /// The tables of which a query looks at rows that are not among these.
    func tablesLackingRows(for query: ResolvedQuery) -> Set<TableName> {
        guard !alternatives.isEmpty else { return [] }
        let read = Self.conditions(of: query)
        let lacking = query.tables.filter { use in
            guard let held = alternatives[use.schema.name] else { return false }
            return !Self.covers(held.map { Set($0.keys) }, readingWith: read[use.node, default: [:]])
        }
        return Set(lacking.map(\.schema.name))
    }

    /// Whether a copy of which this is known has every row that another query looks at. Where that asks for one of several things, the
    /// copy has to have the rows of each, and of each combination where it does so several times; no more than ``mostSteps`` are tried.
    ///
    /// - Parameter alternatives: the texts of the conditions of which the copy's rows satisfy one set each.
    static func covers(_ alternatives: [Set<String>], readingWith conditions: Conditions) -> Bool {
        let wanted = alternatives.reduce(into: Set<String>()) { $0.formUnion($1) }
        let choices = conditions.sorted { $0.key < $1.key }.map(\.value).filter { condition in
            guard case .or = condition.kind else { return false }
            return condition.contains { wanted.contains($0.sql()) }
        }
        var steps = mostSteps
        return covers(alternatives, asking: Set(conditions.keys), choices, &steps)
    }

    /// What is asked more of a row never takes it out of the copy, so that the choices can be made in any one order.
    private static func covers(
        _ alternatives: [Set<String>], asking asked: Set<String>, _ choices: [Expression], _ steps: inout Int
    ) -> Bool {
        if alternatives.contains(where: { $0.isSubset(of: asked) }) { return true }
        guard case .or(let branches)? = choices.first?.kind, steps > 0 else { return false }
        for branch in branches {
            steps -= 1
            let parts = branch.conjuncts
            let nested = parts.filter { if case .or = $0.kind { true } else { false } }
            if !covers(alternatives, asking: asked.union(parts.map { $0.sql() }), choices.dropFirst() + nested, &steps)
            {
                return false
            }
        }
        return true
    }

    /// What every row that a reading of a base table gives must satisfy, by the reading's node number.
    static func conditions(of query: ResolvedQuery) -> [Int: Conditions] {
        var finder = SelectFinder()
        finder.visit(query.query)
        var found: [Int: Conditions] = [:]
        for select in finder.selects.map(\.select) {
            let tree = FromTree(select, in: query)
            for leaf in tree.leaves where leaf.table != nil {
                // check: rows-leave-nothing-behind
                guard leaf.isInner || leaf.isPreserved else { continue }
                let form = CanonicalForm(resolved: query, places: [leaf.node: 0])
                let window = MovingWindow(query: query, form: form)
                found[leaf.use] = tree.conjuncts.reduce(into: [:]) { conditions, conjunct in
                    if let asked = window.asked(by: conjunct) { conditions[asked.sql()] = asked }
                    // check: conditions-can-be-asked-of-every-row
                    guard form.readsSource(conjunct), query.type(of: conjunct) == .boolean,
                        hasSafeParts(conjunct, in: query), !FailingExpressions.canFail([conjunct], in: query),
                        let canonical = form.form(of: conjunct)
                    else { return }
                    for part in canonical.conjuncts { conditions[part.sql()] = part }
                }
            }
        }
        return found
    }

    /// Whether an expression can be asked of rows that another condition kept away so far: what fails by what a literal says, or where
    /// operands are brought to one type, is left out as well.
    static func hasSafeParts(_ expression: Expression, in query: ResolvedQuery) -> Bool {
        func areComparable(_ operands: [Expression]) -> Bool {
            let types = operands.compactMap { query.type(of: $0) }
            guard types.count == operands.count, let common = Coercion.commonSuperType(of: types), !common.isNested
            else { return false }
            guard case .decimal = common else { return true }
            return types.allSatisfy { FailingExpressions.isSafe($0, to: common) }
        }
        func isBoolean(_ part: Expression) -> Bool { query.type(of: part) == .boolean }
        return !expression.contains { part in
            switch part.kind {
            case .comparison(_, let left, let right), .isDistinctFrom(let left, let right, _):
                return !areComparable([left, right])
            case .between(let between): return !areComparable([between.value, between.low, between.high])
            case .inList(let value, let values, _): return !areComparable([value] + values)
            case .like(let like):
                if case .varchar? = query.type(of: like.value) { return like.escape != nil }
                return true
            case .and(let operands), .or(let operands): return !operands.allSatisfy(isBoolean)
            case .not(let operand): return !isBoolean(operand)
            case .function(let call):
                let isTruncation = call.name.last.canonical == "date_trunc" && call.unit != nil
                return !isTruncation && FailingExpressions.isSafeWithLiteralsAlone(call)
            default: return false
            }
        }
    }

    /// Without those that ask for more than another one does: what satisfies them satisfies that one too.
    private static func withoutImplied(_ all: [Conditions]) -> [Conditions] {
        var kept: [Conditions] = []
        for conditions in all.sorted(by: { $0.count < $1.count }) {
            if !covers(kept.map { Set($0.keys) }, readingWith: conditions) { kept.append(conditions) }
        }
        return kept
    }
}

extension FromTree.Leaf {
    /// The node number of the table itself, without its alias.
    fileprivate var use: Int {
        if case .aliased(let table, _, _) = relation.kind { table.position.node } else { node }
    }
}
