import Metrics
import Testing

@testable import Shared

@Suite struct MetricsRegistryTests {
    private let registry = MetricsRegistry()

    private func numbers() -> [String: Double] {
        Dictionary(
            uniqueKeysWithValues: registry.samples().compactMap { sample in
                guard case .number(let number) = sample.value else { return nil }
                let labels = sample.labels.all.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
                return ("\(sample.name) \(labels)", number)
            })
    }

    @Test func theSameNameAndDimensionsAreOneSeries() {
        Counter(label: "c_total", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
        Counter(label: "c_total", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment(by: 4)
        Counter(label: "c_total", dimensions: [("a", "2")], factory: registry).increment()
        #expect(numbers() == ["c_total a=1,b=2": 5, "c_total a=2": 1])
    }

    @Test func gaugesRiseAndFall() {
        let gauge = Meter(label: "g", factory: registry)
        gauge.set(5)
        gauge.increment(by: 2.5)
        gauge.decrement()
        #expect(numbers() == ["g ": 6.5])
    }

    @Test func manyAtOnceLoseNothing() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        Counter(label: "c_total", factory: registry).increment()
                        Timer(label: "t_seconds", factory: registry).recordNanoseconds(1)
                    }
                }
            }
        }
        #expect(numbers() == ["c_total ": 8000])
        #expect(
            registry.samples().contains { if case .distribution(let d) = $0.value { d.count == 8000 } else { false } })
    }

    @Test func durationsAreCountedBySize() throws {
        let timer = Timer(label: Metric.storeWriteSeconds.rawValue, factory: registry)
        timer.record(duration: .milliseconds(1))
        timer.record(duration: .microseconds(1001))
        timer.record(duration: .seconds(60))
        guard case .distribution(let distribution) = try #require(registry.samples().first).value else {
            Issue.record("a timer is no distribution")
            return
        }
        #expect(distribution.count == 3)
        #expect(abs(distribution.sum - 60.002001) < 1e-9)
        let counts = Dictionary(uniqueKeysWithValues: distribution.buckets.map { ($0.bound, $0.count) })
        // A bound belongs to its bucket, and buckets count all that is smaller.
        #expect(counts[0.0005] == 0)
        #expect(counts[0.001] == 1)
        #expect(counts[0.0025] == 2)
        #expect(counts[10] == 2)
    }

    @Test func anotherKindOfTheSameNameSpoilsNothing() {
        Counter(label: "n", factory: registry).increment()
        Meter(label: "n", factory: registry).set(9)
        Timer(label: "n", dimensions: [("a", "1")], factory: registry).recordNanoseconds(1)
        #expect(numbers() == ["n ": 1])
        #expect(registry.samples().count == 1)
    }
}
