/// All that `/metrics` tells: what this process counted, what store and queue hold, and what the operating system says
/// of the process.
public actor ServiceMetrics {
    private let registry: MetricsRegistry
    private let store: any TaskStore
    private let queue: any TaskQueue
    private let process: ProcessFigures
    private var census: (taken: ContinuousClock.Instant, samples: [MetricSample])?

    /// Counting tasks reads an index from end to end; however often somebody asks, it is done once in this time.
    private static let censusInterval: Duration = .seconds(2)

    /// - Parameter program: The program's name, for ``Metric/processInfo``.
    public init(program: String, registry: MetricsRegistry, store: any TaskStore, queue: any TaskQueue) {
        self.registry = registry
        self.store = store
        self.queue = queue
        process = ProcessFigures(program: program)
    }

    /// The figures of now, as ``PrometheusText`` writes them. What store or queue can't tell is left out.
    public func text() async -> String {
        PrometheusText.write(registry.samples() + process.samples() + (await censusSamples()))
    }

    private func censusSamples() async -> [MetricSample] {
        if let census, ContinuousClock.now - census.taken < Self.censusInterval { return census.samples }
        async let tasks = try? store.census()
        async let depths = try? queue.depths()
        var samples: [MetricSample] = []
        if let tasks = await tasks {
            samples += tasks.groups.map {
                MetricSample(
                    .tasks, [("state", $0.state.rawValue), ("phase", $0.phase.rawValue)], Double($0.count))
            }
            samples.append(MetricSample(.oldestWaitingSeconds, [], tasks.oldestWaiting / .seconds(1)))
            samples.append(MetricSample(.deadLetters, [], Double(tasks.deadLetters)))
            samples.append(MetricSample(.storeUp, [], 1))
        } else {
            samples.append(MetricSample(.storeUp, [], 0))
        }
        if let depths = await depths {
            samples += depths.map { MetricSample(.queueDepth, [("priority", $0.key.rawValue)], Double($0.value)) }
            samples.append(MetricSample(.queueUp, [], 1))
        } else {
            samples.append(MetricSample(.queueUp, [], 0))
        }
        census = (taken: ContinuousClock.now, samples: samples)
        return samples
    }
}
