/// Why a request can't have an answer.
public enum AdvisorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The schema that the request names for the new tables is there already.
    case schemaExists(catalog: String, schema: String)

    public var description: String {
        switch self {
        case .schemaExists(let catalog, let schema):
            "the schema \(catalog).\(schema) exists already; name another in options.target_schema, or none, or drop it"
        }
    }
}
