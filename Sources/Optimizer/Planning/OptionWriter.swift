import TrinoSQL

/// Writes down what each query's ways cost, and which structures they share.
struct OptionWriter {
    let builder: DesignBuilder
    let cost: WorkloadCost
    let target: Design
    let results: [Int: (query: PlannedQuery, table: NewTable)]
    let advice: SummaryAdvice
    let joins: JoinAdvice
    let subqueries: SubqueryAdvice
    let usesLayouts: Bool

    private(set) var structures: [SelectionStructure] = []
    /// By structure, what it is a part of; an original is part of none.
    private(set) var tables: [Int: TableSharing.Table] = [:]
    private var places: [String: Int] = [:]
    /// Copies of the base tables, laid out for all queries that can be moved: which of them read copies is what is chosen.
    private let copies: [TableName: TableEstimate]
    /// The rows that the queries without a kept result look at, and copies of these.
    private let demand: RowDemand
    private let partialCopies: [TableName: TableEstimate]
    private let summaryEstimates: [TableName: TableEstimate]
    private let joinEstimates: [TableName: TableEstimate]
    /// The rows of joined tables that the queries without a kept result look at, and tables of these.
    private let joinedDemand: RowDemand
    private let partialJoinEstimates: [TableName: TableEstimate]
    private let subqueryEstimates: [TableName: TableEstimate]

    /// The part of all original bytes that a summary more is taken to cost beside its own, so that of two designs that are about
    /// equal the one with fewer tables is taken. A convention; at a hundredth it outweighed what most summaries take, and with it every
    /// design that is much smaller than the originals.
    static let upkeep = 0.0001

    /// - Parameter attempts: the queries, with what was tried before.
    init(
        _ attempts: [PlannedQuery], builder: DesignBuilder, cost: WorkloadCost, target: Design,
        results: [Int: (query: PlannedQuery, table: NewTable)], advice: SummaryAdvice, joins: JoinAdvice = JoinAdvice(),
        subqueries: SubqueryAdvice = SubqueryAdvice(), usesLayouts: Bool
    ) {
        self.builder = builder
        self.cost = cost
        self.target = target
        self.results = results
        self.advice = advice
        self.joins = joins
        self.subqueries = subqueries
        self.usesLayouts = usesLayouts
        var copies = cost.copies
        let movable = attempts.filter { !$0.isSettled && builder.obstacle($0.analysed.resolved, target: target) == nil }
        for (name, candidate) in builder.candidates(for: movable.map(\.analysed), in: target, taken: []) {
            copies[name]?.layout = candidate.table.layout
        }
        self.copies = copies
        // Most that has a kept result will read that: copies hold the rows that the others look at.
        let others = movable.filter { results[$0.analysed.index] == nil }.map(\.analysed)
        let demand = RowDemand(builder.input.options.copiesHoldAllRows ? [] : others, profile: builder.profile)
        self.demand = demand
        partialCopies = copies.reduce(into: [:]) { partial, copy in
            guard let filter = demand.filter(of: copy.key) else { return }
            partial[copy.key] = copy.value.holding(copy.value.share(of: filter, in: copy.key, builder.model.catalog))
        }
        var estimates: [TableName: TableEstimate] = [:]
        for summary in advice.summaries {
            estimates[target.name(of: summary.candidate.table)] = TableEstimate(
                summary.candidate.table, rows: summary.rows)
        }
        summaryEstimates = estimates
        let joinedDemand = RowDemand(
            all: builder.input.options.copiesHoldAllRows
                ? [] : others.flatMap { joins.demands(of: $0, profile: builder.profile) })
        self.joinedDemand = joinedDemand
        var joined: [TableName: TableEstimate] = [:]
        var partial: [TableName: TableEstimate] = [:]
        for candidate in joins.candidates {
            let columns = Set(candidate.columns.map(\.name))
            let table = candidate.table(reading: columns)
            let name = target.name(of: table)
            joined[name] = TableEstimate(joined: table, from: copies)
            partial[name] = joinedDemand.filter(of: name).map { filter in
                TableEstimate(joined: candidate.table(reading: columns, holding: filter), from: copies)
            }
        }
        joinEstimates = joined
        partialJoinEstimates = partial
        subqueryEstimates = Dictionary(
            subqueries.parts.map { part in
                let table = part.candidate.table()
                return (target.name(of: table), TableEstimate(table, rows: part.rows))
            }, uniquingKeysWith: { first, _ in first })
        bytesBefore = cost.tables.reduce(0) { sum, entry in
            sum + (builder.profile.tables[entry.key]?.bytes.map(Double.init) ?? entry.value.bytes)
        }
    }

