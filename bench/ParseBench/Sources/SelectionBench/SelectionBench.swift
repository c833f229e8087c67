import Foundation
import Optimizer

/// `SelectionBench`: how long the choice of tables, and a whole run without an engine, take as the workload grows. One line of JSON
/// a measurement.
@main
struct SelectionBench {
    static func main() async throws {
        for (queries, tables) in [(25, 12), (50, 25), (100, 50), (200, 100), (400, 200)] {
            let problem = SyntheticProblem(queries: queries, tables: tables).problem
            var z = 0.0
            let seconds = await cpuSeconds { z = problem.solved().z }
            let best = problem.baselines().max { $0.outcome.z < $1.outcome.z }
            try line(
                Line(
                    what: "selection", queries: queries, tables: tables, cpuSeconds: seconds,
                    againstBest: best.map { z / $0.outcome.z }, best: best?.rule))
        }
        for (queries, tables) in [(25, 5), (50, 10), (100, 20), (200, 40)] {
            let input = SyntheticWorkload(queries: queries, tables: tables).input
            let seconds = try await cpuSeconds { _ = try await Advisor(input, engine: nil).run() }
            try line(Line(what: "run", queries: queries, tables: tables, cpuSeconds: seconds))
        }
    }

    private struct Line: Encodable {
        var what: String
        var queries: Int
        var tables: Int
        var cpuSeconds: Double
        var againstBest: Double?
        var best: String?
    }

    private static func line(_ line: Line) throws {
        print(String(decoding: try JSONEncoder().encode(line), as: UTF8.self))
    }

    /// Processor time of the whole process, the shortest of three.
    private static func cpuSeconds(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Void
    ) async rethrows -> Double {
        var shortest = Double.infinity
        for _ in 0..<3 {
            let began = processorTime
            try await work()
            shortest = min(shortest, processorTime - began)
        }
        return shortest
    }

    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
