import Foundation
import Shared
import Testing

@Suite struct LakewrightConfigurationTests {
    private func read(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws
        -> LakewrightConfiguration
    {
        try .read(arguments: ["program"] + arguments, environment: environment)
    }

    @Test func nothingSaidMeansTheDefaults() throws {
        let configuration = try read()
        #expect(configuration.server == .init())
        #expect(configuration.server.port == 8998)
        #expect(configuration.server.host == "127.0.0.1")
        #expect(configuration.broker == .redis(RedisAddress(host: "127.0.0.1")))
        #expect(configuration.databasePath == "run/lakewright.sqlite")
        #expect(configuration.work == .init())
        #expect(configuration.languageModel == nil)
        guard case .file(let path) = configuration.sealingKey else {
            Issue.record("the key should be in a file")
            return
        }
        #expect(path.hasSuffix("run/sealing.key"))
    }

    @Test func theCommandLineWinsOverTheEnvironment() throws {
        let environment = ["LAKEWRIGHT_PORT": "1", "LAKEWRIGHT_HOST": "::1", "LAKEWRIGHT_BODY_LIMIT": "2048"]
        let configuration = try read(["serve", "--port", "2", "--unknown=x"], environment)
        #expect(configuration.server.port == 2)
        #expect(configuration.server.host == "::1")
        #expect(configuration.server.bodyLimit == 2048)
        #expect(try read(["--port=3"], environment).server.port == 3)
    }

    @Test func anEmptyVariableIsNone() throws {
        #expect(try read([], ["LAKEWRIGHT_PORT": ""]).server.port == 8998)
    }

    @Test(arguments: [
        (Setting.port, "80x"), (.port, "70000"), (.bodyLimit, "1"), (.concurrency, "0"), (.leaseSeconds, "-1"),
        (.leaseSeconds, "2.9"), (.tenantConcurrency, "-1"), (.memoryLimitMB, "much"), (.retentionDays, "1.5"),
        (.logLevel, "loud"), (.logFormat, "xml"), (.brokerURL, "rediss://h"),
        (.sealingKey, "c2hvcnQ="),
    ])
    func aValueThatCannotBeUsedIsAnErrorThatNamesTheSetting(setting: Setting, value: String) {
        #expect {
            try read([], [setting.environmentVariable: value])
        } throws: { error in
            "\(error)".contains(setting.environmentVariable)
        }
    }

    @Test func secretsAreRefusedOnTheCommandLine() {
        #expect {
            try read(["--sealing-key", "hunter2"])
        } throws: { error in
            !"\(error)".contains("hunter2") && "\(error)".contains("LAKEWRIGHT_SEALING_KEY")
        }
    }

    @Test func aModelNeedsAName() throws {
        #expect(throws: ConfigurationError.self) { try read([], ["LAKEWRIGHT_LLM_URL": "http://127.0.0.1:1/v1"]) }
        let model = try read([], ["LAKEWRIGHT_LLM_URL": "http://h/v1", "LAKEWRIGHT_LLM_MODEL": "m"]).languageModel
        #expect(model?.model == "m")
        #expect(model?.key == nil)
    }

    @Test func everySettingIsExplained() {
        for setting in Setting.allCases { #expect(!setting.help.isEmpty) }
        #expect(Setting.brokerURL.environmentVariable == "LAKEWRIGHT_BROKER_URL")
    }
}
