import HTTPTransport

/// Why a statement has no result.
///
/// No description holds a credential: what the server says is searched for those in use and blotted out. A cancelled
/// task gets `CancellationError` instead.
public enum TrinoError: Error, Sendable {
    /// The server ran, or refused to run, the statement, and says why.
    case query(TrinoQueryError)
    /// No answer came, even after the retries that the protocol allows.
    case transport(HTTPTransportError, statementID: String?)
    /// The server, or what stands before it, answered with an HTTP status that ends the statement.
    case status(Int, message: String, statementID: String?)
    /// The server is overloaded (429), for longer than was waited for; and how long it asks to stay away.
    case overloaded(message: String, retryAfter: Duration?, statementID: String?)
    /// The credentials are missing or wrong (401), or not allowed to do this (403).
    case accessDenied(status: Int, message: String, challenges: [String])
    /// The answer isn't what Trino's protocol says.
    case malformedAnswer(String, statementID: String?)
    /// The server sent the client elsewhere, where its credentials must not go.
    case foreignOrigin(expected: String, found: String, statementID: String?)
    /// The statement's time limit has passed. It was cancelled on the server.
    case timeLimitExceeded(Duration, statementID: String?)
    /// What the caller asked for can't be sent.
    case invalidRequest(String)
    /// The connection has been closed.
    case closed
}

extension TrinoError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .query(let error): return error.description
        case .transport(let error, let id):
            return Self.statement(id) + error.description
        case .status(let status, let message, let id):
            let text = message.isEmpty ? "" : ": \(message)"
            return Self.statement(id) + "The server answered HTTP status \(status)\(text). " + Self.advice(status)
        case .overloaded(let message, _, let id):
            let text = message.isEmpty ? "" : ": \(message)"
            return Self.statement(id) + "The server is overloaded (HTTP status 429\(text)): try again later."
        case .accessDenied(401, let message, let challenges):
            let offered = challenges.isEmpty ? "" : " The server accepts: \(challenges.joined(separator: ", "))."
            return "The server refused the credentials (HTTP 401: \(message)).\(offered)"
                + " Check user, password or accessToken in the JDBC URL."
        case .accessDenied(let status, let message, _):
            return "The server denied access (HTTP \(status): \(message)). Check what the user may do."
        case .malformedAnswer(let reason, let id):
            return Self.statement(id) + "The answer isn't Trino's protocol: \(reason)."
                + " Check that host and port are those of a Trino coordinator."
        case .foreignOrigin(let expected, let found, let id):
            return Self.statement(id) + "The server at \(expected) sent the client on to \(found), which is refused."
                + " If a proxy stands between, let it pass Host or X-Forwarded-* on, and set"
                + " http-server.process-forwarded=true in Trino."
        case .timeLimitExceeded(let limit, let id):
            return Self.statement(id) + "The time limit of \(limit) has passed; the statement was cancelled."
        case .invalidRequest(let reason): return reason
        case .closed: return "The connection to Trino has been closed."
        }
    }

    private static func statement(_ id: String?) -> String {
        id.map { "Statement \($0): " } ?? ""
    }

    private static func advice(_ status: Int) -> String {
        switch status {
        case 300..<400: "Redirects aren't followed: put the address that it leads to into the JDBC URL."
        case 404: "Check host and port, and that this is a Trino coordinator; or the statement has expired there."
        case 410: "The statement has expired on the server: run it again."
        case 502, 503, 504: "The server, or a proxy before it, is not ready: try again later."
        default: "Look into the server's log."
        }
    }
}
