import HTTPTypes
import Hummingbird
import Logging
import Shared
import TrinoClient

/// `POST /new`: takes a task.
///
/// The answer goes out when the task is on disk. The queue is told as soon as the task is committed, and not waited for: it only
/// wakes a worker, and a task whose id never reached it is found by the recovery loop.
struct NewTaskRoute: Sendable {
    let reader: SubmissionReader
    let store: any TaskStore
    let queue: any TaskQueue
    let sealer: SecretSealer
    let exposure: Exposure

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let submission = try await reader.read(request)
        let reach = exposure.reach
        // defence: submitted-url
        if let url = submission.request.url { try exposure.jdbcCheck.check(url, reach: reach) }
        let id = TaskID()
        let task = try NewTask(
            id: id, tenant: context.tenant, reach: reach, request: submission.request,
            trace: request.headers[.traceParent].flatMap { TraceContext($0) },
            idempotency: try submission.idempotencyKey.map {
                try Idempotency(key: $0, body: submission.body, id: id, sealer: sealer)
            }, sealer: sealer)
        let openLimit = exposure.limitsOpenTasks ? reader.limits.openTasks : nil
        let admission = try await fromStore(context.logger) {
            try await store.insert(task, openLimit: openLimit) { queue.push(id, priority: task.priority) }
        }
        switch admission {
        case .accepted:
            context.notes.task = id
            context.logger.info(
                "task accepted",
                metadata: [
                    "task": .stringConvertible(id),
                    "statements": .stringConvertible(submission.request.ddl.count),
                    "queries": .stringConvertible(submission.request.queries.count),
                ])
            return try accepted(id)
        case .repeated(let earlier, let sealedDigest):
            context.notes.task = earlier
            let isSame = try Idempotency.isSame(submission.body, as: sealedDigest, of: earlier, sealer: sealer)
            // defence: idempotency-body
            guard isSame else {
                throw Problem(
                    .idempotencyKeyReused,
                    detail: "This Idempotency-Key came with another body before. Take a new key for a new request; "
                        + "to send a request again, send the same bytes.",
                    errors: [FieldError(path: "Idempotency-Key", message: "was used for another body")])
            }
            return try accepted(earlier, headers: [.idempotencyReplayed: "true"])
        case .tooManyOpen:
            throw Problem(
                .tooManyOpenTasks,
                detail: "This key has \(reader.limits.openTasks) unfinished tasks, which is all it may have. "
                    + "Wait until one is finished, or cancel one.",
                headers: [.retryAfter: "10"])
        }
    }

    private func accepted(_ id: TaskID, headers: HTTPFields = [:]) throws -> Response {
        var headers = headers
        headers[.location] = "/status?\(TaskIDParameter.name)=\(id)"
        headers[.retryAfter] = PollingInterval.headerValue
        return try .json(AcceptedAnswer(taskid: id), status: .accepted, headers: headers)
    }
}
