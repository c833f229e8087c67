import ArgumentParser
import Logging
import Metrics
import MetricsEndpoint
import ServiceLifecycle
import Shared
import WorkerService

/// `lakewright-worker serve`: takes tasks from the queue until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take tasks from the queue and run them.",
        discussion: """
            Start as many as you like, on one host: they share the SQLite file. On SIGTERM no new task is taken; those in hand \
            get a grace time to finish, and then go back to the queue.

            Environment:
            \(Self.variables)
            """)

    @Option(help: "\(Setting.brokerURL.help) [\(Setting.brokerURL.environmentVariable)]")
    var brokerUrl: String?

    @Option(help: "\(Setting.database.help) [\(Setting.database.environmentVariable)]")
    var database: String?

    @Option(help: "\(Setting.concurrency.help) [\(Setting.concurrency.environmentVariable)]")
    var concurrency: String?

    func run() async throws {
        MemoryThrift.begin()
        ProcessSignals.ignoreSIGPIPE()
        // defence: core-dumps-of-worker
        try CoreDumps.turnOff()
        let configuration = try LakewrightConfiguration.read(arguments: arguments)
        guard configuration.broker != .memory else {
            throw ValidationError(
                "memory:// is a queue inside the API's process, which then works by itself. For a worker of its own give "
                    + "\(Setting.brokerURL.environmentVariable) a redis:// address.")
        }
        configuration.bootstrapLogging()
        let registry = MetricsRegistry()
        MetricsSystem.bootstrap(registry)
        let logger = Logger(label: "lakewright.worker")
        let store = try SQLiteTaskStore(path: configuration.databasePath)
        let queue = configuration.broker.makeQueue(name: configuration.queueName)
        let metrics = ServiceMetrics(program: "lakewright-worker", registry: registry, store: store, queue: queue)
        let services: [any Service] = [
            MetricsServer(address: configuration.metrics, metrics: metrics),
            RecoveryLoop(store: store, queue: queue, work: configuration.work),
            MaintenanceLoop(store: store, interval: configuration.checkpoint),
            ThriftLoop(),
            WorkerService(
                store: store, queue: queue, sealer: try configuration.sealingKey.sealer(),
                runner: try OptimizationTaskRunner.make(configuration: configuration, logger: logger),
                work: configuration.work, logger: logger),
        ]
        var group = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = configuration.work.grace + .seconds(10)
        let result: Result<Void, any Error>
        do {
            try await ServiceGroup(configuration: group).run()
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await queue.shutdown()
        try result.get()
    }

    private var arguments: [String] {
        let given: [(Setting, String?)] = [
            (.brokerURL, brokerUrl), (.database, database), (.concurrency, concurrency),
        ]
        return ["lakewright-worker"] + given.flatMap { setting, value in value.map { [setting.option, $0] } ?? [] }
    }

    private static var variables: String {
        Setting.allCases.filter { ![.host, .port, .bodyLimit].contains($0) }
            .map { "  \($0.environmentVariable)\n      \($0.help)" }.joined(separator: "\n")
    }
}
