import TrinoSQL

/// Chooses how a new table lies on disk: partitions, sort order, bloom filters, format and codec.
///
/// Layout changes no row: whatever is chosen here, the table holds the same. So nothing here needs a proof, only judgement.
struct LayoutAdvisor: Sendable {
    /// Partitions smaller than this cost more in files than they save in reading. Trino's documentation gives the same order of
    /// magnitude: the Hive and Iceberg connectors aim at files of 100 MB and more (`target_max_file_size`, 1 GB by default).
    static let smallestPartition: Double = 128 * 1_048_576
    /// A writer of Trino keeps 100 partitions open and fails the statement at the next one ("Exceeded limit of 100 open writers
    /// for partitions"), and how many writers share a table is the cluster's to say. A tenth less, for NULL is a partition too, and
    /// statistics count distinct values a little wrong. Within a partition the order does what finer ones would.
    ///
    /// Source: Trino documentation, `iceberg.max-partitions-per-writer`, `hive.max-partitions-per-writers`,
    /// `delta.max-partitions-per-writer`: 100 each.
    static let mostPartitions = 90.0
    /// Columns of a sort order at most.
    static let sortColumns = 4

    let connector: ConnectorKind
    /// Properties that the catalog says it accepts; nil where it was not asked.
    let offered: Set<String>?
    let profile: TableProfile
    /// The columns that the new table keeps, with their stored types.
    let columns: [NewTable.Column]
    let demand: [String: ColumnDemand]
    /// Columns by whose values the source is partitioned in folders already, which therefore fit into such names.
    var formerKeys: Set<String> = []
    /// Bytes that the new table will take, as far as can be told.
    let estimatedBytes: Double?

    /// The layout and the reasons for it.
    func advise() -> (layout: TableLayout, reasons: [String]) {
        var layout = TableLayout()
        var reasons: [String] = []
        if let choice = partitioning() {
            layout.partitioning = [choice.spec]
            reasons.append(choice.reason + formerPartitions)
        } else if connector.partitionProperty != nil {
            reasons.append(unpartitionedReason)
        }
        let order = canSort ? sortOrder(partitionedBy: layout.partitioning) : (keys: [], reason: "")
        let bucketColumn = connector == .hive ? bucketColumn(by: order.keys, layout) : nil
        if !order.keys.isEmpty, connector != .hive || bucketColumn != nil {
            layout.sortedBy = order.keys
            layout.sampledSizes = profile.order?.columns ?? [:]
            reasons.append(order.reason)
            if let bucketColumn { bucket(&layout, by: bucketColumn, &reasons) }
        }
        if accepts("format") { layout.properties.merge(Self.storage(connector)) { own, _ in own } }
        if connector == .iceberg, offered?.contains("compression_codec") == true {
            layout.properties["compression_codec"] = .text("ZSTD")
        }
        let bloom = bloomColumns(sortedBy: layout.sortedBy)
        if offered?.contains("parquet_bloom_filter_columns") == true, !bloom.isEmpty {
            layout.properties["parquet_bloom_filter_columns"] = .texts(bloom)
            reasons.append("bloom filters on \(bloom.joined(separator: ", ")): looked up by single values")
        }
        return (layout, reasons)
    }

    /// The properties that every new table of a connector gets.
    static func storage(_ connector: ConnectorKind) -> [String: PropertyValue] {
        connector == .iceberg || connector == .hive ? ["format": .text("PARQUET")] : [:]
    }

    private func accepts(_ property: String) -> Bool {
        offered?.contains(property) ?? true
    }

    // MARK: - Partitions

    private struct PartitionChoice {
        var spec: String
        var count: Double
        var benefit: Double
        var reason: String
    }

    /// What the original's partitions are like, where it has some.
    private var formerPartitions: String {
        guard let former = profile.partitions, former.count > 1, let bytes = profile.bytes else { return "" }
        return
            "; the original has \(former.count), of \(ByteCount.text(Double(bytes) / Double(former.count))) on average"
    }

