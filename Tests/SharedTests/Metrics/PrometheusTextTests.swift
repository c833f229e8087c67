import Testing

@testable import Shared

@Suite struct PrometheusTextTests {
    @Test func aFamilyHasItsHelpAndTypeOnceAndItsSeriesInOrder() {
        let text = PrometheusText.write([
            MetricSample(.tasks, [("state", "running"), ("phase", "verifying")], 2),
            MetricSample(.queueUp, [], 1),
            MetricSample(.tasks, [("state", "done"), ("phase", "done")], 12),
        ])
        #expect(
            text == """
                # HELP lakewright_queue_up \(Metric.queueUp.help)
                # TYPE lakewright_queue_up gauge
                lakewright_queue_up 1
                # HELP lakewright_tasks \(Metric.tasks.help)
                # TYPE lakewright_tasks gauge
                lakewright_tasks{phase="done",state="done"} 12
                lakewright_tasks{phase="verifying",state="running"} 2

                """)
    }

    @Test func aDistributionIsWrittenAsCumulativeBucketsSumAndCount() {
        let distribution = MetricSample.Distribution(
            buckets: [.init(bound: 0.005, count: 1), .init(bound: 1, count: 3)], count: 4, sum: 12.5)
        let text = PrometheusText.write([
            MetricSample(name: "x_seconds", labels: [("route", "/new")], value: .distribution(distribution))
        ])
        #expect(
            text == """
                x_seconds_bucket{route="/new",le="0.005"} 1
                x_seconds_bucket{route="/new",le="1"} 3
                x_seconds_bucket{route="/new",le="+Inf"} 4
                x_seconds_sum{route="/new"} 12.5
                x_seconds_count{route="/new"} 4

                """)
    }

    @Test func whatLabelsHoldCanBreakNoLine() {
        let text = PrometheusText.write([
            MetricSample(name: "a-b c", labels: [("x.y", "back\\slash \"quoted\"\nnext")], value: .number(.infinity))
        ])
        #expect(text == "a_b_c{x_y=\"back\\\\slash \\\"quoted\\\"\\nnext\"} +Inf\n")
    }

    @Test(
        arguments: [(0.25, "0.25"), (3, "3"), (-2, "-2"), (1e300, "1e+300"), (.nan, "NaN"), (-.infinity, "-Inf")]
            as [(Double, String)])
    func numbers(_ value: Double, _ written: String) {
        #expect(PrometheusText.write([MetricSample(name: "n", value: .number(value))]) == "n \(written)\n")
    }
}
