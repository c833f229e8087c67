/// Why a JDBC URL can't be used. Names the parameter at fault and what to do; never shows a value.
public struct JDBCURLError: Error, Sendable, Hashable {
    /// The parameter at fault, where it is one.
    public let parameter: String?
    public let message: String

    init(_ parameter: JDBCParameter? = nil, _ message: String) {
        self.parameter = parameter?.rawValue
        self.message = message
    }

    init(named parameter: String?, _ message: String) {
        self.parameter = parameter
        self.message = message
    }
}

extension JDBCURLError: CustomStringConvertible {
    public var description: String {
        parameter.map { "JDBC URL, parameter \($0): \(message)" } ?? "JDBC URL: \(message)"
    }
}
