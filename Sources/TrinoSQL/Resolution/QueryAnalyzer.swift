/// One run of the resolver over one numbered query: walks it once and gathers what it finds by node number.
///
/// It is used by one thread and does not outlive the call that made it.
final class QueryAnalyzer {
    let resolver: Resolver
    /// The highest node number in use; the text of views is numbered behind it.
    var lastNode: Int
    var bindings: [Int: ColumnBinding] = [:]
    var types: [Int: SQLType] = [:]
    var relations: [Int: ResolvedRelation] = [:]
    var functions: [Int: ResolvedFunction] = [:]
    var queryOutputs: [Int: [OutputColumn]] = [:]
    var instabilities: [Instability] = []
    var notes: [ResolutionNote] = []
    /// The base columns behind the column references, by node number.
    var lineages: [Int: Set<BaseColumn>] = [:]
    var selects: [AnalyzedSelect] = []
    var uses: [OpenTableUse] = []

    init(_ resolver: Resolver, lastNode: Int) {
        self.resolver = resolver
        self.lastNode = lastNode
    }

    func nextNode() -> Int {
        lastNode += 1
        return lastNode
    }

    func note(_ message: String, _ position: SourcePosition) {
        notes.append(ResolutionNote(message, position: position))
    }

    /// A mistake that may rather be a gap in what is known here: an error when strict, else a note.
    func doubt(
        _ kind: ResolutionError.Kind, _ message: String, hint: String? = nil, _ position: SourcePosition
    ) throws(ResolutionError) {
        if resolver.isStrict { throw ResolutionError(kind, message, hint: hint, position: position) }
        note(message, position)
    }

    func unstable(_ cause: Instability.Cause, _ what: String, _ position: SourcePosition) {
        instabilities.append(Instability(cause: cause, what: what, position: position))
    }

    /// Puts everything together once the whole query has been walked and the result's columns were asked for.
    func finish(_ query: Query, _ columns: [Field]) -> ResolvedQuery {
        var resolvedSelects: [Int: ResolvedSelect] = [:]
        for select in selects { resolvedSelects[select.node] = select.finished }
        return ResolvedQuery(
            query: query, outputs: columns.map(\.output), tables: uses.map(\.finished), bindings: bindings,
            types: types, relations: relations, selects: resolvedSelects, queryOutputs: queryOutputs,
            functions: functions, instabilities: instabilities, notes: notes)
    }
}

extension Field {
    var output: OutputColumn { OutputColumn(name: name, type: type, lineage: lineage) }
}

/// A reference to a base table, while the walk goes on.
struct OpenTableUse {
    var use: TableUse
    /// What asks for each column, by its name in lower case.
    var demands: [String: ColumnDemand]

    var finished: TableUse {
        var copy = use
        copy.neededColumns = use.columns.filter { demands[$0]?.isNeeded ?? true }
        return copy
    }
}

/// A SELECT, while the walk goes on: whether the columns behind a star are needed is known at the end only.
struct AnalyzedSelect {
    var node: Int
    var select: ResolvedSelect
    /// What asks for each item of the expanded SELECT list.
    var demands: [ColumnDemand]

    var finished: ResolvedSelect {
        var copy = select
        for (index, demand) in demands.enumerated() {
            if case .star(let column, let name, _) = select.items[index] {
                copy.items[index] = .star(column, name: name, isNeeded: demand.isNeeded)
            }
        }
        return copy
    }
}

/// What an expression can see from where it stands.
struct ExpressionContext {
    var scope: Scope
    var names: NameContext
    /// The windows that the SELECT defines, by name in lower case.
    var windows: [String: WindowSpecification] = [:]
    /// Names that the SELECT list gives, to explain why WHERE and GROUP BY don't know them.
    var aliases: Set<String> = []
    /// The type of the operand of the simple CASE around.
    var caseOperand: SQLType?
    /// Whether it is inside an aggregate's parentheses, where ORDER BY does not see the SELECT's outputs.
    var isInsideAggregate = false

    func within(_ scope: Scope) -> ExpressionContext {
        var copy = self
        copy.scope = scope
        return copy
    }
}
