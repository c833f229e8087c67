import TrinoSQL

/// Writes the expressions of one SELECT over the summary that takes its source's place.
struct BlockRewriter {
    let resolved: ResolvedQuery
    let block: AggregationBlock
    let summary: SummaryCandidate
    /// What the summary is called in the SELECT.
    let alias: String
    private let form: CanonicalForm
    private let keys: GroupKeys
    private let keyColumns: [String: SummaryCandidate.Column]
    private let measures: [String: SummaryCandidate.Column]
    private let baked: Set<String>
    /// Nodes of the SELECT's other relations.
    private let neighbours: Set<Int>
    /// The columns that GROUPING may name.
    private let groupedColumns: [Expression]

    init(
        resolved: ResolvedQuery, block: AggregationBlock, summary: SummaryCandidate, alias: String, select: Select
    ) {
        self.resolved = resolved
        self.block = block
        self.summary = summary
        self.alias = alias
        form = CanonicalForm(
            resolved: resolved,
            places: Dictionary(block.relations.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a }))
        keyColumns = Dictionary(summary.keys.map { ($0.expression.sql(), $0) }, uniquingKeysWith: { a, _ in a })
        keys = GroupKeys(keyColumns.mapValues(\.type))
        measures = Dictionary(summary.measures.map { ($0.expression.sql(), $0) }, uniquingKeysWith: { a, _ in a })
        baked = Set(summary.proposal.baked.keys)
        neighbours = Set(resolved.select(select)?.relations ?? []).subtracting(block.relations)
        groupedColumns = select.groupBy?.columns ?? []
    }

    /// - Throws: `Mismatch`, when the summary holds other rows than the block reads.
    func check() throws(SummaryRewriter.Mismatch) {
        let proposal = summary.proposal
        // check: same-source
        guard proposal.source == block.source else {
            throw .init(reason: "it is made over other tables or other joins")
        }
        // check: baked-conditions-are-asked
        if let foreign = proposal.baked.keys.sorted().first(where: { !block.filterTexts.contains($0) }) {
            throw .init(reason: "it leaves out rows that don't satisfy \(foreign)")
        }
        if block.needsOwnGroups {
            // check: own-groups-have-the-same-keys
            guard Set(proposal.keys.keys) == Set(block.keys.keys),
                block.filters.allSatisfy({ baked.contains($0.sql()) || keys.determine($0) })
            else {
                throw .init(reason: "its groups are not the block's own")
            }
        }
    }

    /// Whether a condition holds for all rows that went into the summary, so that it need not be asked again: a baked one, or a
    /// join of the source.
    func isSettled(_ conjunct: Expression) -> Bool {
        guard form.readsSource(conjunct), let canonical = form.form(of: conjunct) else { return false }
        return canonical.conjuncts.allSatisfy { baked.contains($0.sql()) || block.source.joins.contains($0) }
    }

    /// - Throws: `Mismatch`, when the summary does not tell the expression's value.
    /// - Parameter parent: what it is part of.
    func rewrite(
        _ expression: Expression, under parent: Expression? = nil
    ) throws(SummaryRewriter.Mismatch) -> Expression {
        if let rollUp = block.rollUps[expression.position.node] { return try value(of: rollUp) }
        guard form.readsSource(expression) else { return try rewriteParts(of: expression) }
        if let canonical = form.form(of: expression) {
            do throws(GroupKeys.Missing) {
                return try keys.replacing(in: canonical, under: parent) { read(keyColumns[$0]) }
            } catch {
                throw .init(reason: "it does not keep \(error.what)")
            }
        }
        return try rewriteParts(of: expression)
    }

    private func rewriteParts(of expression: Expression) throws(SummaryRewriter.Mismatch) -> Expression {
        if let qualified = qualified(expression) { return qualified }
        if case .special(.grouping(let names)) = expression.kind {
            return Expression(.special(.grouping(try names.map(grouped))), position: expression.position)
        }
        var mismatch: SummaryRewriter.Mismatch?
        var copy = expression.mapChildren { child in
            do throws(SummaryRewriter.Mismatch) {
                return try rewrite(child, under: expression)
            } catch {
                mismatch = mismatch ?? error
                return child
            }
        }
        if let query = expression.ownSubquery {
            let inner = query.mapExpressions { part in
                guard case .column = part.kind else { return part }
                if let qualified = qualified(part) { return qualified }
                guard form.readsSource(part) else { return part }
                guard let canonical = form.form(of: part), let column = keyColumns[canonical.sql()] else {
                    mismatch = mismatch ?? .init(reason: "it does not keep \(part.sql())")
                    return part
                }
                return read(column)
            }
            copy = copy.withOwnSubquery(inner)
        }
        if let mismatch { throw mismatch }
        return copy
    }

    /// What stands in GROUP BY for the column that GROUPING names.
    private func grouped(_ name: QualifiedName) throws(SummaryRewriter.Mismatch) -> QualifiedName {
        let column = groupedColumns.first { column in
            if case .column(let own) = column.kind { own.canonical == name.canonical } else { false }
        }
        guard let column, case .column(let new) = try rewrite(column).kind else {
            throw .init(reason: "GROUPING(\(name.sql())) names what would be no column of its own")
        }
        return new
    }

    /// A column of another relation by that relation's name: the summary may have a column of the same name.
    private func qualified(_ expression: Expression) -> Expression? {
        guard case .column(let name) = expression.kind, case .column(let bound)? = resolved.binding(of: expression),
            neighbours.contains(bound.relation), bound.mergedFrom.isEmpty, name.parts.count - bound.fields.count == 1,
            let qualifier = resolved.relations[bound.relation]?.qualifier.last
        else { return nil }
        let full = QualifiedName([Identifier(quotedWhereNeeded: qualifier)] + name.parts)
        return Expression(.column(full), position: expression.position)
    }

    private func value(of rollUp: RollUp) throws(SummaryRewriter.Mismatch) -> Expression {
        var columns: [Expression] = []
        for measure in rollUp.measures {
            guard let column = measures[measure.key] else {
                throw .init(reason: "it does not keep \(measure.key)")
            }
            columns.append(read(column))
        }
        let value = rollUp.value(columns)
        guard let outer = rollUp.outerFilter else { return value }
        let condition = try rewrite(outer)
        return value.transformed { part in
            guard case .function(var call) = part.kind, call.arguments.count == 1,
                ["sum", "min", "max", "bool_and", "bool_or", "every"].contains(call.name.last.canonical)
            else { return part }
            call.filter = condition
            return Expression(.function(call))
        }
    }

    private func read(_ column: SummaryCandidate.Column?) -> Expression {
        guard let column else { return .null }
        let value = Expression.column(
            QualifiedName([Identifier(alias), Identifier(quotedWhereNeeded: column.name)]))
        return column.type == column.storedType ? value : .cast(value, to: DataType(column.type))
    }
}

extension Expression {
    /// The same expression with another query in the place of its own subquery.
    fileprivate func withOwnSubquery(_ query: Query) -> Expression {
        switch kind {
        case .exists: Expression(.exists(query), position: position)
        case .subquery: Expression(.subquery(query), position: position)
        case .inSubquery(let value, _, let negated):
            Expression(.inSubquery(value, query, negated: negated), position: position)
        case .quantifiedComparison(let operation, let value, let quantifier, _):
            Expression(.quantifiedComparison(operation, value, quantifier, query), position: position)
        default: self
        }
    }
}
