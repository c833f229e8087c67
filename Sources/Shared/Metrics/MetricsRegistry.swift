import Metrics
import Synchronization

/// The process's metrics, kept in memory for `/metrics` to tell: a backend of swift-metrics.
///
/// A series is made when it is first asked for and stays until the process ends. Asking for the same name and dimensions
/// again gives the same series; asking for a name as another kind than before gives one that is counted nowhere.
///
/// ```swift
/// let registry = MetricsRegistry()
/// MetricsSystem.bootstrap(registry)
/// Counter(.tasksClaimed).increment()
/// print(registry.samples())
/// ```
public final class MetricsRegistry: MetricsFactory, Sendable {
    private struct Key: Hashable {
        let name: String
        let labels: MetricLabels
    }

    private enum Series {
        case counter(CounterSeries)
        case gauge(GaugeSeries)
        case histogram(HistogramSeries)
    }

    private let series = Mutex<[Key: Series]>([:])

    public init() {}

    /// What every series says now, in no order.
    public func samples() -> [MetricSample] {
        let all = series.withLock { $0 }
        return all.map { key, series in
            let value: MetricSample.Value =
                switch series {
                case .counter(let counter): .number(Double(counter.value))
                case .gauge(let gauge): .number(gauge.value)
                case .histogram(let histogram): .distribution(histogram.distribution)
                }
            return MetricSample(name: key.name, labels: key.labels, value: value)
        }
    }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        find(label, dimensions, make: { .counter(CounterSeries()) }) { series -> CounterSeries? in
            guard case .counter(let counter) = series else { return nil }
            return counter
        } ?? CounterSeries()
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return gauge(label, dimensions) }
        return histogram(label, dimensions)
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions)
    }

    // A counter that starts from nothing again would look like a restart of the process, so nothing is ever destroyed.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
        find(label, dimensions, make: { .gauge(GaugeSeries()) }) { series -> GaugeSeries? in
            guard case .gauge(let gauge) = series else { return nil }
            return gauge
        } ?? GaugeSeries()
    }

    private func histogram(_ label: String, _ dimensions: [(String, String)]) -> HistogramSeries {
        let bounds = (Metric(rawValue: label) ?? .httpRequestSeconds).bounds
        return find(label, dimensions, make: { .histogram(HistogramSeries(bounds: bounds)) }) {
            series -> HistogramSeries? in
            guard case .histogram(let histogram) = series else { return nil }
            return histogram
        } ?? HistogramSeries(bounds: bounds)
    }

    private func find<Handler: Sendable>(
        _ name: String, _ dimensions: [(String, String)], make: () -> Series, unwrap: (Series) -> Handler?
    ) -> Handler? {
        let key = Key(name: name, labels: MetricLabels(dimensions))
        return series.withLock { all in
            if let known = all[key] { return unwrap(known) }
            let isOtherKind = all.contains { $0.key.name == name && unwrap($0.value) == nil }
            guard !isOtherKind else { return nil }
            let made = make()
            all[key] = made
            return unwrap(made)
        }
    }
}
