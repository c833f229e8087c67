import Foundation
import Shared
import Testing

@Suite struct SecretsStayUnprintedTests {
    private func everyPrint(of value: Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        return "\(value) \(String(reflecting: value)) \([value]) \(dumped)"
    }

    @Test func aRequestPrintsWithoutItsURL() {
        #expect(!everyPrint(of: Sample.request()).contains("hunter2"))
    }

    @Test func aConfigurationPrintsWithoutItsKeysAndPasswords() throws {
        let key = Data("hunter2-hunter2-hunter2-hunter2-".utf8).base64EncodedString()
        let configuration = try LakewrightConfiguration.read(
            arguments: ["program"],
            environment: [
                "LAKEWRIGHT_BROKER_URL": "redis://u:hunter2@h", "LAKEWRIGHT_SEALING_KEY": key,
                "LAKEWRIGHT_LLM_URL": "http://u:hunter2@h", "LAKEWRIGHT_LLM_MODEL": "m",
                "LAKEWRIGHT_LLM_KEY": "hunter2",
            ])
        let printed = everyPrint(of: configuration)
        #expect(!printed.contains("hunter2"))
        #expect(!printed.contains(key))
        #expect(configuration.languageModel?.key == "hunter2")
    }
}
