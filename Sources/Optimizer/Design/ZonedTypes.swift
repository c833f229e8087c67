import TrinoSQL

extension SQLType {
    /// Whether its values carry a time zone each, by themselves or in a part.
    var holdsZone: Bool {
        switch self {
        case .timestamp(_, withTimeZone: true): true
        case .array(let element): element.holdsZone
        case .map(let key, let value): key.holdsZone || value.holdsZone
        case .row(let fields): fields.contains { $0.type.holdsZone }
        default: false
        }
    }

    /// Whether a row in it has a field without a name, which file formats can't store.
    var hasUnnamedField: Bool {
        switch self {
        case .array(let element): element.hasUnnamedField
        case .map(let key, let value): key.hasUnnamedField || value.hasUnnamedField
        case .row(let fields): fields.contains { $0.name == nil || $0.type.hasUnnamedField }
        default: false
        }
    }
}

extension ConnectorKind {
    /// Whether a stored `timestamp with time zone` comes back in UTC, whatever zone it was written in.
    ///
    /// Source: Trino documentation, Iceberg and Delta Lake connectors, type mapping; Iceberg specification, "Primitive types":
    /// `timestamptz` values are stored as UTC.
    var losesZones: Bool {
        switch self {
        case .iceberg, .deltaLake, .hive: true
        case .memory, .other: false
        }
    }
}
