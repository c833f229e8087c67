import HTTPTypes
import Hummingbird
import Shared

/// Records each request that does something, and each that is refused for who asks or what they ask for.
///
/// Polls that are answered are left to the access log: they change nothing and tell little.
struct AuditMiddleware: RouterMiddleware {
    typealias Context = APIRequestContext

    let audit: AuditLog
    let routes: RouteTable

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        let operation = routes.route(at: request.uri.path)?.operation(request.method)
        let isRefusal: Bool
        switch context.notes.problem {
        case nil: isRefusal = false
        case .unauthorized, .unknownTask, .hostNotAllowed, .tooManyRequests, .tooManyOpenTasks, .unusableURL,
            .idempotencyKeyReused:
            isRefusal = true
        default: isRefusal = false
        }
        guard isRefusal || operation?.isAudited == true else { return response }
        // defence: audit-of-requests
        audit.record(
            AuditEvent(
                action: operation?.name ?? "unknown",
                outcome: isRefusal ? .refused : response.status.code < 400 ? .done : .failed,
                principal: context.notes.principal.map { "\($0)" } ?? "anonymous",
                subject: context.notes.task?.description, client: context.remoteAddress?.ipAddress,
                request: context.requestID, problem: context.notes.problem?.rawValue))
        return response
    }
}
