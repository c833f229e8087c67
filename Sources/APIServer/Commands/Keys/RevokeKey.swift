import ArgumentParser
import Foundation
import Shared

/// `lakewright-api keys revoke FINGERPRINT`.
struct RevokeKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End an API key for good. Its tasks stay, and nobody can see them any more.",
        discussion: "Where the last key is revoked, the server goes on asking for one, and lets nobody in.")

    @Argument(help: "The key's fingerprint, from: lakewright-api keys list")
    var fingerprint: String

    @OptionGroup var options: KeysOptions

    func run() async throws {
        let audit = try OperatorAudit()
        guard let key = try await options.store().revokeKey(fingerprint: fingerprint.lowercased()) else {
            throw ValidationError("There is no key \(fingerprint). List them with: lakewright-api keys list")
        }
        guard key.revokedAt == nil else {
            Terminal.say("Key \(key.fingerprint) for \(key.name) was revoked before.")
            return
        }
        audit.record("key.revoke", subject: key.fingerprint)
        Terminal.say("Key \(key.fingerprint) for \(key.name) is revoked.")
    }
}
