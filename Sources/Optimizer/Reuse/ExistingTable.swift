import TrinoSQL

/// One table of an earlier design, read back from the INSERT that fills it.
enum ExistingTable {
    /// With the texts of the conditions of which the copy's rows satisfy one set each; nil where it has every row.
    case copy(NewTable, of: TableName, TableMove.Target, rows: [Set<String>]?)
    case summary(SummaryCandidate)
    case joined(JoinCandidate, NewTable)
    case result(NewTable)

    /// Why a table can't be used.
    struct NotUnderstood: Error {
        let reason: String
    }

    /// - Parameter layout: as the table was declared.
    init(
        _ insert: Insert, _ declared: TableSchema, _ layout: TableLayout, _ resolver: Resolver
    ) throws(NotUnderstood) {
        guard case .select(let select) = insert.query.body, insert.query.with == nil, insert.query.orderBy.isEmpty,
            insert.query.limit == nil, insert.query.offset == nil, select.items.count == insert.columns.count
        else { throw NotUnderstood(reason: "it is not filled by one SELECT") }
        let resolved: ResolvedQuery
        do {
            resolved = try resolver.resolve(insert.query)
        } catch {
            throw NotUnderstood(reason: "the statement that fills it does not resolve: \(error.message)")
        }
        guard case .select(let numbered) = resolved.query.body, let facts = resolved.select(numbered) else {
            throw NotUnderstood(reason: "it is not filled by one SELECT")
        }
        var columns: [NewTable.Column] = []
        for (name, item) in zip(insert.columns, select.items) {
            guard case .expression(let value, _) = item.kind, let type = declared.column(named: name.canonical)?.type
            else {
                throw NotUnderstood(reason: "column \(name.text) is not declared")
            }
            columns.append(NewTable.Column(name: name.canonical, storedType: type, source: value))
        }
        var table = NewTable(
            name: declared.name.table, kind: .result, columns: columns, definition: select,
            sources: Set(resolved.tables.map(\.schema.name)).sorted(), layout: layout, reasons: [])
        table.definition.items = []
        if facts.isAggregation {
            table.kind = .summary
            self = .summary(try Self.summary(table, numbered, resolved))
        } else if let (base, target) = Self.copy(table, declared, select, resolved),
            let rows = Self.rows(of: numbered, resolved)
        {
            table.kind = .layout
            self = .copy(table, of: base, target, rows: rows.isEmpty ? nil : rows)
        } else if let joined = ExistingJoin(insert, columns: columns, named: table.name, in: resolved) {
            var rows = joined.table
            rows.layout = layout
            self = .joined(joined.candidate, rows)
        } else {
            self = .result(table)
        }
    }

    /// What the rows of a copy satisfy one of; empty where there is no filter, nil where it isn't understood.
    static func rows(of select: Select, _ resolved: ResolvedQuery) -> [Set<String>]? {
        guard let filter = select.filter else { return [] }
        guard let node = FromTree(select, in: resolved).leaves.first?.node else { return nil }
        let form = CanonicalForm(resolved: resolved, places: [node: 0])
        let window = MovingWindow(query: resolved, form: form)
        var alternatives: [Set<String>] = []
        for branch in filter.disjuncts {
            var texts: Set<String> = []
            for part in branch.conjuncts {
                guard let canonical = form.form(of: part) ?? window.readBack(part) else { return nil }
                texts.formUnion(canonical.conjuncts.map { $0.sql() })
            }
            alternatives.append(texts)
        }
        return alternatives
    }

    /// A base table's columns, as they are or cast to what is stored.
    private static func copy(
        _ table: NewTable, _ declared: TableSchema, _ select: Select, _ resolved: ResolvedQuery
    ) -> (TableName, TableMove.Target)? {
        guard select.from.count == 1, select.quantifier == nil, resolved.tables.count == 1,
            case .table(let reference) = select.from[0].kind, reference.period == nil, let use = resolved.tables.first
        else { return nil }
        var columns: [(name: String, type: SQLType, storedType: SQLType)] = []
        for column in table.columns {
            guard case .column(let name) = column.source.withoutCast.kind, name.last.canonical == column.name,
                let type = use.schema.column(named: column.name)?.type
            else { return nil }
            columns.append((column.name, type, column.storedType))
        }
        return (use.schema.name, TableMove.Target(name: declared.name, columns: columns))
    }

