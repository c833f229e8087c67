import ArgumentParser
import Foundation
import Shared

/// `lakewright-api keys create NAME`: makes a key and shows it, this once.
struct CreateKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make an API key and print it. It is stored as a digest only and can't be shown again.",
        discussion: """
            The key goes to standard output, all else to standard error:  KEY=$(lakewright-api keys create ann)
            """)

    @Argument(help: "Whose key it is, for the list: up to 100 characters.")
    var name: String

    @OptionGroup var options: KeysOptions

    func validate() throws {
        let isPrintable = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        guard (1...100).contains(name.count), isPrintable else {
            throw ValidationError("Give the key a name of 1 to 100 characters, on one line.")
        }
    }

    func run() async throws {
        try CoreDumps.turnOff()
        let audit = try OperatorAudit()
        // A service may get its first key before its first start.
        let store = try options.store(creates: true)
        let isFirst = try await store.issuedKeys().isEmpty
        let (key, issued) = try await store.issueKey(name: name)
        audit.record("key.create", subject: issued.fingerprint)
        print(key.text)
        Terminal.say("Key \(issued.fingerprint) for \(name). Keep it now: it can't be shown again.")
        if isFirst {
            Terminal.say("From now on the server asks every client for a key.")
        }
    }
}
