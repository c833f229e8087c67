import TrinoSQL

/// Puts all ways that each query could be answered before the selection, and builds the design that it chooses.
///
/// Structures that are paid for: an original table that some query still reads; each column of a base copy; of each summary its keys
/// together and each measure; each column of a table of joined rows; of each kept sub-query a file and each column; each kept result.
struct DesignPlanner {
    let input: OptimizationInput
    let builder: DesignBuilder
    let cost: WorkloadCost
    /// The schema to build in, without tables.
    let target: Design
    /// The queries, with what was tried before and why it failed.
    let attempts: [PlannedQuery]
    /// Queries whose results may be kept, by place, with the tables that hold them.
    let results: [Int: (query: PlannedQuery, table: NewTable)]
    let advice: SummaryAdvice
    let joins: JoinAdvice
    let subqueries: SubqueryAdvice
    /// By query: what each option of the problem is.
    let ways: [[Way]]
    /// By structure of the problem, the new table that it is a part of.
    private let tables: [Int: TableSharing.Table]
    private(set) var problem: SelectionProblem

    /// One way to answer a query.
    enum Way: Sendable, Hashable {
        case original
        case layout
        /// By its place among the query's options in the advice.
        case summary(Int)
        /// By its place among the query's options in the advice on joins.
        case join(Int)
        /// By its place among the query's options over kept sub-queries.
        case subquery(Int)
        case result
    }

    init(
        input: OptimizationInput, builder: DesignBuilder, cost: WorkloadCost, target: Design,
        attempts: [PlannedQuery], results: [Int: (query: PlannedQuery, table: NewTable)], advice: SummaryAdvice,
        joins: JoinAdvice = JoinAdvice(),
        subqueries: SubqueryAdvice = SubqueryAdvice()
    ) {
        self.input = input
        self.attempts = attempts
        self.builder = builder
        self.cost = cost
        self.target = target
        self.results = results
        self.advice = advice
        self.joins = joins
        self.subqueries = subqueries
        var options = OptionWriter(
            attempts, builder: builder, cost: cost, target: target, results: results, advice: advice, joins: joins,
            subqueries: subqueries, usesLayouts: input.options.candidates.contains(.layout))
        var ways: [[Way]] = []
        var queries: [SelectionQuery] = []
        for query in builder.model.queries {
            let written = options.write(attempts[query.index])
            ways.append(written.map(\.way))
            queries.append(
                SelectionQuery(
                    query.input.id, weight: query.problem == nil ? query.weight : 0,
                    secondsBefore: options.seconds(attempts[query.index]),
                    options: written.map(\.option)))
        }
        self.ways = ways
        tables = options.tables
        problem = SelectionProblem(
            structures: options.structures, queries: queries, bytesBefore: options.bytesBefore,
            objective: input.options.objective, storageLimit: input.options.storageLimit)
    }

    /// The same planner with what was measured of the originals since; what was refused stays refused.
    func calibrated(by measured: [Int: QueryReport.Cost]) -> DesignPlanner {
        var attempts = attempts
        for (index, cost) in measured where cost.measured { attempts[index].before = cost }
        var copy = DesignPlanner(
            input: input, builder: builder, cost: cost, target: target, attempts: attempts, results: results,
            advice: advice, joins: joins, subqueries: subqueries)
        for (index, query) in problem.queries.enumerated() {
            for (option, way) in query.options.enumerated() {
                if let reason = way.refusal { copy.refuse(ways[index][option], of: index, because: reason) }
            }
        }
        return copy
    }

    /// Takes a way away from a query.
    mutating func refuse(_ way: Way, of query: Int, because reason: String) {
        guard let option = ways[query].firstIndex(of: way), way != .original else { return }
        problem.refuse(option: option, of: query, because: reason)
    }