    private var unpartitionedReason: String {
        guard let bytes = estimatedBytes else {
            return "not partitioned: without statistics a partition may be dust"
        }
        let size = ByteCount.text(bytes)
        if bytes < 2 * Self.smallestPartition {
            return
                "not partitioned: at about \(size) each partition would be smaller than \(ByteCount.text(Self.smallestPartition))"
                + formerPartitions
        }
        let names = connector == .iceberg ? "" : ", and whose values the name of a folder keeps"
        return
            "not partitioned: no filter of the workload is on a column that makes \(Int(Self.most(bytes))) partitions at most\(names)"
    }

    /// Partitions, or what else a writer has a file for, that a table of so many bytes has at most.
    private static func most(_ bytes: Double) -> Double { min(mostPartitions, bytes / smallestPartition) }

    private var partitionCount: Double { partitioning()?.count ?? 1 }

    private func partitioning() -> PartitionChoice? {
        // Hive and Delta Lake refuse a table of partition columns alone.
        guard let property = connector.partitionProperty, accepts(property), let bytes = estimatedBytes,
            bytes >= 2 * Self.smallestPartition, connector == .iceberg || columns.count > 1
        else { return nil }
        let most = Self.most(bytes)
        var best: PartitionChoice?
        for column in columns {
            guard let wanted = demand[column.name], wanted.filterBenefit > 0 else { continue }
            guard let choice = choice(for: column, wanted: wanted, most: most) else { continue }
            if best.map({ choice.benefit > $0.benefit }) ?? true { best = choice }
        }
        return best
    }

    private func choice(for column: NewTable.Column, wanted: ColumnDemand, most: Double) -> PartitionChoice? {
        let statistics = profile.columns[column.name]
        if connector == .iceberg, column.storedType.isTemporalForPartitions,
            let low = statistics?.low.flatMap(DayNumber.init(text:)),
            let high = statistics?.high.flatMap(DayNumber.init(text:)), high.days >= low.days
        {
            let days = Double(high.days - low.days + 1)
            for (transform, count) in [("day", days), ("month", days / 30.4 + 1), ("year", days / 365.25 + 1)]
            where count <= most && count >= 2 {
                return PartitionChoice(
                    spec: "\(transform)(\(column.name))", count: count, benefit: wanted.filterBenefit,
                    reason:
                        "partitioned by \(transform) of \(column.name): filtered in \(wanted.filteringQueries.count) queries, about \(Int(count)) partitions"
                )
            }
            return nil
        }
        // Not by floating numbers: a partition keeps one value for its rows, and 0 and -0 are equal.
        guard connector == .iceberg || column.storedType.isExactInPartitionNames || formerKeys.contains(column.name),
            column.storedType != .real, column.storedType != .double,
            let distinct = statistics?.distinctValues, distinct >= 2, wanted.pointBenefit > 0
        else { return nil }
        if distinct <= most {
            return PartitionChoice(
                spec: column.name, count: distinct, benefit: wanted.pointBenefit,
                reason:
                    "partitioned by \(column.name): compared with single values in \(wanted.filteringQueries.count) queries, about \(Int(distinct)) partitions"
            )
        }
        guard connector == .iceberg, distinct > 10 * most, column.storedType.canBeBucketed else { return nil }
        let buckets = max(2, Int(most.rounded(.down)))
        return PartitionChoice(
            spec: "bucket(\(column.name), \(buckets))", count: Double(buckets), benefit: wanted.pointBenefit * 0.9,
            reason:
                "partitioned into \(buckets) buckets of \(column.name): compared with single values in \(wanted.filteringQueries.count) queries"
        )
    }

    // MARK: - Order and filters

    /// Whether the connector sorts what it writes. Hive sorts within buckets only, so there the table must be bucketed as well.
    ///
    /// Source: Trino documentation, Hive connector, "Table properties": `sorted_by` is for bucketed tables.
    private var canSort: Bool {
        guard accepts("sorted_by") else { return false }
        return switch connector {
        case .iceberg: true
        case .hive: offered?.isSuperset(of: ["sorted_by", "bucketed_by", "bucket_count"]) ?? false
        case .deltaLake, .memory, .other: false
        }
    }

