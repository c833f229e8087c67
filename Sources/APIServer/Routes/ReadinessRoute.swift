import HTTPTypes
import Hummingbird
import Logging
import Shared

/// `GET /readyz`: whether tasks can be taken now.
///
/// That needs the store. A queue that can't be reached is told of but is no reason to say no: tasks are still
/// accepted, and wait for the recovery loop.
struct ReadinessRoute: Sendable {
    let store: any TaskStore
    let queue: any TaskQueue

    private struct Answer: Encodable {
        enum Status: String, Encodable { case ready, degraded }
        enum Check: String, Encodable { case ok, unreachable }

        var status: Status
        var store: Check
        var queue: Check
    }

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        try await fromStore(context.logger) { try await store.checkHealth() }
        let queueAnswers = await isReachable(queue, logger: context.logger)
        return try .json(
            Answer(status: queueAnswers ? .ready : .degraded, store: .ok, queue: queueAnswers ? .ok : .unreachable))
    }

    private func isReachable(_ queue: any TaskQueue, logger: Logger) async -> Bool {
        do {
            try await queue.checkHealth()
            return true
        } catch {
            logger.warning("the queue can't be reached", metadata: ["error.type": .string("\(type(of: error))")])
            return false
        }
    }
}
