// Queries, WITH, set operations, VALUES.
extension QueryAnalyzer {
    /// The columns of a query.
    ///
    /// - Parameter outer: the scope of the query around, for correlated references.
    func analyze(_ query: Query, outer: Scope?, names: NameContext) throws(ResolutionError) -> [Field] {
        var names = names
        if let with = query.with { try define(with, outer: outer, &names) }
        let columns: [Field]
        if case .select(let select) = query.body {
            columns = try analyze(select, orderBy: query.orderBy, outer: outer, names: names)
        } else {
            columns = try analyze(query.body, outer: outer, names: names)
            let scope = Scope(.outputs, fields: columns, parent: outer, isQueryBoundary: true)
            for item in query.orderBy {
                try analyzeSortKey(
                    item.key, outputs: columns, items: nil, ExpressionContext(scope: scope, names: names))
            }
        }
        try analyzeLimits(query, outer: outer, names: names)
        queryOutputs[query.position.node] = columns.map(\.output)
        return columns
    }

    func analyze(_ body: QueryBody, outer: Scope?, names: NameContext) throws(ResolutionError) -> [Field] {
        switch body {
        case .select(let select): return try analyze(select, orderBy: [], outer: outer, names: names)
        case .setOperation(let operation): return try analyze(operation, outer: outer, names: names)
        case .values(let rows): return try analyze(values: rows, outer: outer, names: names)
        case .parenthesized(let query): return try analyze(query, outer: outer, names: names)
        case .table(let name):
            let fields = try analyzeTable(
                TableReference(name), node: name.position.node, position: name.position, outer: outer, names: names)
            return star(over: fields.filter { !$0.isHidden })
        }
    }

    private func analyzeLimits(_ query: Query, outer: Scope?, names: NameContext) throws(ResolutionError) {
        let scope = Scope(.relations, fields: [], parent: nil, isQueryBoundary: true)
        let context = ExpressionContext(scope: scope, names: names)
        if let offset = query.offset { _ = try analyze(offset, context) }
        let word: String
        switch query.limit {
        case .rows(let count)?:
            _ = try analyze(count, context)
            word = "LIMIT"
        case .fetchFirst(let count, let withTies)?:
            if let count { _ = try analyze(count, context) }
            // All that tie come, but OFFSET may still pass over some of them.
            if withTies, query.offset == nil { return }
            word = withTies ? "OFFSET" : "FETCH FIRST"
        case .all?, nil:
            guard query.offset != nil else { return }
            word = "OFFSET"
        }
        if query.orderBy.isEmpty {
            unstable(.rowOrder, "\(word) without ORDER BY", query.position)
        } else {
            unstable(.ties, "\(word) behind ORDER BY", query.position)
        }
    }

    // MARK: WITH

    private func define(_ with: With, outer: Scope?, _ names: inout NameContext) throws(ResolutionError) {
        for function in with.functions {
            names.inlineFunctions[function.name.last.canonical] = try? SQLType(function.returns)
        }
        var seen: Set<String> = []
        for table in with.tables {
            guard seen.insert(table.name.canonical).inserted else {
                throw ResolutionError(
                    .duplicateName, "WITH query name '\(table.name.text)' specified more than once",
                    position: table.name.position)
            }
            let columns: [Field]
            if with.isRecursive, table.query.tableNames.contains(where: { $0.canonical == [table.name.canonical] }) {
                columns = try analyzeRecursive(table, outer: outer, names: names)
            } else {
                let inner = try analyze(table.query, outer: outer, names: names)
                columns = try renamed(inner, table.columns, of: table.name.text, at: table.name.position)
            }
            names.commonTables[table.name.canonical] = CommonTableColumns(
                kind: .commonTable(name: table.name.canonical, query: table.query.position.node), columns: columns)
        }
    }

    /// `WITH RECURSIVE t(columns) AS (anchor UNION [ALL] step)`: the step sees the anchor's columns.
    ///
    /// Source: Trino documentation, "SELECT / WITH RECURSIVE clause": a column list is required, and the step is a branch of a UNION.
    private func analyzeRecursive(
        _ table: CommonTable, outer: Scope?, names: NameContext
    ) throws(ResolutionError) -> [Field] {
        guard case .setOperation(let operation) = table.query.body, operation.kind == .union,
            operation.branches.count == 2, table.query.with == nil
        else {
            throw ResolutionError(
                .recursion, "Recursive reference to '\(table.name.text)' outside of a UNION of two branches",
                hint: "Write it as: anchor UNION ALL step", position: table.name.position)
        }
        guard !table.columns.isEmpty else {
            throw ResolutionError(
                .recursion, "Missing column aliases in recursive WITH query '\(table.name.text)'",
                hint: "Name the columns: \(table.name.text)(a, b, ...)", position: table.name.position)
        }
        let anchor = try analyze(operation.branches[0], outer: outer, names: names)
        let columns = try renamed(anchor, table.columns, of: table.name.text, at: table.name.position)
        var inside = names
        inside.commonTables[table.name.canonical] = CommonTableColumns(
            kind: .recursiveTable(name: table.name.canonical), columns: columns)
        let step = try analyze(operation.branches[1], outer: outer, names: inside)
        guard step.count == columns.count else {
            throw ResolutionError(
                .wrongColumnCount, "UNION query has different number of fields: \(columns.count), \(step.count)",
                position: table.name.position)
        }
        var result = columns
        for index in columns.indices {
            result[index].lineage.formUnion(step[index].lineage)
            result[index].isNullable = columns[index].isNullable || step[index].isNullable
            noteCoercion(step[index].type, to: columns[index].type, operation.position)
            columns[index].demand.need()
            step[index].demand.need()
        }
        queryOutputs[table.query.position.node] = result.map(\.output)
        return result
    }

