// JOIN and UNNEST.
extension QueryAnalyzer {
    func analyze(
        _ join: Join, node: Int, position: SourcePosition, lateral: [Field], outer: Scope?, names: NameContext
    ) throws(ResolutionError) -> [Field] {
        var left = try analyze(join.left, lateral: lateral, outer: outer, names: names)
        var right = try analyze(join.right, lateral: lateral + left, outer: outer, names: names)
        if join.kind == .right || join.kind == .full { for index in left.indices { left[index].isNullable = true } }
        if join.kind == .left || join.kind == .full { for index in right.indices { right[index].isNullable = true } }
        let fields: [Field]
        switch join.criteria {
        case .on(let condition)?:
            fields = left + right
            let scope = Scope(.relations, fields: fields, parent: outer, isQueryBoundary: true)
            let type = try analyze(condition, ExpressionContext(scope: scope, names: names))
            try requireBoolean(type, "JOIN ON clause", condition.position)
            try refuseAggregates(in: condition, clause: "JOIN clause")
        case .using(let columns)?:
            fields = try merge(left, right, columns, kind: join.kind, node: node)
        case .natural?:
            throw ResolutionError(
                .unsupported, "Natural join not supported", hint: "Name the columns: JOIN ... USING (a, b)",
                position: position)
        case nil:
            fields = left + right
        }
        recordRelation(fields, node: node, kind: .join, qualifier: [])
        return fields
    }

    /// The columns of `JOIN ... USING (a, b)`: each named column once, without a qualifier, then the rest of both sides.
    ///
    /// Source: Trino documentation, "SELECT / JOIN ... USING".
    private func merge(
        _ left: [Field], _ right: [Field], _ columns: [Identifier], kind: Join.Kind, node: Int
    ) throws(ResolutionError) -> [Field] {
        var merged: [Field] = []
        var names: Set<String> = []
        for (index, column) in columns.enumerated() {
            guard names.insert(column.canonical).inserted else {
                throw ResolutionError(
                    .duplicateName, "Column '\(column.text)' appears multiple times in USING clause",
                    position: column.position)
            }
            let one = try single(column, in: left, side: "left")
            let other = try single(column, in: right, side: "right")
            for field in [one, other] { use(field) }
            var type: SQLType?
            if let first = one.type, let second = other.type {
                type = Coercion.commonSuperType(first, second)
                if let type {
                    noteCoercion(first, to: type, column.position)
                    noteCoercion(second, to: type, column.position)
                } else {
                    try doubt(
                        .typeMismatch, "Column '\(column.text)' of USING has types \(first) and \(second)",
                        column.position)
                }
            }
            merged.append(
                Field(
                    relation: node, index: index, qualifier: [], name: column.text,
                    type: type, isNullable: one.isNullable || other.isNullable,
                    lineage: one.lineage.union(other.lineage),
                    mergedFrom: [
                        .init(relation: one.relation, index: one.index),
                        .init(relation: other.relation, index: other.index),
                    ], sources: one.sources + other.sources,
                    demand: ColumnDemand(upstream: [one.demand, other.demand])))
        }
        let rest = (left + right).filter { !names.contains($0.canonicalName ?? "") }
        return merged + rest
    }

    private func single(_ column: Identifier, in fields: [Field], side: String) throws(ResolutionError) -> Field {
        let matches = fields.filter { $0.canonicalName == column.canonical }
        guard let first = matches.first else {
            throw ResolutionError(
                .unknownColumn, "Column '\(column.text)' is missing from \(side) side of join",
                hint: Spelling.hint(for: column.canonical, among: fields.compactMap(\.name)), position: column.position)
        }
        guard matches.count == 1 else {
            throw ResolutionError(
                .ambiguousName, "Column '\(column.text)' is ambiguous", position: column.position)
        }
        return first
    }

    // MARK: UNNEST

    /// An array gives one column, or one for each field of its rows; a map gives two.
    ///
    /// Source: Trino documentation, "SELECT / UNNEST".
    func analyzeUnnest(
        _ expressions: [Expression], _ withOrdinality: Bool, node: Int, _ context: ExpressionContext
    ) throws(ResolutionError) -> [Field] {
        var columns: [(name: String?, type: SQLType?, lineage: Set<BaseColumn>)] = []
        for expression in expressions {
            let type = try analyze(expression, context)
            let origin = lineage(of: expression)
            switch type {
            case .array(.row(let fields))?:
                columns += fields.map { ($0.name, $0.type, origin) }
            case .array(let element)?: columns.append((nil, element, origin))
            case .named("multiset", let elements)?: columns.append((nil, elements.first, origin))
            case .map(let key, let value)?:
                columns.append((nil, key, origin))
                columns.append((nil, value, origin))
            case nil:
                columns.append((nil, nil, origin))
            case let other?:
                throw ResolutionError(
                    .typeMismatch, "Cannot unnest type: \(other)", hint: "UNNEST takes arrays and maps",
                    position: expression.position)
            }
        }
        if withOrdinality { columns.append((nil, .bigint, [])) }
        let fields = columns.enumerated().map { index, column in
            Field(
                relation: node, index: index, qualifier: [], name: column.name, type: column.type,
                lineage: column.lineage, demand: ColumnDemand())
        }
        recordRelation(fields, node: node, kind: .unnest, qualifier: [])
        return fields
    }
}
