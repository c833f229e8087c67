import Hummingbird
import Logging
import ServiceLifecycle
import Shared
import WorkerService

/// The whole process: store, queue, HTTP server, and the loops that look after tasks.
struct APIService {
    let configuration: LakewrightConfiguration
    let settings: APISettings

    /// Runs until SIGTERM or SIGINT.
    ///
    /// On a signal the server stops taking connections and answers the requests that it has; then the loops end, and at
    /// last the queue delivers what it still can.
    ///
    /// - Throws: ``BindPolicy/Refused``, `TaskStoreError`, `SealingError`, and what binding the address throws.
    func run() async throws {
        let logger = Logger(label: "lakewright.api")
        let dependencies = APIDependencies(
            store: try SQLiteTaskStore(path: configuration.databasePath),
            queue: configuration.broker.makeQueue(name: configuration.queueName),
            sealer: try configuration.sealingKey.sealer())
        let application = try buildApplication(
            server: configuration.server, settings: settings, dependencies: dependencies, logger: logger)

        var services: [any Service] = []
        services.append(RecoveryLoop(store: dependencies.store, queue: dependencies.queue, work: configuration.work))
        services.append(MaintenanceLoop(store: dependencies.store, every: configuration.checkpoint))
        if configuration.broker == .memory {
            services.append(
                try EmbeddedWorker.service(configuration: configuration, dependencies: dependencies, logger: logger))
        }
        // Services stop in reverse order: the server first, so that no request comes in for what is gone already.
        services.append(application)

        var group = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = configuration.work.grace + .seconds(10)
        if settings.keys.isEmpty {
            logger.notice("serving without API keys: anybody who reaches the address may use the service")
        }
        do {
            try await ServiceGroup(configuration: group).run()
        } catch {
            await dependencies.queue.shutdown()
            throw error
        }
        await dependencies.queue.shutdown()
    }
}
