import HTTPTypes
import Logging
import Shared

/// Runs one call of the store, and turns its failure into the ``Problem`` that the client sees.
///
/// The reason goes to the log. The client isn't told: it may hold paths of the server.
///
/// - Throws: ``Problem`` for an error of the store; other errors as they are.
func fromStore<Value: Sendable>(
    _ logger: Logger, _ call: () async throws -> Value
) async throws -> Value {
    do {
        return try await call()
    } catch let error as TaskStoreError {
        logger.error("the task store failed", metadata: ["error": .string(error.description)])
        switch error {
        case .full:
            throw Problem(
                .insufficientStorage,
                detail:
                    "There is no room to store this now. Nothing was changed, and what was accepted before is safe; "
                    + "try again once the operator has made room.",
                headers: [.retryAfter: "30"])
        case .unavailable, .unusable:
            throw Problem(
                .storeUnavailable,
                detail: "The task store can't be read or written now. Nothing was changed; try again.",
                headers: [.retryAfter: "5"])
        case .damaged, .duplicate, .leaseLost:
            throw Problem(
                .internalError,
                detail: "The server's log says more under the request id (X-Request-Id): tell the operator.")
        }
    }
}
