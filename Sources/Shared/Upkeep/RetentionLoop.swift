import Foundation
import Logging
import Metrics
import ServiceLifecycle

/// Forgets tasks that ended long ago, and their results with them, in small batches.
public struct RetentionLoop: Service {
    private let store: any TaskStore
    private let retention: Duration
    private let interval: Duration
    private let logger: Logger
    private let purged = Counter(.tasksPurged)

    static let batchLimit = 200

    public init(
        store: any TaskStore, retention: Duration, interval: Duration = .seconds(600),
        logger: Logger = Logger(label: "lakewright.retention")
    ) {
        self.store = store
        self.retention = retention
        self.interval = interval
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var horizon = RetentionHorizon(retention: retention, wallClock: Date(), monotonicClock: .now)
            while !Task.isCancelled {
                await purge(before: horizon.next(wallClock: Date(), monotonicClock: .now))
                try? await Task.sleep(for: interval * Double.random(in: 0.8...1.2))
            }
        }
    }

    private func purge(before date: Date) async {
        do {
            var count = 0
            while !Task.isCancelled {
                let batch = try await store.purge(endedBefore: date, limit: Self.batchLimit)
                count += batch
                guard batch == Self.batchLimit else { break }
                // Lets others write between two batches.
                try? await Task.sleep(for: .milliseconds(50))
            }
            purged.increment(by: count)
            if count > 0 { logger.notice("old tasks are forgotten", metadata: ["tasks": "\(count)"]) }
        } catch {
            logger.warning("old tasks can't be forgotten; it is tried again", metadata: ["reason": "\(error)"])
        }
    }
}

/// Before when a task must have ended to be forgotten.
///
/// It moves on no faster than the monotonic clock: a wall clock that jumps ahead while the process runs makes nobody's
/// result old.
struct RetentionHorizon {
    private var horizon: Date
    private var lastLook: SuspendingClock.Instant
    private let retention: TimeInterval

    init(retention: Duration, wallClock: Date, monotonicClock: SuspendingClock.Instant) {
        self.retention = retention / .seconds(1)
        horizon = wallClock - self.retention
        lastLook = monotonicClock
    }

    mutating func next(wallClock: Date, monotonicClock: SuspendingClock.Instant) -> Date {
        let furthest = horizon + (monotonicClock - lastLook) / .seconds(1)
        lastLook = monotonicClock
        horizon = min(furthest, wallClock - retention)
        return horizon
    }
}
