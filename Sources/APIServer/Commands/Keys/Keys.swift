import ArgumentParser
import Logging
import Shared

/// `lakewright-api keys`: the keys that clients send, and the key that secrets are sealed with.
struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, list and revoke API keys; change the key that JDBC URLs are sealed with.",
        discussion: """
            The commands work on the database that the service uses, while it runs: name the same one. A running server \
            knows of a change within about a second.
            """,
        subcommands: [CreateKey.self, ListKeys.self, RevokeKey.self, RotateSealing.self])
}

/// The options that all of them have.
struct KeysOptions: ParsableArguments {
    @Option(help: ArgumentHelp("\(Setting.database.help) [\(Setting.database.environmentVariable)]", valueName: "file"))
    var database: String?

    /// - Parameter further: Options of one command alone.
    /// - Throws: `ConfigurationError`.
    func configuration(_ further: [String] = []) throws -> LakewrightConfiguration {
        try LakewrightConfiguration.read(
            arguments: ["lakewright-api"] + (database.map { [Setting.database.option, $0] } ?? []) + further)
    }

    /// The store's keys.
    ///
    /// - Parameter creates: Whether a database that isn't there is made. Elsewhere a wrong name is a mistake to be told of.
    /// - Throws: `ConfigurationError`, `TaskStoreError`.
    func store(creates: Bool = false) throws -> SQLiteTaskStore {
        try SQLiteTaskStore(path: configuration().databasePath, creates: creates, logger: Self.quiet)
    }

    private static var quiet: Logger {
        var logger = Logger(label: "lakewright.keys")
        logger.logLevel = .error
        return logger
    }
}
