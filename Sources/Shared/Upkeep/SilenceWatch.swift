/// Tells which running tasks have fallen silent, by this watcher's own monotonic clock alone: what is compared is whether
/// a pulse changed between two looks, never a time that somebody else wrote down.
public struct SilenceWatch: Sendable {
    private struct Sighting {
        var pulse: TaskPulse
        /// For how long it was seen unchanged.
        var silence: Duration
    }

    private let lease: Duration
    private let longestGap: Duration
    private var sightings: [TaskLease: Sighting] = [:]
    private var lastLook: SuspendingClock.Instant?

    /// - Parameters:
    ///   - lease: How long a pulse may stay the same.
    ///   - longestGap: A watcher that didn't look for longer than this was itself stopped, and starts afresh, for what it
    ///     missed may have been signs of life.
    public init(lease: Duration, longestGap: Duration) {
        self.lease = lease
        self.longestGap = longestGap
    }

    /// Takes a look.
    ///
    /// - Parameter now: By a clock that stands still while the machine sleeps, as the workers do.
    /// - Returns: The pulses that have not changed for the length of a lease. A task is named at each look until its pulse
    ///   changes or goes away.
    public mutating func look(at pulses: [TaskPulse], now: SuspendingClock.Instant) -> [TaskPulse] {
        let gap = lastLook.map { now - $0 } ?? .zero
        lastLook = now
        if gap > longestGap || gap < .zero { sightings = [:] }
        var seen: [TaskLease: Sighting] = [:]
        for pulse in pulses {
            if let before = sightings[pulse.lease], before.pulse.heartbeat == pulse.heartbeat {
                seen[pulse.lease] = Sighting(pulse: pulse, silence: before.silence + gap)
            } else {
                seen[pulse.lease] = Sighting(pulse: pulse, silence: .zero)
            }
        }
        sightings = seen
        return pulses.filter { seen[$0.lease].map { $0.silence >= lease } ?? false }
    }

    /// Forgets what it saw. For a watcher that can't read or write the store: the workers can't either, and their
    /// silence says nothing.
    public mutating func startAfresh() {
        sightings = [:]
    }
}
