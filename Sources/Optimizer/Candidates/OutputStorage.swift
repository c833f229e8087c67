import TrinoSQL

/// What a table can hold of a query's outputs.
struct OutputStorage {
    let connector: ConnectorKind
    let zones: StoredZones

    func holds(_ expression: Expression, _ type: SQLType?) -> Bool {
        guard let type, type != .unknown else { return false }
        if type.holdsZone, connector.losesZones, !zones.hold(expression) { return false }
        return (try? ResultColumns.column("x", type: type, connector: connector)) != nil
    }
}
