/// Tables about a table: `"orders$files"`.
///
/// Source: Trino documentation, "Iceberg connector / Metadata tables". A partition's own columns depend on the table's layout, so
/// the rows that hold them are given without fields.
public enum MetadataTables {
    /// Splits `orders$files` into the table's name and the metadata table's, or nil where it is no such name.
    public static func split(_ name: String) -> (table: String, metadata: String)? {
        guard let mark = name.lastIndex(of: "$"), mark != name.startIndex else { return nil }
        let metadata = name[name.index(after: mark)...].lowercased()
        return columns[metadata] == nil ? nil : (String(name[..<mark]), metadata)
    }

    /// The schema of a metadata table of a table.
    public static func schema(_ metadata: String, of table: TableName) -> TableSchema? {
        guard let columns = columns[metadata] else { return nil }
        var name = table
        name.table += "$" + metadata
        return TableSchema(name: name, columns: columns.map { ColumnSchema(name: $0.0, type: $0.1) })
    }

    private static let moment = SQLType.timestamp(precision: 3, withTimeZone: true)
    private static let counts = SQLType.map(key: .integer, value: .bigint)
    private static let bounds = SQLType.map(key: .integer, value: .varchar(nil))
    private static let text = SQLType.varchar(nil)

    private static let manifests: [(String, SQLType)] = [
        ("path", text), ("length", .bigint), ("partition_spec_id", .integer), ("added_snapshot_id", .bigint),
        ("added_data_files_count", .integer), ("added_rows_count", .bigint), ("existing_data_files_count", .integer),
        ("existing_rows_count", .bigint), ("deleted_data_files_count", .integer), ("deleted_rows_count", .bigint),
        ("partition_summaries", .array(.row([]))),
    ]

    private static let columns: [String: [(String, SQLType)]] = [
        "properties": [("key", text), ("value", text)],
        "history": [
            ("made_current_at", moment), ("snapshot_id", .bigint), ("parent_id", .bigint),
            ("is_current_ancestor", .boolean),
        ],
        "metadata_log_entries": [
            ("timestamp", moment), ("file", text), ("latest_snapshot_id", .bigint), ("latest_schema_id", .integer),
            ("latest_sequence_number", .bigint),
        ],
        "snapshots": [
            ("committed_at", moment), ("snapshot_id", .bigint), ("parent_id", .bigint), ("operation", text),
            ("manifest_list", text), ("summary", .map(key: text, value: text)),
        ],
        "manifests": manifests,
        "all_manifests": manifests,
        "partitions": [
            ("partition", .row([])), ("record_count", .bigint), ("file_count", .bigint), ("total_size", .bigint),
            ("data", .row([])),
        ],
        "files": [
            ("content", .integer), ("file_path", text), ("file_format", text), ("spec_id", .integer),
            ("partition", .row([])), ("record_count", .bigint), ("file_size_in_bytes", .bigint),
            ("column_sizes", counts), ("value_counts", counts), ("null_value_counts", counts),
            ("nan_value_counts", counts), ("lower_bounds", bounds), ("upper_bounds", bounds),
            ("key_metadata", .varbinary), ("split_offsets", .array(.bigint)), ("equality_ids", .array(.integer)),
            ("sort_order_id", .integer), ("readable_metrics", .json),
        ],
        "refs": [
            ("name", text), ("type", text), ("snapshot_id", .bigint), ("max_reference_age_in_ms", .bigint),
            ("min_snapshots_to_keep", .integer), ("max_snapshot_age_in_ms", .bigint),
        ],
    ]
}
