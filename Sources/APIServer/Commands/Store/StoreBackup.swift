import ArgumentParser
import Shared

/// `lakewright-api store backup FILE`: copies the database while everything runs.
struct StoreBackup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the database as it is now into a new file, while API and workers go on.",
        discussion: """
            The copy is checked before it gets its name. It holds no key: JDBC URLs of tasks that wait are sealed with the key \
            file, which is to be kept as well, and apart.
            """)

    @OptionGroup var options: StoreOptions
    @Argument(help: "The copy's path, where nothing is yet.") var file: String

    func run() throws {
        let audit = try OperatorAudit()
        let copy = try DatabaseBackup.make(of: options.path(), at: file)
        audit.record("store.backup")
        print("\(file): \(copy.tasks) tasks, \(copy.unfinished) of them unfinished, \(copy.bytes) bytes; checked")
    }
}
