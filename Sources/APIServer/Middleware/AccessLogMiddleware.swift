import HTTPTypes
import Hummingbird
import Logging

/// Counts each request and writes one line for it: method, route, status, duration, client, who asked, for which task.
///
/// The query string, the header fields and the bodies are never written, nor is a path that no route has: people
/// paste URLs with passwords into all of them.
struct AccessLogMiddleware: RouterMiddleware {
    typealias Context = APIRequestContext

    let routes: RouteTable
    private let meter = RequestMeter()

    init(routes: RouteTable) {
        self.routes = routes
    }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        let response = try await next(request, context)
        let duration = start.duration(to: clock.now)
        let method = Self.known(request.method)
        let route = routes.route(at: request.uri.path)?.path ?? "unknown"
        meter.record(method: method, route: route, status: response.status.code, duration: duration)
        guard context.logger.logLevel <= .info else { return response }
        var metadata: Logger.Metadata = [
            "http.method": .string(method),
            "http.route": .string(route),
            "http.status": .stringConvertible(response.status.code),
            "duration.ms": .stringConvertible(duration.milliseconds),
            "client.address": .string(context.remoteAddress?.ipAddress ?? "unknown"),
        ]
        metadata["principal"] = context.notes.principal.map { .stringConvertible($0) }
        metadata["task"] = context.notes.task.map { .stringConvertible($0) }
        context.logger.info("request", metadata: metadata)
        return response
    }

    /// The method, or `OTHER` for one that isn't registered: a method is free text of the client's.
    private static func known(_ method: HTTPRequest.Method) -> String {
        let registered: [HTTPRequest.Method] = [.get, .head, .post, .put, .delete, .options, .patch, .trace, .connect]
        return registered.contains(method) ? method.rawValue : "OTHER"
    }
}

extension Duration {
    /// Whole milliseconds, the rest cut off.
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
