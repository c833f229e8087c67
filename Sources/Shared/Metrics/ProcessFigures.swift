import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the operating system says of this process. Figures that it doesn't tell (there is no `/proc` on macOS) are
/// left out.
struct ProcessFigures: Sendable {
    private let program: String
    private let began = Date()

    init(program: String) {
        self.program = program
    }

    func samples() -> [MetricSample] {
        var samples = [
            MetricSample(.processInfo, [("program", program)], 1),
            MetricSample(.startTime, [], (began.timeIntervalSince1970 * 1000).rounded() / 1000),
        ]
        var used = timespec()
        if clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) == 0 {
            samples.append(MetricSample(.processorSeconds, [], Double(used.tv_sec) + Double(used.tv_nsec) / 1e9))
        }
        // Pages in all, then resident ones.
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
        if let pages, pages.count > 1, let resident = Double(pages[1]) {
            samples.append(MetricSample(.residentBytes, [], resident * Double(sysconf(Int32(_SC_PAGESIZE)))))
        }
        if let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            samples.append(MetricSample(.openFiles, [], Double(files.count)))
        }
        return samples
    }
}