    /// The columns with the names of a column list, where there is one.
    func renamed(
        _ columns: [Field], _ list: [Identifier], of relation: String, at position: SourcePosition
    ) throws(ResolutionError) -> [Field] {
        if list.isEmpty { return columns }
        let visible = columns.filter { !$0.isHidden }
        guard list.count == visible.count else {
            throw ResolutionError(
                .wrongColumnCount,
                "Column alias list has \(list.count) entries but '\(relation)' has \(visible.count) columns available",
                position: position)
        }
        var result: [Field] = []
        var names = list.makeIterator()
        for var column in columns {
            if !column.isHidden, let name = names.next() {
                column.name = name.text
                // The list counts columns, so none of them can be left out.
                column.demand.need()
            }
            result.append(column)
        }
        return result
    }

    // MARK: Set operations and VALUES

    private func analyze(
        _ operation: SetOperation, outer: Scope?, names: NameContext
    ) throws(ResolutionError) -> [Field] {
        var branches: [[Field]] = []
        for branch in operation.branches {
            let columns = try analyze(branch, outer: outer, names: names)
            for column in columns { column.demand.need() }
            branches.append(columns)
        }
        if let corresponding = operation.corresponding {
            branches = try matched(branches, corresponding, operation.kind)
        }
        guard var result = branches.first else { return [] }
        let word = operation.kind.rawValue.uppercased()
        for branch in branches.dropFirst() {
            guard branch.count == result.count else {
                throw ResolutionError(
                    .wrongColumnCount, "\(word) query has different number of fields: \(result.count), \(branch.count)",
                    position: operation.position)
            }
            for index in result.indices {
                result[index].isNullable = result[index].isNullable || branch[index].isNullable
                if operation.kind == .union { result[index].lineage.formUnion(branch[index].lineage) }
                guard let one = result[index].type, let other = branch[index].type else {
                    result[index].type = nil
                    continue
                }
                let common = Coercion.commonSuperType(one, other)
                if let common {
                    noteCoercion(one, to: common, operation.position)
                    noteCoercion(other, to: common, operation.position)
                } else {
                    try doubt(
                        .typeMismatch, "column \(index + 1) in \(word) query has incompatible types: \(one), \(other)",
                        operation.position)
                }
                result[index].type = common
            }
        }
        for index in result.indices {
            result[index].demand = ColumnDemand(upstream: branches.map { $0[index].demand })
        }
        return result
    }

    /// CORRESPONDING: only the columns that all branches have by name, in the first branch's order.
    private func matched(
        _ branches: [[Field]], _ corresponding: SetOperation.Corresponding, _ kind: SetOperation.Kind
    ) throws(ResolutionError) -> [[Field]] {
        let wanted: [String]
        if corresponding.columns.isEmpty {
            wanted = (branches.first ?? []).compactMap(\.canonicalName).filter { name in
                branches.allSatisfy { $0.contains { $0.canonicalName == name } }
            }
        } else {
            wanted = corresponding.columns.map(\.canonical)
        }
        var result: [[Field]] = []
        for branch in branches {
            var columns: [Field] = []
            for name in wanted {
                guard let column = branch.first(where: { $0.canonicalName == name }) else {
                    throw ResolutionError(.unknownColumn, "Column '\(name)' of CORRESPONDING is not in every branch")
                }
                columns.append(column)
            }
            result.append(columns)
        }
        guard !wanted.isEmpty else {
            throw ResolutionError(.wrongColumnCount, "No corresponding columns in \(kind.rawValue.uppercased()) query")
        }
        return result
    }

    private func analyze(values rows: [Expression], outer: Scope?, names: NameContext) throws(ResolutionError)
        -> [Field]
    {
        let scope = Scope(.relations, fields: [], parent: outer, isQueryBoundary: true)
        let context = ExpressionContext(scope: scope, names: names)
        var types: [SQLType?] = []
        var lineages: [Set<BaseColumn>] = []
        for (index, row) in rows.enumerated() {
            let cells: [Expression]
            if case .row(let elements) = row.kind { cells = elements.map(\.value) } else { cells = [row] }
            let rowType = try analyze(row, context)
            if index == 0 {
                types = cells.map { type(of: $0) }
                lineages = cells.map { lineage(of: $0) }
                if cells.count == 1, cells[0] == row { types = [rowType] }
                continue
            }
            guard cells.count == types.count else {
                throw ResolutionError(
                    .wrongColumnCount, "Values rows have mismatched sizes: \(types.count) and \(cells.count)",
                    position: row.position)
            }
            for (column, cell) in cells.enumerated() {
                lineages[column].formUnion(lineage(of: cell))
                guard let known = types[column], let type = type(of: cell) else {
                    types[column] = nil
                    continue
                }
                types[column] = Coercion.commonSuperType(known, type)
                noteCoercion(known, to: types[column], cell.position)
                noteCoercion(type, to: types[column], cell.position)
                if types[column] == nil {
                    try doubt(.typeMismatch, "Values rows have mismatched types: \(known) and \(type)", row.position)
                }
            }
        }
        return types.indices.map { index in
            Field(
                relation: 0, index: index, qualifier: [], name: nil, type: types[index], lineage: lineages[index],
                demand: ColumnDemand())
        }
    }
}

extension SetOperation {
    /// Where its first branch begins.
    var position: SourcePosition {
        guard let first = branches.first else { return .none }
        switch first {
        case .select(let select): return select.position
        case .setOperation(let operation): return operation.position
        case .values(let rows): return rows.first?.position ?? .none
        case .table(let name): return name.position
        case .parenthesized(let query): return query.position
        }
    }
}
