import Foundation
import TrinoSQL

/// Builds the design under a scratch name, runs every query old and new in turn, measures, compares rows once more, and drops
/// everything again. A rewritten query that is slower than its original goes back to its next-best form, whose tables are built and
/// measured in turn, and at last to its original text.
struct Rehearsal: Sendable {
    let engine: any QueryEngine
    let input: OptimizationInput
    let deadline: Deadline
    let report: @Sendable (OptimizationProgress) async -> Void

    /// Pairs of runs of each query after the first.
    static let pairs = 3
    /// Forms of one query that are tried at most.
    static let forms = 3
    /// A new query slower than this share of the old one, and by more than `noise` seconds, has regressed.
    static let regression = 1.1
    static let noise = 0.02

    /// What was measured.
    struct Result: Sendable {
        /// Bytes of each new table, by its own name.
        var bytes: [String: Int64] = [:]
        var migrationSeconds = 0.0
        /// The own names of the tables that were made.
        var built: Set<String> = []
        /// Why tables could not be filled, by their own names.
        var unfilled: [String: String] = [:]
        /// Why the rehearsal ended early, where it did.
        var failure: String?
    }

    /// Gives each of the queries, by place, its next-best form in place of the one that was too slow, or its original, and adds the tables
    /// that it takes to the design. The texts say why the former form was given up.
    typealias NextBest = (inout DesignBuilder.Result, [Int: String]) async throws -> Void

    func run(_ built: inout DesignBuilder.Result, nextBest: NextBest) async throws -> Result {
        var result = Result()
        guard !built.design.tables.isEmpty else { return result }
        let scratch = ScratchSchema(
            label: input.label, expiry: Int64(Date().timeIntervalSince1970 + deadline.secondsLeft + 600))
        let schema = LakehouseProfile.SchemaName(catalog: built.design.catalog, schema: scratch.name)
        let guarded = GuardedEngine(engine, scratch: schema)
        await sweep(catalog: schema.catalog)
        do {
            try await rehearse(&built, in: scratch, engine: guarded, nextBest: nextBest, result: &result)
        } catch is CancellationError {
            await drop(built.design.renamed(schema: scratch.name), engine: guarded)
            throw CancellationError()
        } catch {
            result.failure = "the rehearsal ended early: \(error)"
        }
        await drop(built.design.renamed(schema: scratch.name), engine: guarded)
        return result
    }

    private func rehearse(
        _ built: inout DesignBuilder.Result, in scratch: ScratchSchema, engine: GuardedEngine, nextBest: NextBest,
        result: inout Result
    ) async throws {
        try await write(built.design.renamed(schema: scratch.name).createSchema, engine)
        var pending = Array(built.queries.indices)
        for form in 1...Self.forms {
            let design = built.design.renamed(schema: scratch.name)
            try await build(design, engine: engine, result: &result)
            var slower = withoutTables(built, pending, result)
            let measurable = pending.filter { slower[$0] == nil }
            slower.merge(try await measureQueries(&built, measurable, design: design, engine: engine)) { own, _ in own }
            if slower.isEmpty { return }
            guard form < Self.forms, deadline.secondsLeft > 30 else {
                for (index, reason) in slower { built.queries[index].keepOriginal(reason) }
                return
            }
            try await nextBest(&built, slower)
            pending = slower.keys.filter { built.queries[$0].rewritten != nil }.sorted()
            if pending.isEmpty { return }
        }
    }

    /// Why queries can't be run, by place: a table that they read could not be filled.
    private func withoutTables(_ built: DesignBuilder.Result, _ pending: [Int], _ result: Result) -> [Int: String] {
        var reasons: [Int: String] = [:]
        for table in built.design.tables {
            guard let reason = result.unfilled[table.name] else { continue }
            let name = built.design.name(of: table)
            for index in pending where built.queries[index].tables.contains(name) {
                reasons[index] = "in the rehearsal \(table.name) could not be filled: \(reason)"
            }
        }
        return reasons
    }

    /// Makes, fills and measures those tables that are not there yet.
    private func build(_ design: Design, engine: GuardedEngine, result: inout Result) async throws {
        let collector = ProfileCollector(engine: engine, deadline: deadline)
        for (index, table) in design.tables.enumerated()
        where !result.built.contains(table.name) && result.unfilled[table.name] == nil {
            await report(
                .init(
                    .rehearse, 0.75 + 0.1 * Double(index) / Double(design.tables.count),
                    "filling table \(index + 1) of \(design.tables.count)"))
            let began = ContinuousClock.now
            do {
                try await write(design.create(table), engine)
                try await write(design.fill(table), engine)
            } catch let error as EngineError {
                // An engine that is away has said nothing of the table.
                guard case .failed = error else { throw error }
                result.unfilled[table.name] = "\(error)"
                continue
            }
            result.migrationSeconds += (ContinuousClock.now - began).inSeconds
            result.built.insert(table.name)
            result.bytes[table.name] = await collector.bytes(
                of: design.name(of: table), connector: design.connector)
        }
    }

