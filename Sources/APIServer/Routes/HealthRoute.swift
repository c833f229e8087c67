import Hummingbird

/// `GET /healthz`: whether the process answers at all. Touches nothing else, so that a dead store or queue doesn't
/// get a process restarted that would come back to the same.
struct HealthRoute: Sendable {
    private struct Answer: Encodable {
        var status = "ok"
    }

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        try .json(Answer())
    }
}
