import HTTPTypes
import Hummingbird

/// Lets requests pass that carry a good key; the others get 401 before any route sees them.
///
/// Open routes (probes and documentation) pass without one. An unknown path does not: what exists is nobody's business.
/// While the server knows no keys, everybody passes and is the same anonymous tenant.
struct AuthenticationMiddleware: RouterMiddleware {
    typealias Context = APIRequestContext

    let keys: KeyWatch
    let routes: RouteTable

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let ring = keys.ring
        guard ring.isRequired else { return try await next(request, context) }
        var context = context
        let presented = PresentedKey.read(from: request.headers)
        if let presented, let principal = ring.principal(forKey: presented) {
            context.tenant = principal.tenant
            context.notes.principal = principal
            context.logger[metadataKey: "principal"] = .stringConvertible(principal)
            // defence: key-before-routes
        } else if routes.route(at: request.uri.path)?.isOpen != true {
            throw Problem(
                .unauthorized,
                detail: presented == nil
                    ? "Send an API key as Authorization: Bearer KEY, as X-API-Key: KEY, "
                        + "or by HTTP Basic with the key as password."
                    : "The API key that was sent is unknown here, or was revoked. Ask the operator for one "
                        + "(lakewright-api keys create NAME).",
                headers: [.wwwAuthenticate: #"Bearer realm="lakewright", Basic realm="lakewright", charset="UTF-8""#])
        }
        return try await next(request, context)
    }
}
