// Names in expressions.
extension QueryAnalyzer {
    /// Finds what a name means, from the nearest scope outward, and gives its type.
    ///
    /// In each scope the longest reading comes first: `a.b` is column `b` of relation `a` before it is field `b` of column `a`.
    func bind(
        _ name: QualifiedName, _ expression: Expression, _ context: ExpressionContext
    ) throws(ResolutionError) -> SQLType? {
        let parts = name.canonical
        var scope: Scope? = context.scope
        var level = 0
        while let current = scope {
            if !(current.kind == .outputs && context.isInsideAggregate) {
                for length in stride(from: parts.count, through: 1, by: -1) {
                    let matches = current.fields(matching: parts[..<length])
                    guard let first = matches.first else { continue }
                    guard matches.count == 1 || current.kind == .lambda else {
                        throw ResolutionError(
                            .ambiguousName, "Column '\(name.shown)' is ambiguous",
                            hint: ambiguityHint(matches.map { current.fields[$0] }, name.last.canonical),
                            position: expression.position)
                    }
                    let field = current.fields[first]
                    let rest = Array(parts[length...])
                    guard let type = try typeOf(rest, in: field.type, name, expression.position) else {
                        if length > 1 { continue }
                        throw unknownColumn(name, expression.position, context)
                    }
                    record(field, at: first, in: current, level: level, rest, expression)
                    return type.known
                }
            }
            if current.isQueryBoundary { level += 1 }
            scope = current.parent
        }
        throw unknownColumn(name, expression.position, context)
    }

    /// The type behind a chain of row fields: nil where there is no such field.
    private func typeOf(
        _ fields: [String], in type: SQLType?, _ name: QualifiedName, _ position: SourcePosition
    ) throws(ResolutionError) -> FieldType? {
        var current = type
        for field in fields {
            guard let known = current else { return FieldType(known: nil) }
            guard case .row(let members) = known else { return nil }
            let matches = members.filter { $0.name?.lowercased() == field }
            guard matches.count <= 1 else {
                throw ResolutionError(
                    .ambiguousName, "Ambiguous row field reference: \(name.shown)", position: position)
            }
            guard let member = matches.first else { return nil }
            current = member.type
        }
        return FieldType(known: current)
    }

    /// A type that was found, which may be one that could not be told.
    private struct FieldType {
        var known: SQLType?
    }

    private func record(
        _ field: Field, at index: Int, in scope: Scope, level: Int, _ rest: [String], _ expression: Expression
    ) {
        let node = expression.position.node
        use(field)
        lineages[node] = field.lineage
        switch scope.kind {
        case .outputs: bindings[node] = .output(index: index)
        case .lambda: bindings[node] = .lambdaArgument(field.canonicalName ?? "")
        case .relations:
            bindings[node] = .column(
                BoundColumn(
                    relation: field.relation, index: field.index, name: field.canonicalName ?? "", level: level,
                    fields: rest, mergedFrom: field.mergedFrom))
        }
    }

    /// Notes that an expression reads a field.
    func use(_ field: Field) {
        field.demand.need()
        for origin in field.sources {
            uses[origin.use].use.columns.insert(origin.column)
            if field.isHidden { uses[origin.use].use.hiddenColumns.insert(origin.column) }
        }
    }

    private func unknownColumn(
        _ name: QualifiedName, _ position: SourcePosition, _ context: ExpressionContext
    ) -> ResolutionError {
        var hint: String?
        if name.parts.count == 1, context.aliases.contains(name.last.canonical) {
            hint =
                "'\(name.last.text)' is an alias of the SELECT list, which only ORDER BY sees; repeat the expression, or in "
                + "GROUP BY give its position"
        } else {
            var known: [String] = []
            var scope: Scope? = context.scope
            while let current = scope {
                let prefix = name.canonical.dropLast()
                known += current.fields.filter {
                    prefix.isEmpty || $0.qualifier.suffix(prefix.count).elementsEqual(prefix)
                }.compactMap(\.canonicalName)
                scope = current.parent
            }
            hint = Spelling.hint(for: name.last.canonical, among: known)
            if hint == nil, name.parts.count > 1, !context.scope.knowsRelation(name.canonical.dropLast()) {
                hint = "no relation '\(name.canonical.dropLast().joined(separator: "."))' is in scope here"
            }
        }
        return ResolutionError(
            .unknownColumn, "Column '\(name.shown)' cannot be resolved", hint: hint, position: position)
    }

    private func ambiguityHint(_ fields: [Field], _ name: String) -> String? {
        let choices = fields.compactMap { field in field.qualifier.last.map { "\($0).\(name)" } }
        return choices.count == fields.count && Set(choices).count == choices.count
            ? "write " + choices.joined(separator: " or ") : nil
    }

    // MARK: Lineage

    /// The base columns whose values can reach an expression's.
    func lineage(of expression: Expression) -> Set<BaseColumn> {
        if let known = lineages[expression.position.node] { return known }
        var result: Set<BaseColumn> = []
        switch expression.kind {
        case .subquery(let query), .inSubquery(_, let query, _), .quantifiedComparison(_, _, _, let query):
            for output in queryOutputs[query.position.node] ?? [] { result.formUnion(output.lineage) }
        default: break
        }
        for child in expression.children { result.formUnion(lineage(of: child)) }
        return result
    }

    /// Whether an expression can be NULL, as far as that is easily told.
    func isNullable(_ expression: Expression, _ context: ExpressionContext) -> Bool {
        switch expression.kind {
        case .boolean, .integer, .decimal, .double, .string, .binary, .typed, .interval, .currentValue: return false
        case .isNull, .exists, .isDistinctFrom, .array, .row: return false
        case .function(let call): return !(call.name.canonical == ["count"] && call.over == nil)
        case .column:
            guard case .column(let column)? = bindings[expression.position.node], column.level == 0,
                column.fields.isEmpty,
                let field = context.scope.fields.first(where: {
                    $0.relation == column.relation && $0.index == column.index
                })
            else { return true }
            return field.isNullable
        default: return true
        }
    }
}

extension Scope {
    /// Whether a relation of this name is here or further out.
    fileprivate func knowsRelation(_ prefix: ArraySlice<String>) -> Bool {
        hasRelation(prefix) || (parent?.knowsRelation(prefix) ?? false)
    }
}