    /// Bytes of all original tables.
    let bytesBefore: Double

    /// Seconds of the original: measured on the live engine where it ran, else as the request says or as its bytes let expect.
    func seconds(_ attempt: PlannedQuery) -> Double {
        let measured = results[attempt.analysed.index]?.query.before ?? attempt.before
        if measured.measured, let seconds = measured.seconds { return seconds }
        return cost.seconds(of: attempt.analysed)
    }

    /// - Parameter attempt: the query with what was tried before; where that settled it, its original is all there is.
    mutating func write(_ attempt: PlannedQuery) -> [(way: DesignPlanner.Way, option: SelectionOption)] {
        let query = attempt.analysed
        let seconds = seconds(attempt)
        let originals = query.tables.sorted().map { original($0) }
        var options: [(way: DesignPlanner.Way, option: SelectionOption)] = [
            (.original, SelectionOption("original", seconds: seconds, structures: originals))
        ]
        guard !attempt.isSettled, let resolved = query.resolved else { return options }
        if let result = results[query.index] {
            let rows = Double(result.query.evidence.rowsCompared ?? 0)
            let estimate = TableEstimate(result.table, rows: rows)
            let place = structure("result \(result.table.name)", bytes: estimate.bytes)
            // The columns alone, as on the other side: what a file takes beside is not read for its rows.
            let read = estimate.columns.values.reduce(0) { $0 + $1.bytes }
            let time = cost.seconds(of: query, then: Work(bytes: read, rows: rows), before: seconds, output: rows)
            options.append((.result, SelectionOption("result", seconds: time, structures: [place])))
        }
        for (index, option) in advice.options[query.index, default: []].enumerated() {
            if let written = write(option, of: query, before: seconds) {
                options.append((.summary(index), written))
            }
        }
        for (index, option) in joins.options[query.index, default: []].enumerated() {
            if let written = write(option, of: query, before: seconds) { options.append((.join(index), written)) }
        }
        for (index, option) in subqueries.options[query.index, default: []].enumerated() {
            if let written = write(option, of: query, before: seconds) {
                options.append((.subquery(index), written))
            }
        }
        if usesLayouts, builder.obstacle(resolved, target: target) == nil {
            let lacking = demand.tablesLackingRows(for: resolved)
            let work = QueryReadings(resolved).work(on: copies(lacking))
            let time = cost.seconds(of: query, then: work, before: seconds)
            let needed = structures(for: resolved, lacking)
            options.append((.layout, SelectionOption("layout", seconds: time, structures: needed)))
        }
        return options
    }

    // MARK: - Tables that compute

    private mutating func write(
        _ option: SummaryAdvice.Option, of query: AnalysedQuery, before: Double
    ) -> SelectionOption? {
        let reads = option.columns.map { summary, columns in
            let candidate = advice.summaries[summary].candidate
            return DerivedRead(name: candidate.table.name, keys: Set(candidate.keys.map(\.name)), columns: columns)
        }
        return write("summary", reads, summaryEstimates, option.resolved, of: query, before: before)
    }

    private mutating func write(
        _ option: JoinAdvice.Option, of query: AnalysedQuery, before: Double
    ) -> SelectionOption? {
        let reads = option.columns.map { DerivedRead(name: joins.candidates[$0].name, columns: $1) }
        let lacking = joinedDemand.tablesLackingRows(for: option.resolved)
        let held = joinEstimates.merging(partialJoinEstimates) { _, partial in partial }
        let read = joinEstimates.merging(partialJoinEstimates.filter { !lacking.contains($0.key) }) { $1 }
        return write("joined", reads, read, held: held, option.resolved, of: query, before: before)
    }

    private mutating func write(
        _ option: SubqueryAdvice.Option, of query: AnalysedQuery, before: Double
    ) -> SelectionOption? {
        let reads = option.columns.map { DerivedRead(name: subqueries.parts[$0].candidate.table().name, columns: $1) }
        return write("subquery", reads, subqueryEstimates, option.resolved, of: query, before: before)
    }

    /// What is read of a table that computes something. Its keys are there whoever reads it.
    private struct DerivedRead {
        let name: String
        var keys: Set<String> = []
        let columns: Set<String>
    }

