import Hummingbird

/// Refuses requests whose `Host` isn't a name of this machine's loopback interface.
///
/// Stands before the routes while the server listens on loopback without keys. There a web page from anywhere could
/// otherwise reach it through the user's browser, by a DNS name of its own that it points at 127.0.0.1 (DNS
/// rebinding): the browser then takes the API for the page's own origin, but still sends the page's name as `Host`.
struct HostMiddleware: RouterMiddleware {
    typealias Context = APIRequestContext

    /// With keys any `Host` will do, since a page in a browser has none.
    let keys: KeyWatch

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        if keys.ring.isRequired { return try await next(request, context) }
        // defence: host-header
        guard let host = request.head.authority.flatMap(Self.host), Loopback.isName(host) else {
            throw Problem(
                .hostNotAllowed,
                detail: "Without API keys this server answers to localhost, 127.0.0.1 and [::1] only. "
                    + "Use one of these in the URL, or start the server with keys.")
        }
        return try await next(request, context)
    }

    /// The host of `host[:port]`, an IPv6 address without its brackets; nil for anything of another form.
    static func host(of authority: String) -> Substring? {
        let host: Substring
        let rest: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[..<end].dropFirst()
            rest = authority[end...].dropFirst()
        } else {
            host = authority.prefix { $0 != ":" }
            rest = authority[host.endIndex...]
        }
        let isPort = rest.first == ":" && rest.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
        return rest.isEmpty || isPort ? host : nil
    }
}
