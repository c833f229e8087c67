/// An error that Trino reports for a statement.
public struct TrinoQueryError: Error, Sendable, Hashable {
    /// Whose doing the error is.
    public enum Kind: Sendable, Hashable {
        case user
        case `internal`
        case insufficientResources
        case external
        case other(String)

        init(_ text: String) {
            switch text {
            case "USER_ERROR": self = .user
            case "INTERNAL_ERROR": self = .internal
            case "INSUFFICIENT_RESOURCES": self = .insufficientResources
            case "EXTERNAL": self = .external
            default: self = .other(text)
            }
        }

        /// The kind in Trino's spelling.
        public var name: String {
            switch self {
            case .user: "USER_ERROR"
            case .internal: "INTERNAL_ERROR"
            case .insufficientResources: "INSUFFICIENT_RESOURCES"
            case .external: "EXTERNAL"
            case .other(let text): text
            }
        }
    }

    /// A place in the statement's text, both counted from 1.
    public struct Location: Sendable, Hashable {
        public let line: Int
        public let column: Int

        init?(_ json: JSONValue) {
            guard let line = json["lineNumber"]?.integer, let column = json["columnNumber"]?.integer else { return nil }
            self.line = Int(clamping: line)
            self.column = Int(clamping: column)
        }
    }

    /// The server's own record of what failed: an exception, what caused it, and where.
    public indirect enum Failure: Sendable, Hashable {
        case failure(type: String?, message: String?, cause: Failure?, suppressed: [Failure], stack: [String])

        init(_ json: JSONValue) {
            self = .failure(
                type: json["type"]?.string, message: json["message"]?.string,
                cause: json["cause"].map { Failure($0) },
                suppressed: (json["suppressed"]?.array ?? []).map { Failure($0) },
                stack: (json["stack"]?.array ?? []).compactMap(\.string))
        }

        public var type: String? {
            switch self {
            case .failure(let type, _, _, _, _): type
            }
        }

        public var message: String? {
            switch self {
            case .failure(_, let message, _, _, _): message
            }
        }

        public var cause: Failure? {
            switch self {
            case .failure(_, _, let cause, _, _): cause
            }
        }
    }

    /// The statement's id.
    public let statementID: String
    public private(set) var message: String
    public let sqlState: String?
    /// Trino's number of the error: user errors from 0, internal ones from 65536, resources from 131072, connectors' own
    /// from 0x0100_0000.
    public let code: Int64
    /// Such as `TABLE_NOT_FOUND`.
    public let name: String
    public let kind: Kind
    public let location: Location?
    public private(set) var failure: Failure?

    init(_ json: JSONValue, statementID: String) {
        self.statementID = statementID
        message = json["message"]?.string ?? "The server gave no message"
        sqlState = json["sqlState"]?.string
        code = json["errorCode"]?.integer ?? 65536
        name = json["errorName"]?.string ?? "GENERIC_INTERNAL_ERROR"
        kind = Kind(json["errorType"]?.string ?? "INTERNAL_ERROR")
        failure = json["failureInfo"].map { Failure($0) }
        location =
            json["errorLocation"].flatMap { Location($0) }
            ?? json["failureInfo"]?["errorLocation"].flatMap { Location($0) }
    }
}

extension TrinoQueryError {
    /// The error with its texts changed, such as by blotting out credentials.
    func mappingMessages(_ change: (String) -> String) -> TrinoQueryError {
        var error = self
        error.message = change(message)
        error.failure = failure?.mappingMessages(change)
        return error
    }
}

extension TrinoQueryError.Failure {
    fileprivate func mappingMessages(_ change: (String) -> String) -> Self {
        switch self {
        case .failure(let type, let message, let cause, let suppressed, let stack):
            .failure(
                type: type, message: message.map(change), cause: cause?.mappingMessages(change),
                suppressed: suppressed.map { $0.mappingMessages(change) }, stack: stack)
        }
    }
}

extension TrinoQueryError: CustomStringConvertible {
    public var description: String {
        let place = location.map { " at line \($0.line), column \($0.column)" } ?? ""
        return "Trino refused statement \(statementID)\(place): \(message) (\(name), \(kind.name))"
    }
}