    /// - Parameters:
    ///   - estimates: of what this query reads.
    ///   - held: of what the others read already, where that is less: what this one needs beside it are structures of their own.
    private mutating func write(
        _ family: String, _ reads: [DerivedRead], _ estimates: [TableName: TableEstimate],
        held: [TableName: TableEstimate]? = nil, _ resolved: ResolvedQuery, of query: AnalysedQuery, before: Double
    ) -> SelectionOption? {
        guard canMove(resolved) else { return nil }
        let lacking = demand.tablesLackingRows(for: resolved)
        var needed: Set<Int> = structures(for: resolved, lacking)
        // In one order, so that structures have the same places in every run.
        for read in reads.sorted(by: { $0.name < $1.name }) {
            let name = TableName(catalog: target.catalog, schema: target.schema, table: read.name)
            let whole = estimates[name]
            let estimate = held?[name] ?? whole
            let bytes = read.keys.sorted().reduce(max(ColumnSize.file, Self.upkeep * bytesBefore)) {
                $0 + ColumnSize.column + (estimate?.columns[$1]?.bytes ?? 0)
            }
            needed.insert(structure("\(family) \(read.name)", bytes: bytes, of: .derived(read.name)))
            for column in read.columns.subtracting(read.keys).sorted() {
                needed.insert(
                    structure(
                        "column \(column) of \(family) \(read.name)",
                        bytes: ColumnSize.column + (estimate?.columns[column]?.bytes ?? 0)))
                let others = (whole?.columns[column]?.bytes ?? 0) - (estimate?.columns[column]?.bytes ?? 0)
                guard others > 0 else { continue }
                needed.insert(
                    structure("other rows of column \(column) of \(family) \(read.name)", bytes: others))
            }
        }
        let work = QueryReadings(resolved).work(on: estimates.merging(copies(lacking)) { own, _ in own })
        return SelectionOption(
            family, seconds: cost.seconds(of: query, then: work, before: before), structures: needed)
    }

    /// Whether the base tables that a query still reads can be moved.
    private func canMove(_ resolved: ResolvedQuery) -> Bool {
        let readsBase = resolved.tables.contains { !target.holds($0.schema.name) }
        return (!readsBase || usesLayouts) && builder.obstacle(resolved, target: target) == nil
    }

    // MARK: - Structures

    private mutating func structure(
        _ label: String, bytes: Double, isNew: Bool = true, of table: TableSharing.Table? = nil
    ) -> Int {
        if let place = places[label] { return place }
        let place = structures.count
        places[label] = place
        tables[place] = table
        structures.append(SelectionStructure(label, bytes: bytes, isNew: isNew))
        return place
    }

    private func bytes(ofOriginal table: TableName) -> Double {
        builder.profile.tables[table]?.bytes.map(Double.init) ?? cost.tables[table]?.bytes ?? 0
    }

    private mutating func original(_ table: TableName) -> Int {
        structure("original \(table)", bytes: bytes(ofOriginal: table), isNew: false)
    }

    /// The copies that would serve a query: of the rows that the others look at, but for tables of which that lacks some.
    private func copies(_ lacking: Set<TableName>) -> [TableName: TableEstimate] {
        copies.merging(partialCopies.filter { !lacking.contains($0.key) }) { _, partial in partial }
    }

    /// The columns of base copies that a query reads; their rows that no other query looks at are structures of their own.
    private mutating func structures(for resolved: ResolvedQuery, _ lacking: Set<TableName>) -> Set<Int> {
        var needed: Set<Int> = []
        for use in resolved.tables where !target.holds(use.schema.name) {
            let name = use.schema.name
            var columns = use.columns
            if use.isWholeRow || builder.input.options.retention == .all {
                columns.formUnion(builder.storableColumns(use.schema, connector: target.connector))
            }
            if columns.isEmpty, let narrow = builder.storableColumns(use.schema, connector: target.connector).first {
                columns = [narrow]
            }
            let part = TableSharing.Table.copy(name.description)
            needed.insert(structure("files of \(name)'s copy", bytes: ColumnSize.file, of: part))
            for column in columns.sorted() {
                let whole = copies[name]?.columns[column]?.bytes ?? 0
                let held = partialCopies[name]?.columns[column]?.bytes ?? whole
                needed.insert(structure("column \(column) of \(name)", bytes: ColumnSize.column + held, of: part))
                if held < whole, lacking.contains(name) {
                    needed.insert(structure("other rows of column \(column) of \(name)", bytes: whole - held, of: part))
                }
            }
        }
        return needed
    }
}
