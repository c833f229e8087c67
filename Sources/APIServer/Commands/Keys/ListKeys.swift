import ArgumentParser
import Foundation
import Shared

/// `lakewright-api keys list`.
struct ListKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the API keys that were made here, by fingerprint; those of the environment are not among them.")

    @OptionGroup var options: KeysOptions

    func run() async throws {
        let keys = try await options.store().issuedKeys()
        guard !keys.isEmpty else {
            Terminal.say("No keys yet. Make one with: lakewright-api keys create NAME")
            return
        }
        print(Self.line("KEY", "CREATED", "STATE", "NAME"))
        for key in keys {
            let state = key.revokedAt.map { "revoked \(Self.text($0))" } ?? "good"
            print(Self.line(key.fingerprint, Self.text(key.createdAt), state, key.name))
        }
    }

    private static func line(_ key: String, _ created: String, _ state: String, _ name: String) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        return padded(key, 10) + padded(created, 22) + padded(state, 30) + name
    }

    private static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}
