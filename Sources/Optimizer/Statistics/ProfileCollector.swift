import Foundation
import TrinoSQL

/// Asks the live engine what it is and what its tables hold. Every question is a read; one that fails leaves a gap and a note,
/// never an error, but for an engine that can't be reached at all.
struct ProfileCollector: Sendable {
    let engine: any QueryEngine
    let deadline: Deadline
    /// Seconds for one question.
    var timeLimit = 20.0

    /// - Throws: `EngineError.unreachable`, or the engine's refusal of the very first question, which is of its version.
    func collect(tables: [TableName], progress: (Int) async -> Void) async throws -> LakehouseProfile {
        var profile = LakehouseProfile.none
        // The one question that every Trino answers: if it fails, nothing else will work.
        let first = try await engine.run(EngineStatement("SELECT 1", timeLimit: 60))
        profile.isConnected = true
        // The first one may have had to connect and to log in; later ones don't.
        let second = try? await engine.run(EngineStatement("SELECT 1", timeLimit: deadline.limit(timeLimit)))
        profile.roundTripSeconds = [first, second].compactMap { $0?.statistics.wallSeconds }.filter { $0 > 0 }.min()
        profile.version = await firstText("SELECT node_version FROM system.runtime.nodes WHERE coordinator")
        await collectCatalogs(Set(tables.map(\.catalog)), into: &profile)
        for (index, table) in tables.enumerated() {
            if deadline.secondsLeft < timeLimit { break }
            let connector = profile.connectors[table.catalog] ?? .other("unknown")
            profile.tables[table] = await profileOf(table, connector: connector, notes: &profile.notes)
            await progress(index + 1)
        }
        await collectLocations(tables, into: &profile)
        profile.travelsInTime = await acceptsTimeTravel(profile)
        return profile
    }

    private func collectCatalogs(_ catalogs: Set<String>, into profile: inout LakehouseProfile) async {
        let names = await rows("SELECT catalog_name, connector_name FROM system.metadata.catalogs")
        for row in names ?? [] {
            guard let catalog = row.first?.text, let connector = row.last?.text else { continue }
            profile.connectors[catalog.lowercased()] = ConnectorKind(connectorName: connector)
        }
        for catalog in catalogs.sorted() {
            let found = await rows(
                "SELECT property_name FROM system.metadata.table_properties WHERE catalog_name = \(literal(catalog))")
            if let found, !found.isEmpty {
                profile.tableProperties[catalog] = Set(found.compactMap { $0.first?.text })
            } else {
                profile.notes.append(
                    "catalog \(catalog) did not say which table properties it accepts; those of its connector are assumed"
                )
            }
        }
    }

    private func profileOf(_ table: TableName, connector: ConnectorKind, notes: inout [String]) async -> TableProfile {
        var profile = TableProfile()
        let columns = await rows(
            """
            SELECT column_name, data_type FROM \(quoted(table.catalog)).information_schema.columns \
            WHERE table_schema = \(literal(table.schema)) AND table_name = \(literal(table.table)) ORDER BY ordinal_position
            """)
        profile.liveColumns = (columns ?? []).compactMap { row in
            guard row.count == 2, let name = row[0].text, let type = row[1].text else { return nil }
            return TableProfile.LiveColumn(name: name, type: type)
        }
        if let columns, columns.isEmpty {
            notes.append("\(table) is in the DDL of the request but not in the live catalog")
            return profile
        }
        for row in await rows("SHOW STATS FOR \(quoted(table))") ?? [] where row.count >= 7 {
            if let column = row[0].text {
                profile.columns[column.lowercased()] = ColumnStatistics(
                    dataSize: row[1].number, distinctValues: row[2].number, nullsFraction: row[3].number,
                    low: row[5].text, high: row[6].text)
            } else if let count = row[4].number, count.isFinite {
                profile.rowCount = Int64(count)
            }
        }
        if let files = await files(of: table, connector: connector) {
            profile.fileCount = files.count
            profile.bytes = files.bytes
            if connector == .iceberg { profile.columnBytes = await columnBytes(of: table, profile) }
        }
        await collectPartitions(of: table, connector: connector, into: &profile)
        if connector == .iceberg {
            profile.snapshot = await currentSnapshot(of: table)
            profile.history = await history(of: table)
        }
        if profile.bytes == nil {
            let sizes = profile.columns.values.compactMap(\.dataSize)
            if !sizes.isEmpty { profile.bytes = Int64(sizes.reduce(0, +)) }
        }
        return profile
    }

    /// Bytes of a table's data files; nil where the connector does not tell.
    func bytes(of table: TableName, connector: ConnectorKind) async -> Int64? {
        await files(of: table, connector: connector)?.bytes
    }

    private func files(of table: TableName, connector: ConnectorKind) async -> (count: Int64, bytes: Int64)? {
        let sql: String
        switch connector {
        case .iceberg:
            sql = "SELECT count(*), coalesce(sum(file_size_in_bytes), 0) FROM \(quoted(table, suffix: "$files"))"
        case .hive:
            sql = """
                SELECT count(*), coalesce(sum(size), 0) FROM \
                (SELECT DISTINCT "$path" AS path, "$file_size" AS size FROM \(quoted(table))) AS files
                """
        case .deltaLake, .memory, .other:
            return nil
        }
        guard let row = await rows(sql)?.first, row.count == 2, let count = row[0].number, let bytes = row[1].number
        else { return nil }
        return (Int64(count), Int64(bytes))
    }

