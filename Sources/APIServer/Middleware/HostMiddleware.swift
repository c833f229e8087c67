import Hummingbird

/// Refuses requests whose `Host` isn't a name of this machine's loopback interface.
///
/// Stands before the routes while the server listens on loopback without keys. There a web page from anywhere could
/// otherwise reach it through the user's browser, by a DNS name of its own that it points at 127.0.0.1 (DNS
/// rebinding): the browser then takes the API for the page's own origin, but still sends the page's name as `Host`.
struct HostMiddleware: RouterMiddleware {
    typealias Context = APIRequestContext

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let authority = request.head.authority, Loopback.isName(Self.host(of: authority)) else {
            throw Problem(
                .hostNotAllowed,
                detail: "Without API keys this server answers to localhost, 127.0.0.1 and [::1] only. "
                    + "Use one of these in the URL, or start the server with keys.")
        }
        return try await next(request, context)
    }

    /// The host of `host[:port]`, an IPv6 address without its brackets.
    static func host(of authority: String) -> Substring {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return authority[authority.index(after: authority.startIndex)..<end]
        }
        return authority.prefix { $0 != ":" }
    }
}
