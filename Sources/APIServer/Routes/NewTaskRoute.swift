import HTTPTypes
import Hummingbird
import Logging
import Shared
import TrinoClient

/// `POST /new`: takes a task.
///
/// The answer goes out when the task is on disk. The queue is told afterwards and not waited for: it only wakes a
/// worker, and a task whose id never reached it is found by the recovery loop.
struct NewTaskRoute: Sendable {
    let reader: SubmissionReader
    let store: any TaskStore
    let queue: any TaskQueue
    let sealer: SecretSealer

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let submission = try await reader.read(request)
        if let url = submission.url { try JDBCURLCheck.check(url) }
        let task = try NewTask(
            request: submission, trace: request.headers[.traceParent].flatMap { TraceContext($0) }, sealer: sealer)
        try await fromStore(context.logger) { try await store.insert(task) }
        context.notes.task = task.id
        queue.push(task.id, priority: task.priority)
        context.logger.info(
            "task accepted",
            metadata: [
                "task": .stringConvertible(task.id),
                "statements": .stringConvertible(submission.ddl.count),
                "queries": .stringConvertible(submission.queries.count),
            ])
        return try .json(
            AcceptedAnswer(taskid: task.id), status: .accepted,
            headers: [
                .location: "/status?\(TaskIDParameter.name)=\(task.id)", .retryAfter: PollingInterval.headerValue,
            ])
    }
}
