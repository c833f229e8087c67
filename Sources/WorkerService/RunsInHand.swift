import Logging
import Shared
import Synchronization

/// The runs that a worker has, and the watch over those that last. What ends in a moment needs no heartbeat and nobody who waits
/// beside it, nor has progress worth writing down.
///
/// The watch is kept on the cooperative pool, whatever thread a run is on: one that doesn't let go of its thread can't keep the
/// watch from its work.
final class RunsInHand: Sendable {
    private struct State {
        /// Those that nobody watches over yet.
        var fresh: [ObjectIdentifier: (run: Run, logger: Logger)] = [:]
        var watches: [ObjectIdentifier: Task<Void, Never>] = [:]
    }

    private let state = Mutex(State())
    private let watch: RunWatch

    /// How long a run is left unwatched, at least; twice that at most. Looked for and not told of, since that would wake a thread for each
    /// that ends at once.
    private static let moment: Duration = .milliseconds(50)

    init(watch: RunWatch) {
        self.watch = watch
    }

    func begin(_ run: Run, logger: Logger) {
        state.withLock { $0.fresh[ObjectIdentifier(run)] = (run, logger) }
    }

    /// Forgets a run whose end is written down, or is not to be written here.
    func end(_ run: Run) {
        let watch = state.withLock { state in
            state.fresh[ObjectIdentifier(run)] = nil
            return state.watches.removeValue(forKey: ObjectIdentifier(run))
        }
        watch?.cancel()
    }

    /// Sees to it that each run that lasts is watched over, until the calling task is cancelled.
    func keepWatch() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.moment)
            let latest = ContinuousClock.now - Self.moment
            state.withLock { state in
                for (id, entry) in state.fresh where entry.run.began <= latest {
                    state.fresh[id] = nil
                    state.watches[id] = Task { await watch.watch(entry.run, logger: entry.logger) }
                }
            }
        }
    }
}
