import HTTPTypes
import Hummingbird

/// The paths of the API and the methods that each has.
struct RouteTable: Sendable {
    /// What one path offers.
    struct Route: Sendable {
        var path: String
        var methods: [HTTPRequest.Method]

        /// Whether the route answers without an API key, as probes must.
        var isOpen = false
    }

    /// Every route there is. `HEAD` comes with each `GET`.
    static let api = RouteTable(routes: [
        Route(path: "/new", methods: [.post]),
        Route(path: "/status", methods: [.get, .head]),
        Route(path: "/getresult", methods: [.get, .head]),
        Route(path: "/healthz", methods: [.get, .head], isOpen: true),
        Route(path: "/readyz", methods: [.get, .head], isOpen: true),
        Route(path: "/metrics", methods: [.get, .head]),
    ])

    let routes: [Route]

    /// The route at a path, or nil. Empty path segments don't count, as in the router.
    func route(at path: String) -> Route? {
        // As it is nearly always written, before it is taken apart.
        if let route = routes.first(where: { $0.path == path }) { return route }
        let segments = path.split(separator: "/")
        return routes.first { $0.path.split(separator: "/") == segments }
    }

    /// Why no route took a request: 405 with `Allow` where the path exists, else 404.
    func problemWhereNothingMatched(path: String, method: HTTPRequest.Method) -> Problem {
        guard let route = route(at: path) else {
            let paths = routes.map(\.path).joined(separator: ", ")
            return Problem(.notFound, detail: "The API has no such path. Its paths are \(paths).")
        }
        let allowed = route.methods.map(\.rawValue).joined(separator: ", ")
        return Problem(
            .methodNotAllowed, detail: "\(route.path) takes \(allowed) only.", headers: [.allow: allowed])
    }
}
