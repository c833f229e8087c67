import ArgumentParser
import Shared

/// `lakewright-api keys rotate-sealing`.
struct RotateSealing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-sealing",
        abstract: "Make a new sealing key and seal every stored JDBC URL under it. Works while the service runs.",
        discussion: """
            With a key file the old key is dropped at the end; keep no copy of it once backups of the database that it \
            belongs to are gone. With LAKEWRIGHT_SEALING_KEY put the new key in front of the old one, separated by a comma, \
            start API and workers again, run this, and then take the old one away.
            """)

    @OptionGroup var options: KeysOptions

    func run() async throws {
        try CoreDumps.turnOff()
        let audit = try OperatorAudit()
        let configuration = try options.configuration()
        let report = try await SealingRotation(source: configuration.sealingKey, store: options.store()).run()
        audit.record("sealing-key.rotate")
        Terminal.say(
            report.madeNewKey
                ? "A new sealing key is in use." : "The first key of LAKEWRIGHT_SEALING_KEY is in use for all secrets.")
        Terminal.say("Secrets sealed anew: \(report.resealed).")
        if report.unreadable > 0 {
            Terminal.say("Secrets that no known key opens, left as they are: \(report.unreadable).")
        }
    }
}
