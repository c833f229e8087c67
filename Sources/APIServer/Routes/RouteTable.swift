import HTTPTypes
import Hummingbird

/// The paths of the API and what each offers.
struct RouteTable: Sendable {
    /// One method of one path.
    struct Operation: Sendable {
        var method: HTTPRequest.Method
        /// What it is called in the audit log and, with other punctuation, in the OpenAPI document.
        var name: String
        /// Whether the audit log tells of it when it succeeds.
        var isAudited = false
    }

    /// One path.
    struct Route: Sendable {
        /// A segment in braces stands for any one segment.
        var path: String
        var operations: [Operation]

        /// Whether the route answers without an API key, as probes must.
        var isOpen = false

        /// The methods to name in `Allow`: `HEAD` comes with each `GET`, `OPTIONS` with every path.
        var methods: [HTTPRequest.Method] {
            let own = operations.flatMap { operation -> [HTTPRequest.Method] in
                operation.method == .get ? [.get, .head] : [operation.method]
            }
            return own + [.options]
        }

        func operation(_ method: HTTPRequest.Method) -> Operation? {
            operations.first { $0.method == (method == .head ? .get : method) }
        }
    }

    /// Every route there is.
    static let api = RouteTable(routes: [
        Route(path: "/new", operations: [Operation(method: .post, name: "task.submit", isAudited: true)]),
        Route(path: "/status", operations: [Operation(method: .get, name: "task.status")]),
        Route(path: "/getresult", operations: [Operation(method: .get, name: "task.result", isAudited: true)]),
        Route(path: "/tasks", operations: [Operation(method: .get, name: "task.list", isAudited: true)]),
        Route(path: "/tasks/{id}", operations: [Operation(method: .delete, name: "task.cancel", isAudited: true)]),
        Route(path: "/healthz", operations: [Operation(method: .get, name: "service.health")], isOpen: true),
        Route(path: "/readyz", operations: [Operation(method: .get, name: "service.readiness")], isOpen: true),
        Route(path: "/metrics", operations: [Operation(method: .get, name: "service.metrics")]),
        Route(path: "/openapi.json", operations: [Operation(method: .get, name: "service.openapi")], isOpen: true),
        Route(path: "/docs", operations: [Operation(method: .get, name: "service.docs")], isOpen: true),
    ])

    let routes: [Route]

    /// The route at a path, or nil. Empty path segments don't count, as in the router.
    func route(at path: String) -> Route? {
        // As it is nearly always written, before it is taken apart.
        if let route = routes.first(where: { $0.path == path }) { return route }
        let segments = path.split(separator: "/")
        return routes.first { route in
            let pattern = route.path.split(separator: "/")
            return pattern.count == segments.count
                && zip(pattern, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
    }

    /// Why no route took a request: 405 with `Allow` where the path exists, else 404.
    func problemWhereNothingMatched(path: String, method: HTTPRequest.Method) -> Problem {
        guard let route = route(at: path) else {
            let paths = routes.map(\.path).joined(separator: ", ")
            return Problem(.notFound, detail: "The API has no such path. Its paths are \(paths).")
        }
        let allowed = Self.list(route.methods)
        return Problem(
            .methodNotAllowed, detail: "\(route.path) takes \(allowed) only.", headers: [.allow: allowed])
    }

    /// Methods as `Allow` has them.
    static func list(_ methods: [HTTPRequest.Method]) -> String {
        methods.map(\.rawValue).joined(separator: ", ")
    }
}
