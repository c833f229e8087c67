import Foundation
import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

/// The cases' tables on a development Trino of its own, for a whole suite.
final class AdversarialLab: Sendable {
    @TaskLocal static var current: AdversarialLab?

    let trino: DevelopmentTrino
    let engine: GuardedEngine
    let profile: LakehouseProfile
    let catalog: Catalog

    init() async throws {
        trino = try await DevelopmentTrino.start()
        let engine = try LaboratoryEngine(trino)
        for sql in ["CREATE SCHEMA iceberg.raw"] + LabTables.ddl + LabTables.rows {
            _ = try await engine.run(EngineStatement(sql))
        }
        self.engine = GuardedEngine(engine)
        var catalog = Catalog(defaultCatalog: "iceberg", defaultSchema: "raw")
        for text in LabTables.ddl { catalog.define(try Parser.parseStatement(text)) }
        self.catalog = catalog
        var profile = try await ProfileCollector(engine: self.engine, deadline: Deadline(seconds: 3_600)).collect(
            tables: catalog.tables.keys.sorted()
        ) { _ in }
        // The cases' queries, each the first of its workload.
        profile.accepted = [0]
        self.profile = profile
    }

    func stop() {
        trino.stop()
    }

    func resolve(_ sql: String) throws -> ResolvedQuery {
        try Resolver(catalog: catalog).resolve(try Parser.parseQuery(sql))
    }

    /// The design that a case's tables make.
    func design(_ tables: [EquivalenceCase.Derived]) throws -> Design {
        let made = try tables.map { table -> NewTable in
            let filling = try resolve(table.filling)
            let names = try filling.outputs.map { output in
                try #require(output.name, "a column of \(table.name) has no name")
            }
            let columns = try zip(names, filling.outputs).map { name, output -> NewTable.Column in
                let type = try #require(output.type, "the type of \(table.name).\(name) is not known")
                let value = Expression.column("r", name)
                guard case .widened(let stored) = StoredType(of: type, in: .iceberg) else {
                    return NewTable.Column(name: name.lowercased(), storedType: type, source: value)
                }
                return NewTable.Column(
                    name: name.lowercased(), storedType: stored, source: .cast(value, to: DataType(stored)))
            }
            let source = Relation(.subquery(filling.withFullNames()))
            return NewTable(
                name: table.name, kind: .result, columns: columns,
                definition: Select(
                    items: [],
                    from: [
                        Relation(.aliased(source, alias: Identifier("r"), columns: names.map { Identifier($0) }))
                    ]),
                sources: Set(filling.tables.map(\.schema.name)).sorted(), layout: TableLayout(), reasons: [])
        }
        return Design(catalog: "iceberg", schema: "new", location: nil, connector: .iceberg, tables: made)
    }

    /// What the static check says of a rewriting, and where it says nothing, the comparison on the engine.
    func judge(_ text: String, for item: EquivalenceCase) async throws -> (defect: String?, check: DataCheck?) {
        let design = try design(item.tables)
        let original = try resolve(item.original)
        let rewritten = try Parser.parseQuery(text)
        if let defect = StaticVerifier(design: design).defect(of: rewritten, original: original) {
            return (defect, nil)
        }
        return (nil, try await compare(rewritten, with: original, design: design, rowLimit: item.rowLimit))
    }

    /// Runs both queries, the new tables substituted by their definitions, and compares.
    func compare(
        _ rewritten: Query, with original: ResolvedQuery, design: Design, rowLimit: Int = 1_000
    ) async throws -> DataCheck {
        let pins = SnapshotPins(profile.tables.compactMapValues(\.snapshot))
        let definitions = design.tables.map {
            (name: design.name(of: $0), filling: $0.filling(casts: true, reading: pins))
        }
        let limits = VerificationLimits(rows: rowLimit)
        let pair = QueryPair(
            original: original, rewritten: InlineSubstitution(definitions: definitions).apply(to: rewritten),
            pins: pins,
            sources: Set(original.tables.map(\.schema.name)).union(design.tables.flatMap(\.sources)), columns: nil)
        let verifier = InlineVerifier(
            engine: engine, profile: profile, deadline: Deadline(seconds: 3_600), limits: limits,
            budget: ByteBudget(limits.bytes))
        return try await verifier.check(pair).check
    }

    /// A workload of one query over the laboratory's tables.
    func input(_ sql: String) -> OptimizationInput {
        OptimizationInput(
            ddl: LabTables.ddl, queries: [InputQuery(id: "q", text: sql, runs: 1, seconds: 1)],
            defaultCatalog: "iceberg", defaultSchema: "raw", label: "test")
    }
}

/// Starts the laboratory for a suite, and stops it afterwards.
struct WithAdversarialLab: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let lab = try await AdversarialLab()
        defer { lab.stop() }
        try await AdversarialLab.$current.withValue(lab) { try await function() }
    }
}

extension Trait where Self == WithAdversarialLab {
    static var adversarialLab: Self { Self() }
}
