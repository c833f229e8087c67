import HTTPTypes
import Hummingbird
import Logging
import ServiceLifecycle
import Shared

/// `GET /status?task_id=&wait=`: how far a task is; with `wait` not before it is finished or the time is over.
struct StatusRoute: Sendable {
    let store: any TaskStore
    let watch: CompletionWatch

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let id = try TaskIDParameter.read(from: request.uri)
        let wait = try WaitParameter.read(uri: request.uri, headers: request.headers)
        context.notes.task = id
        var record = try await record(of: id, context)
        if !record.state.isFinal, wait.seconds > 0 {
            // A server that is told to stop answers with what it knows.
            await cancelWhenGracefulShutdown { [watch] in
                await watch.wait(for: id, atMost: .seconds(wait.seconds))
            }
            record = try await self.record(of: id, context)
        }
        let answer = StatusAnswer(record)
        var headers: HTTPFields = answer.status == .running ? [.retryAfter: PollingInterval.headerValue] : [:]
        if wait.isPreference { headers[.preferenceApplied] = "wait=\(wait.seconds)" }
        return try .json(answer, headers: headers)
    }

    private func record(of id: TaskID, _ context: APIRequestContext) async throws -> TaskRecord {
        let stored = try await fromStore(context.logger) {
            try await store.record(
                of: id,
                // defence: tenant-of-status; without it: nil
                for: context.tenant)
        }
        guard let record = stored else { throw TaskIDParameter.unknownTask }
        return record
    }
}
