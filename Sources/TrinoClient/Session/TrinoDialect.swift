/// Which family of headers a server speaks.
public enum TrinoDialect: String, Sendable, Hashable {
    case trino
    /// The name before 2021, which old servers still want.
    case presto

    /// `X-Trino-` or `X-Presto-`.
    var prefix: String {
        switch self {
        case .trino: "X-Trino-"
        case .presto: "X-Presto-"
        }
    }
}
