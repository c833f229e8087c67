import TrinoSQL

/// What a connector makes of a column's type when the column is stored.
public enum StoredType: Sendable, Hashable {
    /// Stored as it is.
    case same
    /// Stored as a wider type, from which a cast gives every value back unchanged.
    case widened(SQLType)
    /// Can't be stored without loss.
    case unsupported(String)

    /// The type that a column of type `type` gets in a new table.
    ///
    /// Sources: Trino documentation, type mapping sections. Iceberg: no tinyint, smallint, char or json; varchar without length;
    /// time and timestamp with six digits. Hive: timestamp with up to nine digits, three by default (`hive.timestamp-precision`),
    /// texts with a bound of up to 65,535 letters, 255 for char (Hive's `VarcharTypeInfo`, `CharTypeInfo`); no time, uuid or zoned types to write. Delta Lake: varchar without length, no char or time; timestamp with six digits,
    /// with time zone three.
    public init(of type: SQLType, in connector: ConnectorKind) {
        switch connector {
        case .iceberg: self = Self.iceberg(type)
        case .hive: self = Self.hive(type)
        case .deltaLake: self = Self.deltaLake(type)
        case .memory, .other: self = .same
        }
    }

    private static func iceberg(_ type: SQLType) -> StoredType {
        switch type {
        case .boolean, .integer, .bigint, .real, .double, .decimal, .varbinary, .date, .uuid, .varchar(nil): .same
        case .tinyint, .smallint: .widened(.integer)
        case .varchar, .char: .widened(.unboundedVarchar)
        case .time(let precision, withTimeZone: false):
            clock(precision, to: 6, .time(precision: 6, withTimeZone: false))
        case .timestamp(let precision, let zoned):
            clock(precision, to: 6, .timestamp(precision: 6, withTimeZone: zoned))
        case .array, .map, .row: nested(type, in: .iceberg)
        default: .unsupported("Iceberg has no type for \(type)")
        }
    }

    private static func hive(_ type: SQLType) -> StoredType {
        switch type {
        case .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal, .varbinary, .date,
            .varchar(nil):
            .same
        case .varchar(let length?): (1...65_535).contains(length) ? .same : .widened(.unboundedVarchar)
        case .char(let length): (1...255).contains(length) ? .same : .widened(.unboundedVarchar)
        case .timestamp(let precision, withTimeZone: false):
            clock(precision, to: 3, .timestamp(precision: 3, withTimeZone: false))
        case .array, .map, .row: nested(type, in: .hive)
        default: .unsupported("Hive has no type for \(type)")
        }
    }

    private static func deltaLake(_ type: SQLType) -> StoredType {
        switch type {
        case .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal, .varbinary, .date,
            .varchar(nil):
            .same
        case .varchar: .widened(.unboundedVarchar)
        case .timestamp(let precision, withTimeZone: false):
            clock(precision, to: 6, .timestamp(precision: 6, withTimeZone: false))
        case .timestamp(let precision, withTimeZone: true):
            clock(precision, to: 3, .timestamp(precision: 3, withTimeZone: true))
        case .array, .map, .row: nested(type, in: .deltaLake)
        default: .unsupported("Delta Lake has no type for \(type)")
        }
    }

    private static func clock(_ precision: Int, to most: Int, _ stored: SQLType) -> StoredType {
        if precision == most { return .same }
        return precision < most ? .widened(stored) : .unsupported("only \(most) digits of a second are kept")
    }

    /// A nested type is stored as its parts are: a cast of it casts each part. Source: Trino, `ArrayToArrayCast`, `MapToMapCast` and
    /// `RowToRowCast`.
    private static func nested(_ type: SQLType, in connector: ConnectorKind) -> StoredType {
        guard !type.hasUnnamedField else { return .unsupported("a field of \(type) has no name") }
        let stored: SQLType
        do throws(PartRefusal) {
            switch type {
            case .array(let element): stored = .array(try part(element, in: connector))
            case .map(let key, let value):
                stored = .map(key: try part(key, in: connector), value: try part(value, in: connector))
            case .row(let fields):
                var kept: [SQLType.Field] = []
                for field in fields {
                    kept.append(.init(name: field.name, type: try part(field.type, in: connector)))
                }
                stored = .row(kept)
            default: stored = type
            }
        } catch {
            return .unsupported(error.reason)
        }
        return stored == type ? .same : .widened(stored)
    }

    private struct PartRefusal: Error {
        let reason: String
    }

    private static func part(_ type: SQLType, in connector: ConnectorKind) throws(PartRefusal) -> SQLType {
        switch StoredType(of: type, in: connector) {
        case .same: type
        case .widened(let stored): stored
        case .unsupported(let reason): throw PartRefusal(reason: reason)
        }
    }
}

// What layouts ask of a type.
extension SQLType {
    /// Whether Iceberg's day, month and year transforms take it. Source: Iceberg specification, "Partition transforms".
    var isTemporalForPartitions: Bool {
        switch self {
        case .date, .timestamp: true
        default: false
        }
    }

    /// Whether Iceberg's bucket transform takes it. Source: Iceberg specification, "Partition transforms".
    var canBeBucketed: Bool {
        switch self {
        case .integer, .bigint, .decimal, .date, .time, .timestamp, .varchar, .uuid, .varbinary: true
        default: false
        }
    }

    /// Whether a table can be sorted by it.
    var isSortable: Bool {
        switch self {
        case .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal, .varchar, .date, .timestamp:
            true
        default: false
        }
    }

    /// Whether a partition of Hive or Delta Lake can hold each of its values and give it back. The name of a folder can't: there an
    /// empty text is NULL, a text of other letters than ASCII's is refused, and so is a time that isn't of milliseconds.
    ///
    /// Source: Trino, `HiveWriteUtils.createPartitionValues` and `HiveUtil.escapePathName`; Delta's protocol, "Partition value
    /// serialization".
    var isExactInPartitionNames: Bool {
        switch self {
        case .boolean, .tinyint, .smallint, .integer, .bigint, .decimal, .date: true
        default: false
        }
    }

    /// Whether Hive's tables can be bucketed by it, so that equal values share a bucket: of floating numbers 0 and -0 don't. Source:
    /// Trino, `HiveBucketingV1` and its tests.
    var canBeBucketedByHive: Bool {
        switch self {
        case .boolean, .tinyint, .smallint, .integer, .bigint, .varchar, .date: true
        default: false
        }
    }

    /// Whether Parquet bloom filters can be written for it: of texts, for those without a bound alone. Source: Trino documentation,
    /// Iceberg and Hive connectors, "parquet_bloom_filter_columns"; Trino, `ParquetWriter.SUPPORTED_BLOOM_FILTER_TYPES`.
    var canHaveBloomFilter: Bool {
        switch self {
        case .integer, .bigint, .varchar(nil): true
        default: false
        }
    }
}