    private static func summary(
        _ table: NewTable, _ select: Select, _ resolved: ResolvedQuery
    ) throws(NotUnderstood) -> SummaryCandidate {
        let tree = FromTree(select, in: resolved)
        // A summary of one group has no row where no row went in.
        let hasRows = Expression.comparison(.countStar, .greater, .integer(0))
        guard !tree.isOpaque, tree.isAllInner, tree.leaves.allSatisfy({ $0.table != nil }),
            select.having == nil || (select.having == hasRows && select.groupBy == nil),
            let facts = resolved.select(select), !facts.hasGroupingSets, facts.windows.isEmpty
        else { throw NotUnderstood(reason: "it is no plain grouping of tables") }
        let form = CanonicalForm(
            resolved: resolved,
            places: Dictionary(tree.leaves.enumerated().map { ($1.node, $0) }, uniquingKeysWith: { a, _ in a }))
        var joins: [Expression] = []
        var baked: [String: Expression] = [:]
        for conjunct in tree.conjuncts {
            guard let canonical = form.form(of: conjunct) else {
                throw NotUnderstood(reason: "its filter depends on more than its rows")
            }
            for part in canonical.conjuncts {
                if AggregationBlock.isJoin(part) { joins.append(part) } else { baked[part.sql()] = part }
            }
        }
        var keys: [String: AggregationBlock.Key] = [:]
        for key in facts.groupingKeys ?? [] {
            guard let canonical = form.form(of: key), let type = resolved.type(of: key) else {
                throw NotUnderstood(reason: "it groups by \(key.sql())")
            }
            keys[canonical.sql()] = AggregationBlock.Key(expression: canonical, type: type)
        }
        let proposal = SummaryProposal(
            source: BlockSource(
                tables: tree.leaves.compactMap(\.table),
                joins: joins.map { ($0.sql(), $0) }.sorted { $0.0 < $1.0 }.map(\.1)),
            keys: keys, baked: baked, failing: failing(select, tree, form))
        var table = table
        for (index, item) in select.items.enumerated() {
            // What the statement casts to the type that it has anyway is written without: so the rest of a refresh knows it.
            guard case .expression(let written, _) = item.kind, case .cast(let inner, _, false) = written.kind,
                resolved.type(of: written) == table.columns[index].storedType,
                resolved.type(of: inner) == table.columns[index].storedType
            else { continue }
            table.columns[index].source = table.columns[index].source.withoutCast
        }
        var keyColumns: [SummaryCandidate.Column] = []
        var measures: [SummaryCandidate.Column] = []
        for (column, item) in zip(table.columns, select.items) {
            guard case .expression(let written, _) = item.kind else { continue }
            if let key = [written, written.withoutCast].lazy.compactMap({ form.form(of: $0).flatMap { keys[$0.sql()] } }
            ).first {
                keyColumns.append(
                    .init(name: column.name, expression: key.expression, type: key.type, storedType: column.storedType))
            } else if let measure = measure(written.withoutCast, form),
                let type = resolved.type(of: written.withoutCast)
            {
                measures.append(
                    .init(name: column.name, expression: measure, type: type, storedType: column.storedType))
            }
        }
        guard keyColumns.count == keys.count else { throw NotUnderstood(reason: "it does not keep all of its keys") }
        return SummaryCandidate(proposal, keys: keyColumns, measures: measures, table: table)
    }

    /// What of a summary can fail on some row, casts to stored types apart.
    private static func failing(_ select: Select, _ tree: FromTree, _ form: CanonicalForm) -> Set<String> {
        var computing = select
        computing.items = select.items.map { item in
            guard case .expression(let written, let alias) = item.kind else { return item }
            return SelectItem(.expression(written.withoutCast, alias: alias))
        }
        var parts = FailingParts(within: form)
        parts.collect(computing)
        for filter in tree.conjuncts { parts.collect(filter) }
        return parts.texts
    }

    /// An aggregate call with its argument and filter in canonical form.
    private static func measure(_ expression: Expression, _ form: CanonicalForm) -> Expression? {
        guard case .function(var call) = expression.kind, call.over == nil else { return nil }
        for index in call.arguments.indices {
            guard let canonical = form.form(of: call.arguments[index].value) else { return nil }
            call.arguments[index].value = canonical
        }
        if let filter = call.filter {
            guard let canonical = form.form(of: filter) else { return nil }
            call.filter = canonical
        }
        call.name = QualifiedName(call.name.parts.map { Identifier($0.canonical) })
        return Expression(.function(call))
    }
}

extension Expression {
    /// What is cast, where it is a cast.
    fileprivate var withoutCast: Expression {
        if case .cast(let inner, _, false) = kind { inner } else { self }
    }
}
