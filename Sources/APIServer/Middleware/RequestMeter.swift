import Metrics
import Shared
import Synchronization

/// Counts requests by method, route and status, and times them by route.
///
/// Keeps the series that it has seen, for looking one up in the metrics system costs more than the rest. Methods, routes
/// and statuses are the server's own, so their number is bounded.
final class RequestMeter: Sendable {
    private struct Kind: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private struct Series {
        var counters: [Kind: Counter] = [:]
        var timers: [String: Timer] = [:]
    }

    private let series = Mutex(Series())

    func record(method: String, route: String, status: Int, duration: Duration) {
        let kind = Kind(method: method, route: route, status: status)
        let (counter, timer) = series.withLock { series in
            (
                series.counters[kind] ?? Self.counter(kind, in: &series),
                series.timers[route] ?? Self.timer(route, in: &series)
            )
        }
        counter.increment()
        timer.record(duration: duration)
    }

    private static func counter(_ kind: Kind, in series: inout Series) -> Counter {
        let counter = Counter(
            .httpRequests, [("method", kind.method), ("route", kind.route), ("status", String(kind.status))])
        series.counters[kind] = counter
        return counter
    }

    private static func timer(_ route: String, in series: inout Series) -> Timer {
        let timer = Timer(.httpRequestSeconds, [("route", route)])
        series.timers[route] = timer
        return timer
    }
}
