/// Columns that answer to their name and are no part of `*`.
///
/// Sources: Trino documentation, "Hive connector / Special columns", "Iceberg connector / Metadata columns", "Delta Lake
/// connector / Metadata columns".
public enum HiddenColumns {
    /// The hidden columns of a table, by the name of its connector; all that any lakehouse connector has where it is not known.
    public static func columns(connector: String?) -> [ColumnSchema] {
        let names: [String]
        switch connector?.lowercased() {
        case "iceberg": names = ["$path", "$file_modified_time", "$partition"]
        case "hive", "hudi": names = ["$path", "$file_modified_time", "$file_size", "$partition", "$bucket"]
        case "delta_lake", "delta": names = ["$path", "$file_modified_time", "$file_size"]
        case nil, "lakehouse": names = types.keys.sorted()
        default: names = []
        }
        return names.compactMap { name in
            types[name].map { ColumnSchema(name: name, type: $0, isHidden: true) }
        }
    }

    private static let types: [String: SQLType] = [
        "$path": .varchar(nil),
        "$file_modified_time": .timestamp(precision: 3, withTimeZone: true),
        "$file_size": .bigint,
        "$partition": .varchar(nil),
        "$bucket": .integer,
    ]
}
