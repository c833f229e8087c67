import ArgumentParser
import Foundation
import Logging
import Shared

/// `lakewright-api keys`: the keys that clients send, and the key that secrets are sealed with.
struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, list and revoke API keys; change the key that JDBC URLs are sealed with.",
        discussion: """
            The commands work on the database that the service uses, while it runs: name the same one, and the same key \
            file. A running server knows of a change within about a second.
            """,
        subcommands: [CreateKey.self, ListKeys.self, RevokeKey.self, RotateSealing.self])
}

/// The options that all of them have.
struct KeysOptions: ParsableArguments {
    @Option(help: ArgumentHelp("\(Setting.database.help) [\(Setting.database.environmentVariable)]", valueName: "file"))
    var database: String?

    /// - Throws: `ConfigurationError`.
    func configuration() throws -> LakewrightConfiguration {
        try LakewrightConfiguration.read(
            arguments: ["lakewright-api"] + (database.map { [Setting.database.option, $0] } ?? []))
    }

    /// The store's keys.
    ///
    /// - Throws: `ConfigurationError`, `TaskStoreError`.
    func store() throws -> SQLiteTaskStore {
        try SQLiteTaskStore(path: configuration().databasePath, logger: Self.quiet)
    }

    /// Records what the operator did, where an audit file is configured.
    ///
    /// - Throws: `AuditLog.Unusable`.
    func audit(_ action: String, subject: String? = nil) throws {
        let path = ProcessInfo.processInfo.environment[APISettings.Variable.auditLog.environmentVariable]
        guard let path, !path.isEmpty else { return }
        let log = try AuditLog(path: path)
        log.record(AuditEvent(action: action, outcome: .done, principal: "operator", subject: subject))
        log.flush()
    }

    private static var quiet: Logger {
        var logger = Logger(label: "lakewright.keys")
        logger.logLevel = .error
        return logger
    }
}