    /// Buckets for Hive: by what is looked up by single values, else by the first key of the order, so many that none is dust. Each
    /// bucket of each partition is a writer's file of its own.
    private func bucket(_ layout: inout TableLayout, by column: String, _ reasons: inout [String]) {
        let count = Int(max(1, Self.most(estimatedBytes ?? 0) / max(1, partitionCount)))
        layout.properties["bucketed_by"] = .texts([column])
        layout.properties["bucket_count"] = .number(count)
        reasons.append("in \(count) buckets, since Hive sorts within buckets only")
    }

    /// The column to bucket by; nil where Hive takes none of those that come into question.
    private func bucketColumn(by keys: [String], _ layout: TableLayout) -> String? {
        let allowed = Set(columns.filter(\.storedType.canBeBucketedByHive).map(\.name))
        let lookedUp = bloomColumns(sortedBy: keys).first { !layout.partitioning.contains($0) }
        return ([lookedUp].compactMap(\.self) + keys).first { allowed.contains($0) }
    }

    /// The order of rows: the one that a sample shows to be best, else one chosen by statistics alone.
    private func sortOrder(partitionedBy partitioning: [String]) -> (keys: [String], reason: String) {
        guard let order = profile.order else {
            let keys = orderByStatistics(partitionedBy: partitioning)
            return (
                keys,
                "sorted by \(keys.joined(separator: ", ")): what filters and groups, so that files can be passed over and compress better"
            )
        }
        let kept = Set(columns.filter(\.storedType.isSortable).map(\.name)).subtracting(partitioning)
        let keys = order.keys.filter { kept.contains($0) }
        guard !order.isOwn else {
            let key = keys.joined(separator: ", ")
            return (
                keys,
                "sorted by \(key), by which the table grew: \(order.drawnRows) rows drawn show no order that is much better"
            )
        }
        let percent = Int((order.share * 100).rounded())
        return (
            keys,
            "sorted by \(keys.joined(separator: ", ")): of \(order.drawnRows) rows drawn, equal values lie together best so; about \(percent) % of the size unsorted"
        )
    }

    /// First a date or time that ranges are cut out of: tables grow in the order of time, so that much else (sessions, orders,
    /// sensors) lies together with it, and another first column would tear that apart. Then columns that filters cut best, since
    /// sorting lets readers pass over files and row groups; then grouping keys of few values, since equal values side by side
    /// compress best.
    private func orderByStatistics(partitionedBy partitioning: [String]) -> [String] {
        let sortable = columns.filter { $0.storedType.isSortable && !partitioning.contains($0.name) }
        let filtering =
            sortable
            .filter { (demand[$0.name]?.filterBenefit ?? 0) > 0 && (profile.columns[$0.name]?.distinctValues ?? 3) > 2 }
            .sorted { a, b in
                let times = (isTimeRange(a), isTimeRange(b))
                if times.0 != times.1 { return times.0 }
                return (demand[a.name]?.filterBenefit ?? 0) > (demand[b.name]?.filterBenefit ?? 0)
            }
            .prefix(2).map(\.name)
        let rows = Double(profile.rowCount ?? 0)
        let grouping =
            sortable
            .filter { column in
                guard !filtering.contains(column.name), (demand[column.name]?.groupingWeight ?? 0) > 0 else {
                    return false
                }
                guard let distinct = profile.columns[column.name]?.distinctValues else { return rows == 0 }
                return distinct > 1 && distinct < max(100, rows / 100)
            }
            .sorted { a, b in
                let left = profile.columns[a.name]?.distinctValues ?? .infinity
                let right = profile.columns[b.name]?.distinctValues ?? .infinity
                return left == right ? a.name < b.name : left < right
            }
            .map(\.name)
        return Array((filtering + grouping).prefix(Self.sortColumns))
    }

    private func isTimeRange(_ column: NewTable.Column) -> Bool {
        column.storedType.isTemporalForPartitions && (demand[column.name]?.rangeBenefit ?? 0) > 0
    }

    private func bloomColumns(sortedBy: [String]) -> [String] {
        columns.filter { column in
            guard column.name != sortedBy.first, column.storedType.canHaveBloomFilter,
                let wanted = demand[column.name], wanted.pointBenefit > wanted.rangeBenefit,
                let distinct = profile.columns[column.name]?.distinctValues
            else { return false }
            return distinct > 10_000
        }.prefix(3).map(\.name)
    }
}
