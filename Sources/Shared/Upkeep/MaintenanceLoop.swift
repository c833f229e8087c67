import Logging
import ServiceLifecycle

/// Has the store do its housekeeping now and then; see ``TaskStore/maintain()``.
public struct MaintenanceLoop: Service {
    private let store: any TaskStore
    private let interval: Duration
    private let logger: Logger

    public init(
        store: any TaskStore, interval: Duration, logger: Logger = Logger(label: "lakewright.maintenance")
    ) {
        self.store = store
        self.interval = interval
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: interval * Double.random(in: 0.8...1.2))
                guard !Task.isCancelled else { return }
                do {
                    try await store.maintain()
                } catch {
                    logger.warning(
                        "housekeeping of the store failed; it is tried again", metadata: ["reason": "\(error)"])
                }
            }
        }
    }
}
