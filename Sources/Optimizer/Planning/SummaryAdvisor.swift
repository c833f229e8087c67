import TrinoSQL

/// Finds summaries for the queries that have found no better way yet: blocks, what they could share, how many rows that takes, and
/// each query rewritten over them.
struct SummaryAdvisor {
    let engine: any QueryEngine
    let deadline: Deadline
    let model: WorkloadModel
    let profile: LakehouseProfile
    let design: Design

    /// Statements that count rows, at most; what is beyond is estimated.
    static let mostCounts = 160
    /// Ways that are tried for one query, at most.
    static let mostOptions = 16
    /// Summaries with more than this part of their source's rows save too little to be worth a table.
    static let mostRows = 0.5

    /// Rows of a table where nobody told: more than any has.
    static let mostRowsOfAnyTable = 1e12

    /// A query, its inner queries merged, and its blocks.
    private struct Subject {
        let query: AnalysedQuery
        let resolved: ResolvedQuery
        var selects: [BlockFinder.SelectBlocks]
    }

    /// A block of a SELECT of a query.
    private struct Served: Hashable {
        let query: Int
        let select: Int
        let block: Int
    }

    /// A summary, the blocks that it serves, and in how many queries these are.
    private struct Offer {
        let summary: SummaryAdvice.Summary
        let served: Set<Served>
        let queries: Int
    }

    /// - Parameter queries: those to find summaries for.
    func advise(_ queries: [AnalysedQuery], progress: (String) async -> Void) async throws -> SummaryAdvice {
        var advice = SummaryAdvice()
        var subjects = subjects(queries, refusals: &advice.refusals)
        guard !subjects.isEmpty else { return advice }
        await progress("looking for aggregates that queries could share")
        let sums = try await exactSums(of: &subjects, refusals: &advice.refusals)
        let proposals = try await counted(proposals(for: subjects), subjects, progress: progress)
        let offers = named(proposals, for: subjects)
        return try advised(advice, subjects, offers, sums)
    }

    /// What queries could become over summaries that are there already.
    func advise(_ queries: [AnalysedQuery], over existing: [SummaryCandidate]) async throws -> SummaryAdvice {
        var advice = SummaryAdvice()
        var subjects = subjects(queries, refusals: &advice.refusals)
        guard !subjects.isEmpty, !existing.isEmpty else { return advice }
        let sums = try await exactSums(of: &subjects, refusals: &advice.refusals)
        let offers = existing.map { candidate in
            let (served, queries) = served(by: candidate.proposal, subjects)
            let summary = SummaryAdvice.Summary(
                candidate: candidate, rows: Double(candidate.keys.count), isCounted: false)
            return Offer(summary: summary, served: Set(served.map(\.place)), queries: queries)
        }
        return try advised(advice, subjects, offers, sums)
    }

    private func subjects(_ queries: [AnalysedQuery], refusals: inout [Int: [String]]) -> [Subject] {
        queries.compactMap { query -> Subject? in
            guard query.problem == nil, query.obstacle == nil, let resolved = query.resolved else { return nil }
            let flat = DerivedTableFlattening(resolver: Resolver(catalog: model.catalog)).flattened(full(resolved))
            let found = BlockFinder(resolved: flat).find()
            if !found.refusals.isEmpty { refusals[query.index] = found.refusals }
            return found.blocks.isEmpty ? nil : Subject(query: query, resolved: flat, selects: found.blocks)
        }
    }

    private func advised(
        _ advice: SummaryAdvice, _ subjects: [Subject], _ offers: [Offer], _ sums: [String: WholeNumberProbe.Answer]
    ) throws -> SummaryAdvice {
        var advice = advice
        advice.summaries = offers.map(\.summary)
        for subject in subjects {
            try Task.checkCancellation()
            advice.options[subject.query.index] = options(for: subject, over: offers, sums: sums)
        }
        return advice
    }

    /// The blocks that a summary could serve, measures apart, and in how many queries they are.
    private func served(
        by proposal: SummaryProposal, _ subjects: [Subject]
    ) -> (blocks: [(place: Served, block: AggregationBlock)], queries: Int) {
        var blocks: [(place: Served, block: AggregationBlock)] = []
        for subject in subjects {
            for select in subject.selects {
                for (place, block) in select.blocks.enumerated() where proposal.serves(block) {
                    blocks.append((Served(query: subject.query.index, select: select.select, block: place), block))
                }
            }
        }
        return (blocks, Set(blocks.map(\.place.query)).count)
    }

    /// The query with every base table by its full name, so that it means the same whatever else is in the catalog.
    private func full(_ resolved: ResolvedQuery) -> ResolvedQuery {
        (try? Resolver(catalog: model.catalog).resolve(resolved.withFullNames())) ?? resolved
    }

    // MARK: - Floating-point sums

