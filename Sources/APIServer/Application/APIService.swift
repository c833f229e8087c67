import Foundation
import Hummingbird
import Logging
import MetricsEndpoint
import ServiceLifecycle
import Shared
import WorkerService

/// The whole process: store, queue, HTTP server, and the loops that look after tasks.
struct APIService {
    let configuration: LakewrightConfiguration
    let settings: APISettings
    /// Backs the metrics system of the process.
    var registry = MetricsRegistry()

    /// How long requests that are being sent or answered get when the process is told to stop.
    private static let drainLimit = Duration.seconds(5)

    /// Runs until SIGTERM or SIGINT.
    ///
    /// On a signal the server stops taking connections and answers the requests that it has; then the loops end, and at
    /// last the queue delivers what it still can.
    ///
    /// - Throws: ``BindPolicy/Refused``, ``ListeningAddress/Taken``, ``ListeningAddress/Unusable``, ``AuditLog/Unusable``, ``TLSFiles/Unusable``, `TaskStoreError`, `SealingError`, and what else binding an
    ///   address throws.
    func run() async throws {
        let logger = Logger(label: "lakewright.api")
        let store = try SQLiteTaskStore(path: configuration.databasePath)
        let keys = KeyWatch(configured: settings.keys, store: store, logger: logger)
        try await keys.reload()
        let audit = try AuditLog(path: settings.auditLog)
        defer { audit.flush() }
        let dependencies = APIDependencies(
            store: store, queue: configuration.broker.makeQueue(name: configuration.queueName),
            sealer: try configuration.sealingKey.sealer(), keys: keys, audit: audit,
            allowedNetworks: configuration.allowedNetworks)
        let metrics = ServiceMetrics(
            program: "lakewright-api", registry: registry, store: dependencies.store, queue: dependencies.queue)
        let application = try buildApplication(
            server: configuration.server, settings: settings, dependencies: dependencies,
            metrics: metrics, logger: logger)

        var services: [any Service] = [keys]
        services.append(RecoveryLoop(store: dependencies.store, queue: dependencies.queue, work: configuration.work))
        services.append(MaintenanceLoop(store: dependencies.store, interval: configuration.checkpoint))
        services.append(ThriftLoop())
        services.append(MetricsServer(address: configuration.metrics, metrics: metrics))
        if let retention = configuration.retention {
            services.append(RetentionLoop(store: dependencies.store, retention: retention))
        }
        if configuration.broker == .memory {
            services.append(
                try EmbeddedWorker.service(configuration: configuration, dependencies: dependencies, logger: logger))
        }
        // Services stop in reverse order: the server first, so that no request comes in for what is gone already.
        services.append(DrainLimit(limit: Self.drainLimit, service: application))

        var group = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = Self.drainLimit + configuration.work.grace + .seconds(5)
        if !keys.ring.isRequired {
            logger.notice("serving without API keys: anybody who reaches the address may use the service")
        }
        // Requests ask the store where they are answered; no more than two of the threads ever wait for one another's writes.
        let threads = WorkThreads(count: max(4, ProcessInfo.processInfo.activeProcessorCount), name: "request")
        defer { threads.finish() }
        let address = ListeningAddress(server: configuration.server)
        let result: Result<Void, any Error>
        do {
            try address.check()
            try await withTaskExecutorPreference(threads) { try await ServiceGroup(configuration: group).run() }
            result = .success(())
        } catch {
            result = .failure(address.explained(error))
        }
        await dependencies.queue.shutdown()
        try result.get()
    }
}
