import HTTPTypes
import Hummingbird

/// Puts the header fields on every answer that keep browsers from doing harm with it.
///
/// The set is that of the OWASP REST Security Cheat Sheet for APIs that answer with data only: nothing is to be
/// framed, sniffed, cached, embedded by another origin, or run.
struct SecurityHeadersMiddleware: RouterMiddleware {
    typealias Context = APIRequestContext

    /// Whether browsers are to be told never to ask without TLS again.
    let usesTLS: Bool

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.cacheControl] = response.headers[.cacheControl] ?? "no-store"
        response.headers[.contentSecurityPolicy] =
            response.headers[.contentSecurityPolicy] ?? "default-src 'none'; frame-ancestors 'none'"
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        response.headers[.frameOptions] = "DENY"
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.xContentTypeOptions] = "nosniff"
        // defence: stay-with-tls
        if usesTLS { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }
}