    /// Measures where sums are exact, and takes blocks away whose sums are not and show it.
    private func exactSums(
        of subjects: inout [Subject], refusals: inout [Int: [String]]
    ) async throws -> [String: WholeNumberProbe.Answer] {
        var wanted: [String: (source: BlockSource, columns: [String: (Expression, SQLType)])] = [:]
        for block in subjects.flatMap(\.selects).flatMap(\.blocks) where !block.exposedSums.isEmpty {
            for sum in block.exposedSums {
                sum.forEachExpression { part in
                    guard case .column = part.kind, let type = block.columnTypes[part.sql()],
                        type.isFloatingPoint || type.isInteger
                    else { return }
                    wanted[block.source.key, default: (block.source, [:])].columns[part.sql()] = (part, type)
                }
            }
        }
        var answers: [String: WholeNumberProbe.Answer] = [:]
        for (key, entry) in wanted.sorted(by: { $0.key < $1.key }) where deadline.secondsLeft > 30 {
            try Task.checkCancellation()
            let probe = WholeNumberProbe(engine: engine, deadline: deadline)
            let columns = entry.columns.sorted { $0.key < $1.key }.map { (column: $0.value.0, type: $0.value.1) }
            answers[key] = await probe.measure(entry.source, columns: columns)
        }
        for index in subjects.indices {
            let place = subjects[index].query.index
            subjects[index].selects = subjects[index].selects.compactMap { select in
                let blocks = select.blocks.filter { block in
                    guard let inexact = inexactSum(of: block, answers[block.source.key]) else { return true }
                    refusals[place, default: []].append(
                        "the last digits of the sum of \(inexact.sql()) could show in a comparison or a rounding")
                    return false
                }
                return blocks.isEmpty ? nil : .init(select: select.select, blocks: blocks)
            }
        }
        subjects.removeAll { $0.selects.isEmpty }
        return answers
    }

    private func inexactSum(of block: AggregationBlock, _ answer: WholeNumberProbe.Answer?) -> Expression? {
        let bounds = WholeNumberBounds(columns: answer?.largest ?? [:])
        let rows =
            answer?.rows ?? block.source.tables.compactMap { profile.tables[$0]?.rowCount }.max().map(Double.init)
        return block.exposedSums.first { sum in
            guard let largest = bounds.largest(sum) else { return true }
            return largest * max(1, rows ?? Self.mostRowsOfAnyTable) > WholeNumberBounds.exactSum
        }
    }

    // MARK: - Proposals and their rows

    private func proposals(for subjects: [Subject]) -> [SummaryProposal] {
        let maker = SummaryProposals { column in profile.tables[column.table]?.columns[column.column]?.distinctValues }
        var seen: Set<String> = []
        // What runs most often is counted first, should there not be time for all.
        return subjects.sorted { $0.query.weight > $1.query.weight }.flatMap(\.selects).flatMap(\.blocks)
            .flatMap { maker.proposals(for: $0) }
            .filter { seen.insert($0.key).inserted }
    }

    private func counted(
        _ proposals: [SummaryProposal], _ subjects: [Subject], progress: (String) async -> Void
    ) async throws -> [(SummaryProposal, rows: Double, isCounted: Bool)] {
        var counter = RowCounter(engine: engine, deadline: deadline, profile: profile, most: Self.mostCounts)
        var pool: [(SummaryProposal, rows: Double, isCounted: Bool)] = []
        var known: Set<String> = []
        for proposal in proposals {
            try Task.checkCancellation()
            let rows = await counter.rows(of: proposal)
            known.insert(proposal.key)
            pool.append((proposal, rows.rows, rows.isCounted))
            await progress("\(pool.count) of \(proposals.count) possible summaries counted")
        }
        let groups = Dictionary(grouping: pool) {
            $0.0.source.key + "|" + $0.0.baked.keys.sorted().joined(separator: "&")
        }
        for (_, members) in groups.sorted(by: { $0.key < $1.key }) where members.count > 1 {
            try Task.checkCancellation()
            await progress("joining summaries that are alike")
            var merging = SummaryMerging(members, sourceRows: counter.sourceRows(members[0].0.source))
            while let candidate = merging.next(counter) {
                try Task.checkCancellation()
                let rows = await counter.rows(of: candidate.merged)
                if merging.take(candidate, rows: rows), known.insert(candidate.merged.key).inserted {
                    pool.append((candidate.merged, rows.rows, rows.isCounted))
                }
            }
        }
        return pool.filter { entry in
            entry.rows <= max(1_000, Self.mostRows * counter.sourceRows(entry.0.source))
        }
    }

    // MARK: - Tables and ways

