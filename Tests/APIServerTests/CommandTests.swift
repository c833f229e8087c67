import ArgumentParser
import Shared
import Testing

@testable import APIServer

@Suite("the command line")
struct CommandTests {
    private func configuration(_ arguments: [String]) throws -> LakewrightConfiguration {
        let serve = try #require(try LakewrightAPI.parseAsRoot(arguments) as? Serve)
        return try LakewrightConfiguration.read(arguments: serve.options.arguments, environment: [:])
    }

    @Test("serve is what happens when no subcommand is named", arguments: [[], ["serve"]])
    func defaults(arguments: [String]) throws {
        let configuration = try configuration(arguments)
        #expect(configuration.server.host == "127.0.0.1")
        #expect(configuration.server.port == 8998)
        #expect(configuration.server.bodyLimit == 16 * 1024 * 1024)
        #expect(configuration.broker == .redis(RedisAddress(host: "127.0.0.1")))
    }

    @Test("every option reaches the configuration")
    func options() throws {
        let configuration = try configuration([
            "serve", "--host", "::1", "--port=9001", "--body-limit", "2048", "--broker-url", "memory://",
            "--queue", "other", "--database", "/tmp/x.sqlite", "--key-file", "/tmp/x.key", "--log-level", "debug",
            "--log-format", "json",
        ])
        #expect(configuration.server.host == "::1")
        #expect(configuration.server.port == 9001)
        #expect(configuration.server.bodyLimit == 2048)
        #expect(configuration.broker == .memory)
        #expect(configuration.queueName == "other")
        #expect(configuration.databasePath == "/tmp/x.sqlite")
        if case .file(let path) = configuration.sealingKey {
            #expect(path == "/tmp/x.key")
        } else {
            Issue.record("the key file is not used")
        }
        #expect(configuration.logLevel == .debug)
        #expect(configuration.logFormat == .json)
    }

    @Test("an option that isn't known is an error, secrets on the command line among them")
    func unknown() {
        for arguments in [["--nonsense", "1"], ["serve", "--sealing-key", "x"], ["serve", "extra"]] {
            #expect(throws: (any Error).self) { try LakewrightAPI.parseAsRoot(arguments) }
        }
    }
}