    /// - Returns: the queries that were slower than their originals, by place, and by how much.
    private func measureQueries(
        _ built: inout DesignBuilder.Result, _ pending: [Int], design: Design, engine: GuardedEngine
    ) async throws -> [Int: String] {
        var names: [TableName: TableName] = [:]
        for (real, trial) in zip(built.design.tables, design.tables) {
            names[built.design.name(of: real)] = design.name(of: trial)
        }
        var slower: [Int: String] = [:]
        for index in pending {
            try Task.checkCancellation()
            guard deadline.secondsLeft > 10 else { break }
            await report(
                .init(
                    .rehearse, 0.85 + 0.12 * Double(index) / Double(built.queries.count),
                    "measuring query \(index + 1) of \(built.queries.count)"))
            slower[index] = try await measure(&built.queries[index], names: names, engine: engine)
        }
        return slower
    }

    /// - Returns: by how much the rewritten query was slower, where it was too slow.
    private func measure(
        _ query: inout PlannedQuery, names: [TableName: TableName], engine: GuardedEngine
    ) async throws -> String? {
        guard let original = query.analysed.original?.withFullNames() else { return nil }
        let trial = query.rewritten.map { rewritten -> Query in
            var renaming = Renaming(names: names)
            return renaming.rewrite(rewritten)
        }
        var old: [RunStatistics] = []
        var new: [RunStatistics] = []
        do {
            let first = try await read(original, engine)
            if let trial {
                let other = try await read(trial, engine)
                if query.evidence.label == .equalOnData, !first.isCut, !other.isCut,
                    query.evidence.rowsCompared == first.rows.count,
                    case .different(let what) = RowComparison().compare(first.rows, other.rows),
                    query.analysed.parsed?.limit == nil
                {
                    query.keepOriginal("in the rehearsal it gave other rows: \(what)")
                    return nil
                }
            }
            for pair in 0..<Self.pairs {
                // In turn, since a machine's speed drifts.
                if pair % 2 == 0 { old.append(try await read(original, engine).statistics) }
                if let trial { new.append(try await read(trial, engine).statistics) }
                if pair % 2 == 1 { old.append(try await read(original, engine).statistics) }
            }
        } catch let error as EngineError {
            if query.rewritten != nil { query.keepOriginal("in the rehearsal: \(error)") }
            return nil
        }
        query.before = Self.median(old)
        guard query.rewritten != nil else { return nil }
        let after = Self.median(new)
        if let a = query.before.seconds, let t = after.seconds, t > a * Self.regression, t - a > Self.noise {
            return "in the rehearsal it was slower: \(Self.text(t)) s after \(Self.text(a)) s"
        }
        query.after = after
        return nil
    }

    private static func text(_ seconds: Double) -> String { String(format: "%.3f", seconds) }

    private static func median(_ runs: [RunStatistics]) -> QueryReport.Cost {
        let seconds = runs.map(\.wallSeconds).sorted()
        let bytes = runs.compactMap(\.bytesRead).sorted()
        return QueryReport.Cost(
            seconds: seconds.isEmpty ? nil : seconds[seconds.count / 2],
            bytesRead: bytes.isEmpty ? nil : bytes[bytes.count / 2], measured: !runs.isEmpty)
    }

    // MARK: - Statements

    private func read(_ query: Query, _ engine: GuardedEngine) async throws -> EngineResult {
        try await engine.run(EngineStatement(query.sql(), maxRows: 100_000, timeLimit: deadline.limit(120)))
    }

    private func write(_ statement: Statement, _ engine: GuardedEngine) async throws {
        _ = try await engine.run(
            EngineStatement(statement.sql(), timeLimit: deadline.limit(600), isIdempotent: false))
    }

    /// Drops the scratch schema, even when the run was cancelled: what this run wrote must not stay behind.
    private func drop(_ design: Design, engine: GuardedEngine) async {
        await Task.detached {
            for statement in design.rollback {
                _ = try? await engine.run(EngineStatement(statement.sql(), timeLimit: 60))
            }
        }.value
    }

    /// Drops scratch schemas whose time is over: a run that crashed left them behind.
    private func sweep(catalog: String) async {
        let reading = GuardedEngine(engine)
        let name = Identifier(catalog).sql()
        guard let rows = try? await reading.run(EngineStatement("SHOW SCHEMAS FROM \(name)", timeLimit: 20)).rows else {
            return
        }
        for schema in rows.compactMap({ $0.first?.text }) {
            guard let scratch = ScratchSchema(name: schema), scratch.hasExpired() else { continue }
            let writing = GuardedEngine(engine, scratch: .init(catalog: catalog, schema: schema))
            let tables = try? await reading.run(
                EngineStatement("SHOW TABLES FROM \(name).\(Identifier(schema).sql())", timeLimit: 20)
            ).rows
            for table in tables?.compactMap({ $0.first?.text }) ?? [] {
                let drop = Statement(.drop(Drop(.table, name: QualifiedName(catalog, schema, table), ifExists: true)))
                _ = try? await writing.run(EngineStatement(drop.sql(), timeLimit: 60))
            }
            let drop = Statement(.drop(Drop(.schema, name: QualifiedName(catalog, schema), ifExists: true)))
            _ = try? await writing.run(EngineStatement(drop.sql(), timeLimit: 60))
        }
    }
}

/// Puts one table's full name in place of another's.
struct Renaming: SyntaxRewriter {
    let names: [TableName: TableName]

    mutating func rewrite(table name: QualifiedName) -> QualifiedName {
        TableName(name).flatMap { names[$0] }?.qualifiedName ?? name
    }
}

extension Duration {
    /// As a number of seconds.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