    /// What columns take in an Iceberg table, by what some of its files say: not the small ones, which are many and hold little.
    /// Older releases don't show it.
    private func columnBytes(of table: TableName, _ profile: TableProfile) async -> [String: Double] {
        guard let all = profile.bytes, let count = profile.fileCount, count > 0 else { return [:] }
        let some = await rows(
            """
            SELECT file_size_in_bytes, readable_metrics FROM \(quoted(table, suffix: "$files")) \
            WHERE content = 0 AND file_size_in_bytes >= \(all / count) LIMIT \(Self.filesAsked)
            """)
        var bytes: [String: Double] = [:]
        var seen = 0.0
        for row in some ?? [] where row.count == 2 {
            guard let size = row[0].number, let metrics = row[1].text.flatMap({ ReadableMetrics(json: $0) }) else {
                continue
            }
            let found = profile.liveColumns.compactMap { column in
                metrics.bytes(of: column.name).map { (column.name.lowercased(), $0) }
            }
            // Not every format's writer keeps count.
            guard !found.isEmpty else { continue }
            seen += size
            for (column, size) in found { bytes[column, default: 0] += size }
        }
        guard seen > 0 else { return [:] }
        return bytes.mapValues { $0 / seen * Double(all) }
    }

    /// Files of a table whose columns' sizes are asked after; they stand for the others.
    private static let filesAsked = 50

    /// Source: Trino documentation, Iceberg and Hive connectors, "$partitions": Iceberg's has a row for each partition with its size,
    /// Hive's one with its keys alone.
    private func collectPartitions(
        of table: TableName, connector: ConnectorKind, into profile: inout TableProfile
    ) async {
        let name = quoted(table, suffix: "$partitions")
        switch connector {
        case .iceberg:
            let found = await rows("SELECT count(*), max(total_size), sum(record_count) FROM \(name)")
            guard let row = found?.first, row.count == 3, let count = row[0].number else { return }
            profile.partitions = PartitionProfile(
                count: Int64(count), largestBytes: row[1].number.map { Int64($0) })
            if profile.rowCount == nil { profile.rowCount = row[2].number.map { Int64($0) } }
        case .hive:
            guard let count = await rows("SELECT count(*) FROM \(name)")?.first?.first?.number else { return }
            profile.partitions = PartitionProfile(count: Int64(count))
        case .deltaLake, .memory, .other:
            return
        }
    }

    /// The snapshot that an Iceberg table's readers see; nil where it has none, or can't be asked. Not the newest one: that may have
    /// been rolled back, or be a branch's.
    func currentSnapshot(of table: TableName) async -> Int64? {
        let newest = await rows(
            "SELECT snapshot_id FROM \(quoted(table, suffix: "$history")) ORDER BY made_current_at DESC LIMIT 1")
        guard case .integer(let id)? = newest?.first?.first else { return nil }
        return id
    }

    /// Whether an Iceberg table only ever grew, as far as its snapshots reach back.
    private func history(of table: TableName) async -> SnapshotHistory? {
        let found = await rows(
            """
            SELECT max(committed_at), count_if(operation NOT IN ('append', 'replace')) \
            + (SELECT count_if(NOT is_current_ancestor) FROM \(quoted(table, suffix: "$history"))) \
            FROM \(quoted(table, suffix: "$snapshots"))
            """)
        guard let row = found?.first, row.count == 2, let newest = row[0].text, case .integer(let others) = row[1]
        else { return nil }
        return SnapshotHistory(onlyAppends: others == 0, newest: newest)
    }

    private func collectLocations(_ tables: [TableName], into profile: inout LakehouseProfile) async {
        for schema in Set(tables.map { LakehouseProfile.SchemaName(catalog: $0.catalog, schema: $0.schema) }) {
            let name = "\(quoted(schema.catalog)).\(quoted(schema.schema))"
            guard let text = await firstText("SHOW CREATE SCHEMA \(name)") else { continue }
            if let location = SchemaLocation(showCreateSchema: text) {
                profile.schemaLocations[schema] = location.path
            }
        }
    }

    private func acceptsTimeTravel(_ profile: LakehouseProfile) async -> Bool {
        guard
            let (table, snapshot) = profile.tables.lazy.compactMap({ entry in
                entry.value.snapshot.map { (entry.key, $0) }
            }).first
        else { return false }
        let probe = "EXPLAIN (TYPE VALIDATE) SELECT 1 FROM \(quoted(table)) FOR VERSION AS OF \(snapshot)"
        return await rows(probe) != nil
    }

    // MARK: - Asking

    private func rows(_ sql: String) async -> [[EngineValue]]? {
        guard deadline.secondsLeft > 1 else { return nil }
        let statement = EngineStatement(sql, timeLimit: deadline.limit(timeLimit))
        return try? await engine.run(statement).rows
    }

    private func firstText(_ sql: String) async -> String? {
        await rows(sql)?.first?.first?.text
    }

    private func literal(_ text: String) -> String { Expression.string(text).sql() }

    private func quoted(_ name: String) -> String { "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }

    private func quoted(_ table: TableName, suffix: String = "") -> String {
        "\(quoted(table.catalog)).\(quoted(table.schema)).\(quoted(table.table + suffix))"
    }
}
