/// Which connector serves a catalog: it decides which types are stored as they are and which table properties exist.
public enum ConnectorKind: Sendable, Hashable {
    case iceberg
    case hive
    case deltaLake
    case memory
    case other(String)

    /// From the name that `system.metadata.catalogs` gives.
    public init(connectorName: String) {
        switch connectorName.lowercased() {
        case "iceberg", "lakehouse": self = .iceberg
        case "hive", "hive-hadoop2": self = .hive
        case "delta_lake", "delta-lake", "delta": self = .deltaLake
        case "memory": self = .memory
        case let name: self = .other(name)
        }
    }

    public var name: String {
        switch self {
        case .iceberg: "iceberg"
        case .hive: "hive"
        case .deltaLake: "delta_lake"
        case .memory: "memory"
        case .other(let name): name
        }
    }

    /// Whether new tables may be made there. Of other connectors it isn't known which types they keep as they are: MySQL reads a boolean
    /// back as tinyint, PostgreSQL a tinyint as smallint, Oracle an empty text as NULL (Trino documentation, type mapping sections).
    public var canWriteTables: Bool {
        switch self {
        case .iceberg, .hive, .deltaLake, .memory: true
        case .other: false
        }
    }

    /// The table property that holds partition columns or transforms; nil where there is none.
    public var partitionProperty: String? {
        switch self {
        case .iceberg: "partitioning"
        case .hive, .deltaLake: "partitioned_by"
        case .memory, .other: nil
        }
    }
}
