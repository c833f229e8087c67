import TrinoSQL

/// What the live engine said of itself and of the tables in use; empty without a connection.
public struct LakehouseProfile: Sendable {
    public var isConnected: Bool
    /// The coordinator's version, such as "476".
    public var version: String?
    /// Seconds that a statement takes which reads nothing: the faster of two `SELECT 1`. Nil without a connection.
    public var roundTripSeconds: Double?
    /// Connector by catalog.
    public var connectors: [String: ConnectorKind]
    /// Table properties that a catalog says it accepts; a catalog that could not be asked is absent.
    public var tableProperties: [String: Set<String>]
    /// The location property of each source schema that has one.
    public var schemaLocations: [SchemaName: String]
    public var tables: [TableName: TableProfile]
    /// What the engine expects each query to read, by the query's place in the request.
    public var scans: [Int: [TableScan]] = [:]
    /// Queries, by their place in the request, that the live engine takes, as far as it was asked.
    public var accepted: Set<Int> = []
    /// Those that it refuses, with its words.
    public var refused: [Int: String] = [:]
    /// Whether `FOR VERSION AS OF` was accepted.
    public var travelsInTime: Bool
    /// What could not be found out, and why.
    public var notes: [String]

    /// A schema's full name, canonical.
    public struct SchemaName: Sendable, Hashable {
        public var catalog: String
        public var schema: String

        public init(catalog: String, schema: String) {
            self.catalog = catalog
            self.schema = schema
        }
    }

    /// The profile of a run without a connection.
    public static let none = LakehouseProfile(
        isConnected: false, version: nil, roundTripSeconds: nil, connectors: [:], tableProperties: [:],
        schemaLocations: [:], tables: [:],
        travelsInTime: false, notes: [])
}
