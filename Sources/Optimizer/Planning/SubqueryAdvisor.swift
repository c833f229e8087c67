import TrinoSQL

/// Finds sub-queries that stand in several places of the workload, and how many rows each would keep.
struct SubqueryAdvisor {
    let engine: any QueryEngine
    let deadline: Deadline
    let model: WorkloadModel
    let profile: LakehouseProfile
    let cost: WorkloadCost
    let design: Design

    /// Statements that count rows, at most; what is beyond is estimated.
    static let mostCounts = 60
    /// Ways that are tried for one query, at most.
    static let mostOptions = 16
    /// The part of what a sub-query reads, in rows and in bytes, that its own rows may be at most: with more, a table saves too
    /// little.
    static let mostShare = 0.5
    /// Rows and bytes below which a table is small whatever it is made from.
    static let fewRows = 1_000.0
    static let fewBytes = 65_536.0

    /// A sub-query of a query of the workload.
    private struct Found {
        let query: Int
        let occurrence: SubqueryOccurrence
        let member: SubqueryCandidate.Member
        /// How often it is evaluated in one run.
        let times: Double
    }

    /// - Parameter queries: those to find sub-queries for.
    func advise(_ queries: [AnalysedQuery], progress: (String) async -> Void) async throws -> SubqueryAdvice {
        var advice = SubqueryAdvice()
        var subjects: [Int: ResolvedQuery] = [:]
        var found: [Found] = []
        for query in queries where query.problem == nil && query.obstacle == nil {
            try Task.checkCancellation()
            guard let resolved = query.resolved else { continue }
            let full = (try? Resolver(catalog: model.catalog).resolve(resolved.withFullNames())) ?? resolved
            subjects[query.index] = full
            found += Self.subqueries(of: full, query: query.index)
        }
        let groups = Self.repeated(found, refusals: &advice.refusals)
        guard !groups.isEmpty else { return advice }
        await progress("looking for sub-queries that repeat")
        advice.parts = try await parts(groups, refusals: &advice.refusals)
        var members: [Int: [(found: Found, part: Int)]] = [:]
        for (index, part) in advice.parts.enumerated() {
            for member in found
            where member.member.form.key == part.candidate.form.key && member.member.form.defect == nil {
                members[member.query, default: []].append((member, index))
            }
        }
        for (query, members) in members {
            try Task.checkCancellation()
            guard let resolved = subjects[query] else { continue }
            advice.options[query] = options(resolved, members, advice.parts)
        }
        return advice
    }

    // MARK: - What repeats

    private static func subqueries(of resolved: ResolvedQuery, query: Int) -> [Found] {
        let finder = SubqueryFinder(resolved)
        let evaluations = Evaluations(resolved)
        return finder.occurrences.compactMap { occurrence in
            let form = occurrence.form(in: resolved, commonTables: finder.commonTables)
            // A copy of the table serves that as well.
            if form.isProjection { return nil }
            var times = occurrence.commonTable.map { evaluations.times(ofCommonTable: $0) } ?? 1
            if case .commonTable = occurrence.role { times = evaluations.times(ofCommonTable: occurrence.node) }
            return Found(
                query: query, occurrence: occurrence, member: .init(form: form, outputs: occurrence.outputs),
                times: times)
        }
    }

    /// Those that are evaluated twice or more in one run of each query, those with most runs first.
    private static func repeated(_ found: [Found], refusals: inout [Int: [String]]) -> [[Found]] {
        let groups = Dictionary(grouping: found) { $0.member.form.key }.sorted { $0.key < $1.key }.map(\.value)
        return groups.compactMap { group in
            guard group.reduce(0, { $0 + $1.times }) >= 2 else { return nil }
            for member in group {
                guard let defect = member.member.form.defect else { continue }
                refusals[member.query, default: []].append(defect)
            }
            let sound = group.filter { $0.member.form.defect == nil }
            return sound.reduce(0) { $0 + $1.times } >= 2 ? sound : nil
        }
    }

    // MARK: - Tables

