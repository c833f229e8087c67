import Logging
import ServiceLifecycle
import Shared
import Synchronization

/// The keys that are good now: those of the configuration, and those of the store, which `lakewright-api keys` changes
/// while the server runs. Requests read them from memory; a loop looks into the store once a second.
final class KeyWatch: Service {
    private let configured: APIKeyRing
    private let store: any IssuedKeys
    private let current: Mutex<APIKeyRing>
    private let logger: Logger

    /// How long a revoked key may still be taken.
    private static let interval = Duration.seconds(1)

    init(configured: APIKeyRing, store: any IssuedKeys, logger: Logger) {
        self.configured = configured
        self.store = store
        self.logger = logger
        current = Mutex(configured)
    }

    /// What requests are checked against.
    var ring: APIKeyRing { current.withLock { $0 } }

    /// Reads the store's keys.
    ///
    /// - Throws: `TaskStoreError`.
    func reload() async throws {
        let ring = configured.adding(try await store.issuedKeys())
        current.withLock { $0 = ring }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var couldNot = false
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                do {
                    try await self.reload()
                    couldNot = false
                } catch {
                    if !couldNot && !Task.isCancelled {
                        self.logger.warning(
                            "the API keys can't be read; those last read hold", metadata: ["reason": "\(error)"])
                    }
                    couldNot = true
                }
            }
        }
    }
}
