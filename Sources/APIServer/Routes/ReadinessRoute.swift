import HTTPTypes
import Hummingbird
import Logging
import Shared

/// `GET /readyz`: whether tasks can be taken now.
///
/// That needs the store. A queue that can't be reached is told of but is no reason to say no: tasks are still
/// accepted, and wait for the recovery loop. Nor is a full disk: new tasks are refused with a reason that clients
/// understand, and answers can still be fetched.
struct ReadinessRoute: Sendable {
    let store: any TaskStore
    let queue: any TaskQueue

    private struct Answer: Encodable {
        enum Status: String, Encodable { case ready, degraded }
        enum Check: String, Encodable { case ok, full, unreachable }

        var status: Status
        var store: Check
        var queue: Check
    }

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        var storeCheck = Answer.Check.ok
        do {
            try await store.checkHealth()
        } catch TaskStoreError.full {
            storeCheck = .full
        } catch {
            try await fromStore(context.logger) { () async throws -> Void in throw error }
        }
        let queueAnswers = await isReachable(queue, logger: context.logger)
        return try .json(
            Answer(
                status: queueAnswers && storeCheck == .ok ? .ready : .degraded, store: storeCheck,
                queue: queueAnswers ? .ok : .unreachable))
    }

    private func isReachable(_ queue: any TaskQueue, logger: Logger) async -> Bool {
        do {
            try await queue.checkHealth()
            return true
        } catch {
            logger.warning(
                "the queue can't be reached; start it, or mend \(Setting.brokerURL.environmentVariable); tasks are taken all the same",
                metadata: ["error.type": .string("\(type(of: error))")])
            return false
        }
    }
}