    private func parts(
        _ groups: [[Found]], refusals: inout [Int: [String]]
    ) async throws -> [SubqueryAdvice.Part] {
        var counter = RowCounter(engine: engine, deadline: deadline, profile: profile, most: Self.mostCounts)
        var taken = Set(design.tables.map(\.name)).union(model.catalog.tables.keys.map(\.table))
        var parts: [SubqueryAdvice.Part] = []
        // What is evaluated most often is counted first, should there not be time for all.
        func runs(_ group: [Found]) -> Double {
            group.reduce(0) { $0 + $1.times * model.queries[$1.query].weight }
        }
        let ordered = groups.map { ($0, runs($0)) }.enumerated().sorted { a, b in
            a.element.1 == b.element.1 ? a.offset < b.offset : a.element.1 > b.element.1
        }.map(\.element.0)
        for group in ordered {
            try Task.checkCancellation()
            let candidate: SubqueryCandidate
            do throws(ResultCandidate.Refusal) {
                candidate = try SubqueryCandidate(
                    group.map(\.member), name: Self.name(group[0].member.form, taken: &taken),
                    connector: design.connector)
            } catch {
                for member in group { refusals[member.query, default: []].append(error.reason) }
                continue
            }
            let filling = candidate.table().filling(casts: false)
            guard let resolved = try? Resolver(catalog: model.catalog).resolve(filling) else { continue }
            let estimate = ResultSize(resolved, tables: cost.tables).rows
            let (rows, isCounted) = await counter.rows(of: filling, estimate: estimate)
            let reading = QueryReadings(resolved).work(on: cost.tables)
            let bytes = TableEstimate(candidate.table(), rows: rows).bytes
            guard rows <= max(Self.fewRows, Self.mostShare * reading.rows),
                bytes <= max(Self.fewBytes, Self.mostShare * reading.bytes)
            else {
                let reason = "its \(Int(rows)) rows are more than half of what it reads"
                for member in group { refusals[member.query, default: []].append(reason) }
                continue
            }
            parts.append(
                .init(
                    candidate: candidate, rows: rows, isCounted: isCounted,
                    times: group.reduce(0) { $0 + $1.times }))
        }
        return parts
    }

    /// The tables that it reads, in what may stand in a plain name.
    private static func name(_ form: SubqueryForm, taken: inout Set<String>) -> String {
        let tables = form.sources.sorted().prefix(3).map(\.table)
        let plain = (["subquery"] + tables).joined(separator: "_").lowercased()
            .map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        let base = String(plain.prefix(60))
        return taken.takeFree(base)
    }

    // MARK: - Ways

    private func options(
        _ resolved: ResolvedQuery, _ members: [(found: Found, part: Int)], _ parts: [SubqueryAdvice.Part]
    ) -> [SubqueryAdvice.Option] {
        let nodes = Set(members.map(\.found.occurrence.node))
        let outermost = members.filter { nodes.isDisjoint(with: $0.found.occurrence.inside) }
        let innermost = members.filter { member in
            !members.contains { $0.found.occurrence.inside.contains(member.found.occurrence.node) }
        }
        var combinations = [outermost, innermost]
        for part in Set(members.map(\.part)).sorted() {
            let own = members.filter { $0.part == part }
            let ownNodes = Set(own.map(\.found.occurrence.node))
            combinations.append(own.filter { ownNodes.isDisjoint(with: $0.found.occurrence.inside) })
        }
        var seen: Set<Set<Int>> = []
        var options: [SubqueryAdvice.Option] = []
        for combination in combinations where options.count < Self.mostOptions {
            guard seen.insert(Set(combination.map(\.found.occurrence.node))).inserted else { continue }
            if let option = option(resolved, combination, parts) { options.append(option) }
        }
        return options
    }

    private func option(
        _ resolved: ResolvedQuery, _ combination: [(found: Found, part: Int)], _ parts: [SubqueryAdvice.Part]
    ) -> SubqueryAdvice.Option? {
        var replacements: [Int: SubqueryRewriter.Replacement] = [:]
        for (found, part) in combination {
            let candidate = parts[part].candidate
            let name = TableName(catalog: design.catalog, schema: design.schema, table: candidate.name)
            replacements[found.occurrence.node] = candidate.replacement(for: found.member, table: name)
        }
        guard replacements.count == combination.count, !replacements.isEmpty else { return nil }
        let query = SubqueryRewriter(resolved: resolved, replacements: replacements).apply()
        var withNew = design
        withNew.tables = Set(combination.map(\.part)).sorted().map { parts[$0].candidate.table() }
        var catalog = model.catalog
        for table in withNew.newTables.tables.values { catalog.add(table) }
        guard let moved = try? Resolver(catalog: catalog).resolve(query) else { return nil }
        var columns: [Int: Set<String>] = [:]
        for part in Set(combination.map(\.part)) {
            let candidate = parts[part].candidate
            for use in moved.tables where use.schema.name == design.name(of: candidate.table()) {
                columns[part, default: []].formUnion(use.columns)
            }
            // Where rows are only counted, one column is kept all the same.
            if columns[part]?.isEmpty ?? false, let first = candidate.columns.first {
                columns[part] = [first.stored.name]
            }
        }
        return SubqueryAdvice.Option(resolved: moved, columns: columns)
    }
}
