import HTTPTypes
import Hummingbird

/// Refuses a tenant's requests beyond its rate with 429, and tells every answer how much is left.
///
/// The header fields are those of draft-ietf-httpapi-ratelimit-headers: the quota and its window in seconds, what
/// remains of it, and the seconds until it is whole again. Open routes are not counted.
struct RateLimitMiddleware: RouterMiddleware {
    typealias Context = APIRequestContext

    let limiter: RateLimiter
    let keys: KeyWatch
    let routes: RouteTable
    /// Whether requests without keys are counted too, as one tenant.
    let countsAnonymous: Bool

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard countsAnonymous || keys.ring.isRequired, routes.route(at: request.uri.path)?.isOpen != true else {
            return try await next(request, context)
        }
        let verdict = limiter.admit(
            // defence: rate-of-each-tenant; without it: .anonymous
            context.tenant)
        context.notes.limitHeaders = [
            .rateLimitPolicy: #""requests";q=\#(limiter.limit);w=\#(RateLimiter.window)"#,
            .rateLimit: #""requests";r=\#(verdict.remaining);t=\#(verdict.reset)"#,
        ]
        // defence: rate
        guard verdict.isAdmitted else {
            throw Problem(
                .tooManyRequests,
                detail: "This key may ask \(limiter.limit) times a minute. Wait \(verdict.retryAfter) seconds; "
                    + "to follow a task, GET /status with wait=30 takes one request in place of many.",
                headers: [.retryAfter: String(verdict.retryAfter)])
        }
        return try await next(request, context)
    }
}
