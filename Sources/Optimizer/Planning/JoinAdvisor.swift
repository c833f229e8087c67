import TrinoSQL

/// Finds tables of rows joined beforehand for the queries that have found no better way yet: which keys are unique, which joins
/// queries share over them, and each query rewritten.
struct JoinAdvisor {
    let engine: any QueryEngine
    let deadline: Deadline
    let model: WorkloadModel
    let profile: LakehouseProfile
    let design: Design
    /// Names that no table may have.
    let taken: Set<String>

    /// Statements that measure keys, at most.
    static let mostProbes = 60
    /// Tables that are proposed for one base table, beside the one for all of its joins, and for all together.
    static let mostForOneTable = 3
    static let mostCandidates = 32
    /// Ways that are tried for one query, at most.
    static let mostOptions = 8
    /// A SELECT may read a table more than once; so many of its references are replaced at most.
    private static let mostSteps = 12

    private struct Subject {
        let query: AnalysedQuery
        let resolved: ResolvedQuery
        let finder: LookupFinder
    }

    /// - Parameter queries: those to find tables for.
    func advise(_ queries: [AnalysedQuery], progress: (String) async -> Void) async throws -> JoinAdvice {
        try await advise(queries, progress: progress) { candidates($0, $1) }
    }

    /// What queries could become over tables of joined rows that are there already.
    func advise(_ queries: [AnalysedQuery], over existing: [JoinCandidate]) async throws -> JoinAdvice {
        guard !existing.isEmpty else { return JoinAdvice() }
        return try await advise(queries, progress: { _ in }, choosing: { _, _ in existing })
    }

    private func advise(
        _ queries: [AnalysedQuery], progress: (String) async -> Void,
        choosing candidates: ([Subject], [[LookupBlock]]) -> [JoinCandidate]
    ) async throws -> JoinAdvice {
        var advice = JoinAdvice()
        var subjects: [Subject] = []
        for query in queries where query.problem == nil && query.obstacle == nil {
            guard let resolved = query.resolved else { continue }
            let full = (try? resolver.resolve(resolved.withFullNames())) ?? resolved
            let flat = DerivedTableFlattening(resolver: resolver).flattened(full)
            let finder = LookupFinder(flat)
            if !finder.refusals.isEmpty { advice.refusals[query.index] = finder.refusals }
            subjects.append(Subject(query: query, resolved: flat, finder: finder))
        }
        await progress("looking for keys that joins find single rows by")
        let keys = try await measuredKeys(subjects)
        let isKey: (TableName, [String]) -> Bool = { keys.known($1, of: $0) ?? false }
        let blocks = subjects.map { $0.finder.blocks(isKey: isKey) }
        advice.candidates = candidates(subjects, blocks)
        guard !advice.candidates.isEmpty else { return advice }
        for subject in subjects {
            try Task.checkCancellation()
            let options = options(for: subject, over: advice.candidates, isKey: isKey)
            if !options.isEmpty { advice.options[subject.query.index] = options }
        }
        return advice
    }

    private var resolver: Resolver { Resolver(catalog: model.catalog) }

    /// Measures keys until no join asks for another one: what is found to be unique can lead to further joins.
    private func measuredKeys(_ subjects: [Subject]) async throws -> KeyProbe {
        var probe = KeyProbe(engine: engine, deadline: deadline, profile: profile, most: Self.mostProbes)
        for _ in 0..<4 {
            try Task.checkCancellation()
            var open: [(table: TableName, columns: [String])] = []
            let known = probe
            // What runs most often is measured first, should there not be time for all.
            for subject in subjects.sorted(by: { $0.query.weight > $1.query.weight }) {
                _ = subject.finder.blocks { table, columns in
                    if let answer = known.known(columns, of: table) { return answer }
                    if !open.contains(where: { $0.table == table && $0.columns == columns }) {
                        open.append((table, columns))
                    }
                    return true
                }
            }
            if open.isEmpty { break }
            for key in open { await probe.measure(key.columns, of: key.table) }
        }
        return probe
    }

    // MARK: - Candidates

    /// For each base table one table with all lookups that any query makes from it, and some with those of single queries.
    private func candidates(_ subjects: [Subject], _ blocks: [[LookupBlock]]) -> [JoinCandidate] {
        var proposals: [TableName: [(lookups: Set<Lookup>, weight: Double)]] = [:]
        for (subject, own) in zip(subjects, blocks) {
            for block in own where !block.members.isEmpty && Self.isLargest(block, among: own) {
                let places = proposals[block.table, default: []]
                if let same = places.firstIndex(where: { $0.lookups == block.lookups }) {
                    proposals[block.table]?[same].weight += subject.query.weight
                } else {
                    proposals[block.table, default: []].append((block.lookups, subject.query.weight))
                }
            }
        }
        var names = taken
        var candidates: [JoinCandidate] = []
        for (table, found) in proposals.sorted(by: { $0.key < $1.key }) {
            let all = found.reduce(into: Set<Lookup>()) { $0.formUnion($1.lookups) }
            let single = found.enumerated().filter { $0.element.lookups != all }
                .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
                .prefix(Self.mostForOneTable).map(\.element.lookups)
            for lookups in [all] + single where candidates.count < Self.mostCandidates {
                let candidate = JoinCandidate(
                    table, lookups: lookups, contents: contents(of: table, lookups, subjects, blocks),
                    name: Self.name(table, &names), connector: design.connector, catalog: design.catalog)
                if !candidate.columns.isEmpty { candidates.append(candidate) }
            }
        }
        return candidates
    }

