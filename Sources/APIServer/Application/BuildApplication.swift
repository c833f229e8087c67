import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Shared

/// Puts the HTTP server together: the security layer, then the routes.
///
/// The middleware that is added first is outermost. Everything below ``ProblemMiddleware`` may throw ``Problem``.
///
/// - Parameters:
///   - server: where to listen, and how large a body may be.
///   - settings: keys and limits.
///   - dependencies: store, queue and sealer.
///   - metrics: what `/metrics` tells; nil where there is none.
///   - services: what runs beside the server for as long as it does; stopped after it.
/// - Throws: ``BindPolicy/Refused``.
func buildApplication(
    server: LakewrightConfiguration.Server, settings: APISettings, dependencies: APIDependencies,
    metrics: ServiceMetrics? = nil, logger: Logger, services: [any Service] = []
) throws -> some ApplicationProtocol {
    try BindPolicy.check(
        host: server.host, hasKeys: !settings.keys.isEmpty, allowInsecure: settings.allowInsecureBind)
    return Application(
        router: buildRouter(server: server, settings: settings, dependencies: dependencies, metrics: metrics),
        server: .http1(
            configuration: .init(
                additionalChannelHandlers: [ContinueHandler(bodyLimit: server.bodyLimit)], idleTimeout: .seconds(60))),
        configuration: ApplicationConfiguration(address: .hostname(server.host, port: server.port), serverName: nil),
        services: services, logger: logger)
}

private func buildRouter(
    server: LakewrightConfiguration.Server, settings: APISettings, dependencies: APIDependencies,
    metrics: ServiceMetrics?
) -> Router<APIRequestContext> {
    let routes = RouteTable.api
    let router = Router(context: APIRequestContext.self, options: [.autoGenerateHeadEndpoints])
    router.add(middleware: RequestIDMiddleware())
    router.add(middleware: AccessLogMiddleware(routes: routes))
    router.add(middleware: SecurityHeadersMiddleware())
    router.add(middleware: ProblemMiddleware(routes: routes))
    if !settings.keys.isEmpty {
        router.add(middleware: AuthenticationMiddleware(keys: settings.keys, routes: routes))
    } else if Loopback.isName(server.host) {
        router.add(middleware: HostMiddleware())
    }
    let reader = SubmissionReader(bodyLimit: server.bodyLimit, limits: settings.limits)
    let (store, queue) = (dependencies.store, dependencies.queue)
    router.post(
        "/new",
        use: NewTaskRoute(reader: reader, store: store, queue: queue, sealer: dependencies.sealer).respond)
    router.get("/status", use: StatusRoute(store: store).respond)
    router.get("/getresult", use: ResultRoute(store: store).respond)
    router.get("/healthz", use: HealthRoute().respond)
    router.get("/readyz", use: ReadinessRoute(store: store, queue: queue).respond)
    if let metrics {
        router.get("/metrics", use: MetricsRoute(metrics: metrics, asksForKeys: !settings.keys.isEmpty).respond)
    }
    return router
}
