/// What one series says at one moment.
public struct MetricSample: Sendable, Hashable {
    public enum Value: Sendable, Hashable {
        case number(Double)
        case distribution(Distribution)
    }

    /// Observations by size.
    public struct Distribution: Sendable, Hashable {
        /// How many observations were at most this large, by rising upper bounds in seconds.
        public var buckets: [Bucket]
        public var count: UInt64
        /// Of all observations, in seconds.
        public var sum: Double

        public struct Bucket: Sendable, Hashable {
            public var bound: Double
            public var count: UInt64
        }
    }

    public var name: String
    public var labels: MetricLabels
    public var value: Value

    public init(name: String, labels: MetricLabels = [], value: Value) {
        self.name = name
        self.labels = labels
        self.value = value
    }

    /// A sample of a metric that isn't counted as it happens but read when it is asked for.
    init(_ metric: Metric, _ labels: MetricLabels = [], _ number: Double) {
        self.init(name: metric.rawValue, labels: labels, value: .number(number))
    }
}

/// The dimensions of a series, in the order of their names.
public struct MetricLabels: Sendable, Hashable, ExpressibleByArrayLiteral {
    public struct Label: Sendable, Hashable {
        public let name: String
        public let value: String
    }

    public let all: [Label]

    public init(_ dimensions: [(String, String)]) {
        all = dimensions.map { Label(name: $0.0, value: $0.1) }.sorted { $0.name < $1.name }
    }

    public init(arrayLiteral elements: (String, String)...) {
        self.init(elements)
    }
}
