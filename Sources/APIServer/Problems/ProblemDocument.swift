/// The JSON form of a ``Problem``.
struct ProblemDocument: Codable, Sendable, Equatable {
    var type: String
    var title: String
    var status: Int
    var detail: String

    /// Names this occurrence: the request id, which the answer's `X-Request-Id` and the server's log carry too.
    var instance: String

    /// Absent where no field is at fault.
    var errors: [FieldError]?

    init(_ problem: Problem, requestID: String) {
        type = problem.type.uri
        title = problem.type.title
        status = problem.type.status.code
        detail = problem.detail
        instance = "urn:lakewright:request:\(requestID)"
        errors = problem.errors.isEmpty ? nil : problem.errors
    }
}
