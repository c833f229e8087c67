import HTTPTypes
import Hummingbird
import Shared

/// `GET /getresult?task_id=`: what came of a task; 200 whether it runs, is done or failed.
struct ResultRoute: Sendable {
    let store: any TaskStore

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let id = try TaskIDParameter.read(from: request.uri)
        context.notes.task = id
        guard let outcome = try await fromStore(context.logger, { try await store.outcome(of: id) }) else {
            throw TaskIDParameter.unknownTask
        }
        let answer = ResultAnswer(id, outcome)
        return try .json(
            answer, headers: answer.status == .running ? [.retryAfter: PollingInterval.headerValue] : [:])
    }
}
