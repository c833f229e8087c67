import HTTPTypes
import Hummingbird
import Shared

/// `DELETE /tasks/{id}`: ends a task that waits or runs.
///
/// The task is FAILED when the answer goes out. A worker that has it notices at its next heartbeat, cancels what it has
/// running in Trino and at the model, and writes nothing.
struct CancelRoute: Sendable {
    let store: any TaskStore

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        guard let id = context.parameters.get("id").flatMap({ TaskID($0) }) else { throw TaskIDParameter.unknownTask }
        context.notes.task = id
        let outcome = try await fromStore(context.logger) {
            try await store.cancel(
                id,
                // defence: tenant-of-cancel; without it: nil
                for: context.tenant)
        }
        switch outcome {
        case .cancelled: context.logger.notice("task cancelled", metadata: ["task": .stringConvertible(id)])
        case .cancelledBefore: break
        case .ended(let state):
            throw Problem(
                .taskEnded,
                detail: "The task is \(state.status.rawValue) already and was not changed. "
                    + "GET /getresult?\(TaskIDParameter.name)=\(id) has what came of it.")
        case .unknown: throw TaskIDParameter.unknownTask
        }
        let record = try await fromStore(context.logger) { try await store.record(of: id, for: context.tenant) }
        guard let record else { throw TaskIDParameter.unknownTask }
        return try .json(StatusAnswer(record))
    }
}
