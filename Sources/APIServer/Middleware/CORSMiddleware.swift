import HTTPTypes
import Hummingbird

/// Lets web pages from the configured origins use the API (Cross-Origin Resource Sharing, WHATWG Fetch).
///
/// A preflight request carries no key and is answered here, before anybody asks for one. Hummingbird's middleware of
/// the same purpose takes its list of origins in the program's text only, and answers preflights of other origins too.
struct CORSMiddleware: RouterMiddleware {
    typealias Context = APIRequestContext

    /// `https://app.example`, as browsers send them; `*` alone lets any page in.
    let origins: Set<String>
    let routes: RouteTable

    private static let requestHeaders =
        "Authorization, Content-Type, Idempotency-Key, If-None-Match, Prefer, X-API-Key, X-Request-Id"
    private static let responseHeaders =
        "ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id"

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let origin = request.headers[.origin], let allowed = value(for: origin) else {
            return try await next(request, context)
        }
        if request.method == .options, request.headers[.accessControlRequestMethod] != nil,
            let route = routes.route(at: request.uri.path)
        {
            return Response(
                status: .noContent,
                headers: [
                    .accessControlAllowOrigin: allowed, .accessControlAllowMethods: RouteTable.list(route.methods),
                    .accessControlAllowHeaders: Self.requestHeaders, .accessControlMaxAge: "600", .vary: "Origin",
                ])
        }
        var response = try await next(request, context)
        response.headers[.accessControlAllowOrigin] = allowed
        response.headers[.accessControlExposeHeaders] = Self.responseHeaders
        response.headers[values: .vary].append("Origin")
        return response
    }

    private func value(for origin: String) -> String? {
        if origins.contains("*") { return "*" }
        // defence: cors-origins
        guard origins.contains(origin) else { return nil }
        return origin == "null" ? nil : origin
    }
}
