import Foundation
import Shared
import TestSupport
import Testing

@Suite("docs/operations.md")
struct OperationsGuideTests {
    @Test("has every setting, with the line of help that the programs print", arguments: Setting.allCases)
    func settings(_ setting: Setting) throws {
        #expect(try Self.guide().contains("| `\(setting.environmentVariable)` | \(setting.help) |"))
    }

    @Test(
        "names only commands and options that there are",
        .enabled(if: LakewrightProcess.isAvailable, "the programs are not built: swift build"))
    func commands() async throws {
        let folder = try Deployment.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let lines = try Self.guide().split(separator: "\n").filter { $0.hasPrefix("$ lakewright-") }
        #expect(lines.count >= 10)
        for line in lines {
            var words = line.dropFirst(2).split(separator: " ").map(String.init)
            if let end = words.firstIndex(where: { ["&", "2>&1", "|", "&&", "#"].contains($0) }) {
                words.removeSubrange(end...)
            }
            let name = words.removeFirst()
            let program = try #require(LakewrightProcess.Program(rawValue: name))
            let process = try LakewrightProcess.start(program, words + ["--help"], environment: [:], folder: folder)
            #expect(try await process.ending() == .exit(0), "\(line): \(process.log)")
            for option in words where option.hasPrefix("--") {
                #expect(process.output.contains(option), "\(line)")
            }
            let depth = ["tasks", "store"].contains(words.first) ? 2 : 1
            for subcommand in words.prefix(depth) {
                #expect(process.output.contains(subcommand), "\(line)")
            }
        }
    }

    private static func guide() throws -> String {
        try String(
            contentsOf: DevelopmentTrino.repositoryRoot.appendingPathComponent("docs/operations.md"), encoding: .utf8)
    }

    @Test("has every series of /metrics, with the line of help that stands there", arguments: Metric.allCases)
    func metrics(_ metric: Metric) throws {
        let guide = try String(
            contentsOf: DevelopmentTrino.repositoryRoot.appendingPathComponent("docs/operations.md"), encoding: .utf8)
        #expect(guide.contains("| `\(metric.rawValue)` | \(metric.help) |"))
    }
}
