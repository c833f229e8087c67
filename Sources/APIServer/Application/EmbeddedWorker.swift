import Logging
import ServiceLifecycle
import Shared
import WorkerService

/// The worker that runs inside the API's process when the broker is `memory://`, whose queue no other process sees.
enum EmbeddedWorker {
    /// Makes the worker.
    ///
    /// - Throws: what making the runner throws, where its part of the configuration can't be used.
    static func service(
        configuration: LakewrightConfiguration, dependencies: APIDependencies, logger: Logger
    ) throws -> any Service {
        WorkerService(
            store: dependencies.store, queue: dependencies.queue, sealer: dependencies.sealer,
            runner: try OptimizationTaskRunner.make(configuration: configuration, logger: logger),
            work: configuration.work, logger: logger)
    }
}
