import HTTPTypes

/// An error as the client sees it: problem details for HTTP APIs, RFC 9457.
///
/// Throw one from anywhere below ``ProblemMiddleware``, which turns it into an `application/problem+json` answer.
/// Nothing secret may be put into one: details and messages go to the client as they are.
struct Problem: Error, Sendable, Equatable {
    /// Which kind of problem it is; decides `type`, `title` and `status`.
    var type: ProblemType

    /// What happened this time, and what to do about it.
    var detail: String

    /// The fields at fault, in the order of the request.
    var errors: [FieldError] = []

    /// Header fields that the answer carries besides, such as `Allow` or `Retry-After`.
    var headers: HTTPFields = [:]

    init(_ type: ProblemType, detail: String, errors: [FieldError] = [], headers: HTTPFields = [:]) {
        self.type = type
        self.detail = detail
        self.errors = errors
        self.headers = headers
    }
}
