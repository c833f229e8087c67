import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
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
///   - dependencies: store, queue, sealer, keys and audit log.
///   - metrics: what `/metrics` tells; nil where there is none.
///   - services: what runs beside the server for as long as it does; stopped after it.
/// - Throws: ``BindPolicy/Refused``, ``TLSFiles/Unusable``.
func buildApplication(
    server: LakewrightConfiguration.Server, settings: APISettings, dependencies: APIDependencies,
    metrics: ServiceMetrics? = nil, logger: Logger, services: [any Service] = []
) throws -> some ApplicationProtocol {
    // defence: open-address-needs-keys
    try BindPolicy.check(
        host: server.host, hasKeys: dependencies.keys.ring.isRequired, allowInsecure: settings.allowInsecureBind)
    let http = HTTPServerBuilder.http1(
        configuration: .init(
            additionalChannelHandlers: [ContinueHandler(bodyLimit: server.bodyLimit)],
            // defence: idle-time; without it: nil
            idleTimeout: settings.idleTimeout,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 * 1024,
                // defence: header-size; without it: 1 << 30
                maxHeaderListSize: 64 * 1024,
                // defence: header-count; without it: 1 << 20
                maxHeaderFieldCount: 100)))
    return Application(
        router: try buildRouter(server: server, settings: settings, dependencies: dependencies, metrics: metrics),
        server: try secured(http, settings.tls),
        configuration: ApplicationConfiguration(
            address: .hostname(server.host, port: server.port), serverName: nil, backlog: 1024,
            // defence: connections; without it: MaximumAvailableConnections(.max)
            availableConnectionsDelegate: MaximumAvailableConnections(settings.maxConnections)),
        services: services, logger: logger)
}

private func secured(_ http: HTTPServerBuilder, _ tls: TLSFiles?) throws -> HTTPServerBuilder {
    guard let tls else { return http }
    return try .tls(http, tlsConfiguration: tls.configuration())
}

private func buildRouter(
    server: LakewrightConfiguration.Server, settings: APISettings, dependencies: APIDependencies,
    metrics: ServiceMetrics?
) throws -> Router<APIRequestContext> {
    let routes = RouteTable.api
    let keys = dependencies.keys
    let isLoopback = Loopback.isName(server.host)
    let router = Router(context: APIRequestContext.self, options: [.autoGenerateHeadEndpoints])
    router.add(middleware: RequestIDMiddleware())
    router.add(middleware: AccessLogMiddleware(routes: routes))
    router.add(middleware: AuditMiddleware(audit: dependencies.audit, routes: routes))
    // defence: security-headers
    router.add(middleware: SecurityHeadersMiddleware(usesTLS: settings.tls != nil))
    if !settings.corsOrigins.isEmpty {
        router.add(middleware: CORSMiddleware(origins: settings.corsOrigins, routes: routes))
    }
    router.add(middleware: ProblemMiddleware(routes: routes))
    if isLoopback { router.add(middleware: HostMiddleware(keys: keys)) }
    router.add(middleware: AuthenticationMiddleware(keys: keys, routes: routes))
    if settings.rateLimit > 0 {
        router.add(
            middleware: RateLimitMiddleware(
                limiter: RateLimiter(limit: settings.rateLimit), keys: keys, routes: routes,
                countsAnonymous: !isLoopback))
    }
    try addRoutes(to: router, routes, server: server, settings: settings, dependencies: dependencies)
    if let metrics { router.get("/metrics", use: MetricsRoute(metrics: metrics, keys: keys).respond) }
    return router
}

private func addRoutes(
    to router: Router<APIRequestContext>, _ routes: RouteTable, server: LakewrightConfiguration.Server,
    settings: APISettings, dependencies: APIDependencies
) throws {
    let (store, queue) = (dependencies.store, dependencies.queue)
    let reader = SubmissionReader(bodyLimit: server.bodyLimit, limits: settings.limits)
    let exposure = Exposure(
        keys: dependencies.keys, isLoopback: Loopback.isName(server.host),
        allowedNetworks: dependencies.allowedNetworks, hasOpenLimit: settings.limits.openTasks > 0)
    let document = try OpenAPIDocument(limits: settings.limits)
    router.post(
        "/new",
        use: NewTaskRoute(reader: reader, store: store, queue: queue, sealer: dependencies.sealer, exposure: exposure)
            .respond)
    router.get("/status", use: StatusRoute(store: store, watch: CompletionWatch(store: store)).respond)
    router.get("/getresult", use: ResultRoute(store: store).respond)
    router.get("/tasks", use: TaskListRoute(store: store).respond)
    router.delete("/tasks/{id}", use: CancelRoute(store: store).respond)
    router.get("/healthz", use: HealthRoute().respond)
    router.get("/readyz", use: ReadinessRoute(store: store, queue: queue).respond)
    router.get("/openapi.json", use: OpenAPIRoute(document: document).respond)
    router.get("/docs", use: try DocumentationRoute(document: document).respond)
    for route in routes.routes {
        router.on(RouterPath(route.path), method: .options, use: OptionsRoute(route: route).respond)
    }
}
