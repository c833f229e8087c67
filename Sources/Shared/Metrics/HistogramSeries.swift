import Metrics
import Synchronization

/// Counts of observations by size. Timers hand it nanoseconds; it keeps seconds.
final class HistogramSeries: TimerHandler, RecorderHandler, Sendable {
    private struct Counts {
        /// One for each bound, and one for what is larger than all of them.
        var buckets: [UInt64]
        var sum = 0.0
    }

    /// Rising, in seconds.
    private let bounds: [Double]
    private let counts: Mutex<Counts>

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Mutex(Counts(buckets: [UInt64](repeating: 0, count: bounds.count + 1)))
    }

    var distribution: MetricSample.Distribution {
        let counts = counts.withLock { $0 }
        var total: UInt64 = 0
        let buckets = zip(bounds, counts.buckets).map { bound, count in
            total += count
            return MetricSample.Distribution.Bucket(bound: bound, count: total)
        }
        return .init(buckets: buckets, count: total + (counts.buckets.last ?? 0), sum: counts.sum)
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        counts.withLock { counts in
            counts.buckets[index] += 1
            counts.sum += value
        }
    }
}
