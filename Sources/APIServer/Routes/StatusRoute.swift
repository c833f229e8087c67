import HTTPTypes
import Hummingbird
import Shared

/// `GET /status?task_id=`: how far a task is.
struct StatusRoute: Sendable {
    let store: any TaskStore

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let id = try TaskIDParameter.read(from: request.uri)
        context.notes.task = id
        guard let record = try await fromStore(context.logger, { try await store.record(of: id) }) else {
            throw TaskIDParameter.unknownTask
        }
        let answer = StatusAnswer(record)
        return try .json(
            answer, headers: answer.status == .running ? [.retryAfter: PollingInterval.headerValue] : [:])
    }
}