    private func named(
        _ proposals: [(SummaryProposal, rows: Double, isCounted: Bool)], for subjects: [Subject]
    ) -> [Offer] {
        var taken = Set(design.tables.map(\.name)).union(model.catalog.tables.keys.map(\.table))
        return proposals.compactMap { proposal, rows, isCounted in
            let (served, queries) = served(by: proposal, subjects)
            var measures: [String: Measure] = [:]
            for measure in served.flatMap(\.block.rollUps.values).flatMap(\.measures) {
                measures[measure.key] = measure
            }
            let name = SummaryName(proposal, taken: &taken).text
            guard
                let candidate = try? SummaryCandidate(
                    proposal, measures: measures.sorted { $0.key < $1.key }.map(\.value), name: name,
                    connector: design.connector,
                    layout: TableLayout(properties: LayoutAdvisor.storage(design.connector)))
            else { return nil }
            return Offer(
                summary: SummaryAdvice.Summary(candidate: candidate, rows: rows, isCounted: isCounted),
                served: Set(served.map(\.place)), queries: queries)
        }
    }

    private func options(
        for subject: Subject, over offers: [Offer], sums: [String: WholeNumberProbe.Answer]
    ) -> [SummaryAdvice.Option] {
        var combinations: [[(block: AggregationBlock, summary: Int)]] = [[]]
        for select in subject.selects {
            var choices: [(block: AggregationBlock, summary: Int)] = []
            for (place, block) in select.blocks.enumerated() {
                let key = Served(query: subject.query.index, select: select.select, block: place)
                for (index, offer) in offers.enumerated() where offer.served.contains(key) {
                    choices.append((block, index))
                }
            }
            // The smallest, and those that the most queries could share.
            let few = subject.selects.count == 1 ? Self.mostOptions / 2 : 2
            let small = choices.sorted {
                (offers[$0.summary].summary.rows, $0.summary) < (offers[$1.summary].summary.rows, $1.summary)
            }
            let shared = choices.sorted { a, b in
                let (one, other) = (offers[a.summary], offers[b.summary])
                return one.queries == other.queries
                    ? (one.summary.rows, a.summary) < (other.summary.rows, b.summary) : one.queries > other.queries
            }
            let own = Array(small.prefix(few))
            let more = shared.prefix(few).filter { choice in !own.contains { $0.summary == choice.summary } }
            combinations = Array(
                ((own + more).flatMap { choice in combinations.map { $0 + [choice] } } + combinations).prefix(
                    4 * Self.mostOptions))
        }
        var options: [SummaryAdvice.Option] = []
        for combination in combinations where !combination.isEmpty && options.count < Self.mostOptions {
            if let option = option(subject, combination, offers.map(\.summary), sums) { options.append(option) }
        }
        return options
    }

    private func option(
        _ subject: Subject, _ combination: [(block: AggregationBlock, summary: Int)],
        _ summaries: [SummaryAdvice.Summary], _ sums: [String: WholeNumberProbe.Answer]
    ) -> SummaryAdvice.Option? {
        var replacements: [Int: SummaryRewriter.Replacement] = [:]
        var assumptions: [Assumption] = []
        for (block, index) in combination {
            let candidate = summaries[index].candidate
            replacements[block.select] = .init(
                block: block, summary: candidate, name: design.name(of: candidate.table))
            if let answer = sums[block.source.key], let assumption = Self.assumption(block, answer) {
                assumptions.append(assumption)
            }
        }
        guard let query = try? SummaryRewriter(resolved: subject.resolved, replacements: replacements).apply() else {
            return nil
        }
        var withNew = design
        withNew.tables = Set(combination.map(\.summary)).sorted().map { summaries[$0].candidate.table }
        var catalog = model.catalog
        for table in withNew.newTables.tables.values { catalog.add(table) }
        guard let resolved = try? Resolver(catalog: catalog).resolve(query) else { return nil }
        var columns: [Int: Set<String>] = [:]
        for index in Set(combination.map(\.summary)) {
            let name = design.name(of: summaries[index].candidate.table)
            for use in resolved.tables where use.schema.name == name {
                columns[index, default: []].formUnion(use.columns)
            }
        }
        return SummaryAdvice.Option(resolved: resolved, columns: columns, assumptions: assumptions)
    }

    private static func assumption(_ block: AggregationBlock, _ answer: WholeNumberProbe.Answer) -> Assumption? {
        var columns: Set<String> = []
        for sum in block.exposedSums {
            sum.forEachExpression { part in
                if case .column(let name) = part.kind { columns.insert(name.last.text) }
            }
        }
        guard !columns.isEmpty else { return nil }
        return Assumption(
            "\(columns.sorted().joined(separator: ", ")) of \(block.source.tables.map(\.description).joined(separator: ", ")) "
                + "hold whole numbers alone, so that sums are the same in any order: each uneven_... must be 0",
            check: answer.statement)
    }
}