    /// The best design, and the way that each query takes in it.
    func plan() -> (built: DesignBuilder.Result, ways: [Way]) {
        let (problem, outcome) = solved()
        let chosen = ways.indices.map { index in outcome.options[index].map { ways[index][$0] } ?? .original }
        var queries: [PlannedQuery] = []
        var design = target
        var summaryColumns: [Int: Set<String>] = [:]
        var joinColumns: [Int: Set<String>] = [:]
        var joinDemands: [RowDemand] = []
        var partColumns: [Int: Set<String>] = [:]
        for (query, way) in zip(builder.model.queries, chosen) {
            var planned = attempts[query.index]
            switch way {
            case .result:
                if let result = results[query.index] {
                    planned = result.query
                    if !design.tables.contains(where: { $0.name == result.table.name }) {
                        design.tables.append(result.table)
                    }
                }
            case .summary(let place):
                let option = advice.options[query.index, default: []][place]
                planned.form = option.resolved
                planned.assumptions = option.assumptions
                for (summary, columns) in option.columns { summaryColumns[summary, default: []].formUnion(columns) }
            case .join(let place):
                let option = joins.options[query.index, default: []][place]
                planned.form = option.resolved
                planned.assumptions = option.assumptions
                for (candidate, columns) in option.columns { joinColumns[candidate, default: []].formUnion(columns) }
                joinDemands.append(RowDemand(query, as: option.resolved, profile: builder.profile))
            case .subquery(let place):
                let option = subqueries.options[query.index, default: []][place]
                planned.form = option.resolved
                for (part, columns) in option.columns { partColumns[part, default: []].formUnion(columns) }
            case .layout:
                break
            case .original:
                if !planned.isSettled { planned.keepOriginal(reason(for: query.index)) }
            }
            if way == .layout || way == .original {
                var seen: Set<String> = []
                for reason in advice.refusals[query.index, default: []] where seen.insert(reason).inserted {
                    planned.reasons.append("no summary for a part of it: \(reason)")
                }
                for reason in joins.refusals[query.index, default: []] where seen.insert(reason).inserted {
                    planned.reasons.append("no table of joined rows for a part of it: \(reason)")
                }
                for reason in subqueries.refusals[query.index, default: []] where seen.insert(reason).inserted {
                    planned.reasons.append("a sub-query of it repeats and is not kept: \(reason)")
                }
            }
            queries.append(planned)
        }
        for (summary, columns) in summaryColumns.sorted(by: { $0.key < $1.key }) {
            design.tables.append(table(advice.summaries[summary], reading: columns))
        }
        let layout = JoinLayout(builder: builder, target: target, cost: cost)
        let rows = RowDemand(all: input.options.copiesHoldAllRows ? [] : joinDemands)
        for (place, columns) in joinColumns.sorted(by: { $0.key < $1.key }) {
            let candidate = joins.candidates[place]
            let name = TableName(catalog: target.catalog, schema: target.schema, table: candidate.name)
            design.tables.append(layout.table(candidate, reading: columns, holding: rows.filter(of: name)))
        }
        for (part, columns) in partColumns.sorted(by: { $0.key < $1.key }) {
            design.tables.append(subqueries.parts[part].table(reading: columns))
        }
        var built = builder.build(on: design, queries)
        built.selection = SelectionReport(problem, outcome)
        return (built, chosen)
    }

    private func solved() -> (problem: SelectionProblem, outcome: SelectionOutcome) {
        guard !input.options.candidates.contains(.result) else { return (problem, problem.solved()) }
        return TableSharing.shared(problem) { tables[$0] }
    }

    /// A summary's table with its keys and those measures that are read.
    private func table(_ summary: SummaryAdvice.Summary, reading columns: Set<String>) -> NewTable {
        var table = summary.candidate.table
        let keys = Set(summary.candidate.keys.map(\.name))
        table.columns.removeAll { !keys.contains($0.name) && !columns.contains($0.name) }
        table.expectedRows = summary.rows
        let rows = "\(Int(summary.rows)) rows" + (summary.isCounted ? "" : ", by estimate")
        table.reasons = ["one row for each of its groups, \(rows): queries put their aggregates together from them"]
        return table
    }

    private func reason(for query: Int) -> String {
        let refused = problem.queries[query].options.compactMap(\.refusal)
        return refused.isEmpty
            ? "no new table would bring as much as it costs" : refused.listedOnce()
    }
}
