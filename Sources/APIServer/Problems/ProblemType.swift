import HTTPTypes

/// The kinds of problem that the API can answer with. Each is described in `docs/api.md`.
///
/// The raw value is the last part of the problem's `type` URI (RFC 9457, section 3.1.1), on which a client may
/// branch: it never changes once released, while titles and details may.
enum ProblemType: String, CaseIterable, Sendable {
    case malformedJSON = "malformed-json"
    case invalidRequest = "invalid-request"
    case unreadableBody = "unreadable-body"
    case bodyTooSlow = "body-too-slow"
    case unauthorized
    case unknownTask = "unknown-task"
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case bodyTooLarge = "body-too-large"
    case unsupportedMediaType = "unsupported-media-type"
    case hostNotAllowed = "host-not-allowed"
    case unusableURL = "unusable-url"
    case idempotencyKeyReused = "idempotency-key-reused"
    case tooManyRequests = "too-many-requests"
    case tooManyOpenTasks = "too-many-open-tasks"
    case internalError = "internal-error"
    case storeUnavailable = "store-unavailable"
    case insufficientStorage = "insufficient-storage"
    case taskEnded = "task-ended"

    /// The problem's `type`.
    var uri: String { "urn:lakewright:problem:\(rawValue)" }

    /// The HTTP status that goes with the problem.
    var status: HTTPResponse.Status {
        switch self {
        case .malformedJSON, .invalidRequest, .unreadableBody: .badRequest
        case .unauthorized: .unauthorized
        case .unknownTask, .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .bodyTooLarge: .contentTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .hostNotAllowed: .misdirectedRequest
        case .bodyTooSlow: .requestTimeout
        case .unusableURL, .idempotencyKeyReused: .unprocessableContent
        case .tooManyRequests, .tooManyOpenTasks: .tooManyRequests
        case .internalError: .internalServerError
        case .storeUnavailable: .serviceUnavailable
        case .insufficientStorage: .insufficientStorage
        case .taskEnded: .conflict
        }
    }

    /// A short text for people, the same for every occurrence.
    var title: String {
        switch self {
        case .malformedJSON: "The body is not valid JSON"
        case .invalidRequest: "The request has missing or wrong fields"
        case .unreadableBody: "The body could not be read"
        case .unauthorized: "A valid API key is needed"
        case .unknownTask: "There is no such task"
        case .notFound: "There is nothing at this path"
        case .methodNotAllowed: "The method is not allowed here"
        case .bodyTooLarge: "The body is too large"
        case .unsupportedMediaType: "The body's media type is not supported"
        case .hostNotAllowed: "The Host header names another host"
        case .bodyTooSlow: "The body took too long to arrive"
        case .unusableURL: "The url is not a usable JDBC URL"
        case .idempotencyKeyReused: "The Idempotency-Key was used for another body"
        case .tooManyRequests: "The key asks too often"
        case .tooManyOpenTasks: "The key has too many unfinished tasks"
        case .internalError: "Something went wrong on the server"
        case .storeUnavailable: "The task store is not available"
        case .insufficientStorage: "The server's disk is full"
        case .taskEnded: "The task has ended already"
        }
    }
}

extension HTTPResponse.Status {
    /// RFC 4918, section 11.5.
    static let insufficientStorage = HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
}
