import ArgumentParser
import Shared

/// What every command has that works on the database beside a running service.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "\(Setting.database.help) [\(Setting.database.environmentVariable)]", valueName: "path"))
    var database: String?

    /// The database's path: as given, else by the environment, else the default.
    ///
    /// - Throws: `ConfigurationError`.
    func path() throws -> String {
        let arguments = ["lakewright-api"] + (database.map { [Setting.database.option, $0] } ?? [])
        return try LakewrightConfiguration.read(arguments: arguments).databasePath
    }

    /// Opens the service's database; none is made.
    ///
    /// - Throws: `TaskStoreError`, `ConfigurationError`.
    func store() throws -> SQLiteTaskStore {
        try SQLiteTaskStore(path: path(), creates: false)
    }
}

/// A task's id on a command line.
extension TaskID: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
