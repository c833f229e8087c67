import Foundation
import Shared
import TestSupport
import Testing

@Suite("docs/operations.md")
struct OperationsGuideTests {
    @Test("has every setting, with the line of help that the programs print", arguments: Setting.allCases)
    func settings(_ setting: Setting) throws {
        let guide = try String(
            contentsOf: DevelopmentTrino.repositoryRoot.appendingPathComponent("docs/operations.md"), encoding: .utf8)
        #expect(guide.contains("| `\(setting.environmentVariable)` | \(setting.help) |"))
    }

    @Test("has every series of /metrics, with the line of help that stands there", arguments: Metric.allCases)
    func metrics(_ metric: Metric) throws {
        let guide = try String(
            contentsOf: DevelopmentTrino.repositoryRoot.appendingPathComponent("docs/operations.md"), encoding: .utf8)
        #expect(guide.contains("| `\(metric.rawValue)` | \(metric.help) |"))
    }
}