    /// Whether no other table of the same SELECT looks this one up and all that it looks up.
    private static func isLargest(_ block: LookupBlock, among blocks: [LookupBlock]) -> Bool {
        !blocks.contains { other in
            other.select == block.select && other.root != block.root
                && other.members.contains { $0.node == block.root }
                && !block.members.contains { $0.node == other.root }
        }
    }

    /// What the queries would read of such a table.
    private func contents(
        of table: TableName, _ lookups: Set<Lookup>, _ subjects: [Subject], _ blocks: [[LookupBlock]]
    ) -> [JoinedContent: SQLType] {
        var contents: [JoinedContent: SQLType] = [:]
        for (subject, own) in zip(subjects, blocks) {
            for block in own where block.table == table {
                let reads = LookupReads(block, within: lookups, in: subject.resolved)
                if reads.foreign.isEmpty { contents.merge(reads.contents) { first, _ in first } }
            }
        }
        return contents
    }

    private static func name(_ table: TableName, _ taken: inout Set<String>) -> String {
        let plain = table.table.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        let base = String(plain.prefix(50)) + "_joined"
        return taken.takeFree(base)
    }

    // MARK: - Ways

    private func options(
        for subject: Subject, over candidates: [JoinCandidate], isKey: @escaping (TableName, [String]) -> Bool
    ) -> [JoinAdvice.Option] {
        let read = Set(subject.resolved.tables.map(\.schema.name))
        let usable = candidates.indices.filter { read.contains(candidates[$0].base) }
        var options: [JoinAdvice.Option] = []
        var seen: Set<String> = []
        for first in usable.prefix(Self.mostOptions) {
            // By itself, and with what the other base tables' widest ones could stand for as well.
            var others: [Int] = []
            for index in usable
            where candidates[index].base != candidates[first].base
                && !others.contains(where: { candidates[$0].base == candidates[index].base })
            {
                others.append(index)
            }
            for combination in [[first], [first] + others] where options.count < Self.mostOptions {
                if let option = option(subject, combination, candidates, isKey: isKey),
                    seen.insert(option.resolved.query.sql()).inserted
                {
                    options.append(option)
                }
            }
        }
        return options
    }

    /// The query with all that some tables can stand for replaced: of each SELECT in turn the relation with the most lookups.
    private func option(
        _ subject: Subject, _ combination: [Int], _ candidates: [JoinCandidate],
        isKey: @escaping (TableName, [String]) -> Bool
    ) -> JoinAdvice.Option? {
        var catalog = model.catalog
        var withNew = design
        withNew.tables = combination.map { place in
            candidates[place].table(reading: Set(candidates[place].columns.map(\.name)))
        }
        for table in withNew.newTables.tables.values { catalog.add(table) }
        let resolver = Resolver(catalog: catalog)
        var current = subject.resolved
        var facts: [MeasuredFact] = []
        var steps = 0
        for place in combination {
            let candidate = candidates[place]
            let name = TableName(catalog: design.catalog, schema: design.schema, table: candidate.name)
            while steps < Self.mostSteps {
                guard let step = step(current, candidate, name, resolver, isKey: isKey) else { break }
                steps += 1
                current = step.resolved
                for fact in step.facts where !facts.contains(fact) { facts.append(fact) }
            }
        }
        guard steps > 0, hasRows(current, of: combination.map { candidates[$0] }) else { return nil }
        var columns: [Int: Set<String>] = [:]
        for place in combination {
            for use in current.tables
            where use.schema.name.table == candidates[place].name && design.holds(use.schema.name) {
                columns[place, default: []].formUnion(use.columns)
            }
        }
        return JoinAdvice.Option(
            resolved: current, columns: columns,
            assumptions: facts.map { Assumption($0.claim, check: $0.counterexamples.formatted()) })
    }

    /// Whether tables that are there already, and leave rows out, have all that a query looks at.
    private func hasRows(_ resolved: ResolvedQuery, of candidates: [JoinCandidate]) -> Bool {
        guard candidates.contains(where: { $0.rows != nil }) else { return true }
        let read = RowDemand.conditions(of: resolved)
        for candidate in candidates {
            guard let rows = candidate.rows else { continue }
            let name = TableName(catalog: design.catalog, schema: design.schema, table: candidate.name)
            let uses = resolved.tables.filter { $0.schema.name == name }
            // check: joined-rows-are-there
            if !uses.allSatisfy({ RowDemand.covers(rows, readingWith: read[$0.node, default: [:]]) }) { return false }
        }
        return true
    }

    private func step(
        _ resolved: ResolvedQuery, _ candidate: JoinCandidate, _ name: TableName, _ resolver: Resolver,
        isKey: @escaping (TableName, [String]) -> Bool
    ) -> (resolved: ResolvedQuery, facts: [MeasuredFact])? {
        let blocks = LookupFinder(resolved).blocks(isKey: isKey).filter { $0.table == candidate.base }
        let lookups = Set(candidate.lookups)
        let ordered = blocks.enumerated().sorted { a, b in
            let counts = (a.element.members(within: lookups).count, b.element.members(within: lookups).count)
            return counts.0 == counts.1 ? a.offset < b.offset : counts.0 > counts.1
        }
        for block in ordered.map(\.element) {
            let rewriter = LookupRewriter(resolved: resolved, block: block, candidate: candidate, name: name)
            guard let query = try? rewriter.apply(), let next = try? resolver.resolve(query),
                next.outputs.map(\.type) == resolved.outputs.map(\.type)
            else { continue }
            let facts = rewriter.members.map { MeasuredFact.unique($0.lookup.keyColumns, of: $0.lookup.table) }
            return (next, facts)
        }
        return nil
    }
}
