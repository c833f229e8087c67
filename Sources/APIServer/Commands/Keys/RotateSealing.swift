import ArgumentParser
import Shared

/// `lakewright-api keys rotate-sealing`.
struct RotateSealing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-sealing",
        abstract: "Make a new sealing key and seal every stored JDBC URL under it. Works while the service runs.",
        discussion: """
            Name the database and the key file that the service uses. With a key file the old key is dropped at the end; keep \
            no copy of it once backups of the database that it belongs to are gone. With LAKEWRIGHT_SEALING_KEY put the new \
            key in front of the old one, separated by a comma, start API and workers again, run this, and then take the old one away.
            """)

    @OptionGroup var options: KeysOptions

    @Option(help: ArgumentHelp("\(Setting.keyFile.help) [\(Setting.keyFile.environmentVariable)]", valueName: "file"))
    var keyFile: String?

    func run() async throws {
        try CoreDumps.turnOff()
        let audit = try OperatorAudit()
        let configuration = try options.configuration(keyFile.map { [Setting.keyFile.option, $0] } ?? [])
        let report = try await SealingRotation(source: configuration.sealingKey, store: options.store()).run()
        audit.record("sealing-key.rotate")
        Terminal.say(
            report.madeNewKey
                ? "A new sealing key is in use." : "The first key of LAKEWRIGHT_SEALING_KEY is in use for all secrets.")
        Terminal.say("Secrets sealed anew: \(report.resealed).")
        guard report.unreadable > 0 else { return }
        Terminal.say("Secrets that no known key opens, left as they are: \(report.unreadable).")
        Terminal.say(
            """
            No key was dropped, for they may belong to another key: name the one that the service uses. Where their key is lost, \
            cancel and purge those tasks (lakewright-api tasks list), and run this again.
            """)
        throw ExitCode.failure
    }
}
