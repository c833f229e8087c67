import TrinoSQL

/// Chooses how each new table is brought up to date: slices exchanged where that is exact and cheaper, filled anew otherwise.
struct RefreshPlanner: Sendable {
    /// Tables smaller than this are filled anew: that takes seconds, and any other way takes two statements as well.
    var smallestSliced = 64.0 * 1_048_576
    /// Sources larger than this are compared by counts where only additions are allowed for; below, reading every row is worth the
    /// safety of supposing nothing.
    var smallestCounted = 8.0 * 1_073_741_824

    let design: Design
    let profile: LakehouseProfile
    let freshness: Freshness
    /// Bytes of each new table, estimated or measured, by its own name.
    let sizes: [String: Double]

    init(_ design: Design, profile: LakehouseProfile, freshness: Freshness, sizes: [String: Double] = [:]) {
        self.design = design
        self.profile = profile
        self.freshness = freshness
        self.sizes = sizes
    }

    /// How each table is refreshed, in the order of the design.
    func plan() -> [TableRefresh] { design.tables.map { plan($0) } }

    func plan(_ table: NewTable) -> TableRefresh {
        var plan = method(for: table)
        if plan.method == .full, plan.writes.count > 1 {
            plan.reason += "; until its last statement has ended readers see an empty table"
        }
        return plan
    }

    private func method(for table: NewTable) -> TableRefresh {
        let full = design.filledAnew(table, on: profile.version)
        var plan = TableRefresh(
            method: .full, facts: table.facts, writes: full, full: full, cost: nil, reason: "filled anew")
        let source = sourceBytes(table)
        let size = sizes[table.name]
        if let source, let size { plan.cost = .full(source: source, table: size) }
        guard freshness != .static else {
            plan.reason = "filled anew, should the originals change after all: options.freshness is static"
            return plan
        }
        guard design.connector.deletesRows else {
            plan.reason = "filled anew: \(design.connector.name) deletes no single rows"
            return plan
        }
        guard let source, let size else {
            plan.reason = "filled anew: its size is not known"
            return plan
        }
        guard max(size, table.isGrouped ? source : 0) >= smallestSliced else {
            plan.reason = "filled anew: at about \(ByteCount.text(size)) that is as fast as finding what changed"
            return plan
        }
        let ways = slicedWays(table, source: source, size: size)
        guard let best = ways.min(by: { $0.cost.weight < $1.cost.weight }) else {
            plan.reason = "filled anew: no column cuts it into slices that can be compared with the source"
            return plan
        }
        guard best.cost.weight < plan.cost?.weight ?? .infinity else {
            plan.reason = "filled anew: that moves less than comparing it with the source"
            return plan
        }
        plan.method = .slices(best.exchange.slicing, best.exchange.comparison)
        plan.facts += best.facts
        plan.writes = best.exchange.statements
        plan.differences = best.exchange.differences
        plan.cost = best.cost
        plan.reason = reason(best.exchange)
        return plan
    }

    // MARK: - Slices

    private struct Way {
        var exchange: SliceExchange
        var facts: [MeasuredFact]
        var cost: RefreshCost
    }

    private func slicedWays(_ table: NewTable, source: Double, size: Double) -> [Way] {
        guard table.sources.count == 1, let base = table.sources.first,
            let slicing = Slicing.of(table, statistics: profile.statistics(of: table))
        else { return [] }
        let share =
            slicing.column.storedType.usualWidth
            / max(1, table.columns.reduce(0) { $0 + $1.storedType.usualWidth })
        var comparisons: [(SliceExchange.Comparison, [MeasuredFact])] = [(.digests, [])]
        // Only where the table's own history shows additions alone, and goes on showing it, is a count enough.
        if freshness == .append, source >= smallestCounted, let history = profile.tables[base]?.history,
            history.onlyAppends
        {
            comparisons.append((.counts, [.onlyAppended(base, since: history.newest)]))
        }
        return comparisons.compactMap { comparison, facts in
            guard
                let exchange = SliceExchange(
                    table, name: design.name(of: table).qualifiedName, slicing: slicing, comparison: comparison)
            else { return nil }
            let cost = RefreshCost.slices(
                comparison, source: source, table: size, sliceColumn: share, count: slicing.count)
            return Way(exchange: exchange, facts: facts, cost: cost)
        }
    }

    private func reason(_ exchange: SliceExchange) -> String {
        let slices =
            switch exchange.slicing.step {
            case .calendar(let unit): "each \(unit) of \(exchange.slicing.column.name)"
            case .numbers(let width): "each \(width) values of \(exchange.slicing.column.name)"
            }
        return switch exchange.comparison {
        case .digests: "\(slices) is compared with the source by count and checksum, and exchanged where it differs"
        case .counts: "\(slices) is compared with the source by count, and exchanged where rows were added"
        }
    }

    /// Bytes that filling the table reads of its sources: of a copy of all rows, the columns that it keeps; else all, as an upper bound.
    private func sourceBytes(_ table: NewTable) -> Double? {
        if table.kind == .layout, table.definition.filter == nil { return sizes[table.name] }
        var sum = 0.0
        for source in table.sources {
            guard let bytes = profile.tables[source]?.bytes else { return nil }
            sum += Double(bytes)
        }
        return sum
    }
}

extension LakehouseProfile {
    /// What is known of the columns of a new table: of each that is computed from one column of its source, that column's
    /// statistics. Good enough to choose slices by; nothing exact rests on it.
    fileprivate func statistics(of table: NewTable) -> [String: ColumnStatistics] {
        guard let source = table.sources.first, let known = tables[source]?.columns else { return [:] }
        var statistics: [String: ColumnStatistics] = [:]
        for column in table.columns {
            let names = column.source.columnNames
            if names.count == 1, let name = names.first { statistics[column.name] = known[name] }
        }
        return statistics
    }
}

extension ConnectorKind {
    /// Whether DELETE takes any condition.
    ///
    /// Source: Trino documentation, Iceberg and Delta Lake connectors, "Data management": row-level deletes; Hive connector: whole
    /// partitions only, but for transactional ORC tables; Memory connector: none.
    var deletesRows: Bool {
        switch self {
        case .iceberg, .deltaLake: true
        case .hive, .memory, .other: false
        }
    }

    /// Whether CREATE OR REPLACE TABLE ... AS takes the place of a table as one atomic operation.
    ///
    /// Source: Trino documentation, release notes 431 (Iceberg) and 445 (Delta Lake), and "Replace tables" of both connectors; the
    /// others refuse it: "This connector does not support replacing tables".
    /// - Parameter version: the engine's, such as "476" or "435-e.2". Where it isn't known it is taken to be new enough: an older one
    ///   refuses the statement and leaves the table as it is.
    func replacesTables(on version: String?) -> Bool {
        let number = version.flatMap { Int($0.prefix { $0.isASCII && $0.isNumber }) } ?? .max
        return switch self {
        case .iceberg: number >= 431
        case .deltaLake: number >= 445
        case .hive, .memory, .other: false
        }
    }

    /// Whether a table is emptied by TRUNCATE, as DELETE without a condition is refused. Hive refuses the former, and takes the latter
    /// as a drop of all partitions.
    ///
    /// Source: Trino's own tests of the Hive connector (`SUPPORTS_TRUNCATE` is false there); Memory connector documentation.
    var empties: Bool {
        switch self {
        case .memory: true
        case .hive, .iceberg, .deltaLake, .other: false
        }
    }
}
