import ArgumentParser
import Shared

/// `lakewright-api store restore FILE`: puts a backup in the place of the database.
struct StoreRestore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the database, which is put aside. API and workers must be stopped.",
        discussion: "Tasks that were unfinished at the time of the backup run again once API and workers are started.")

    @OptionGroup var options: StoreOptions
    @Argument(help: "The backup.") var file: String

    func run() throws {
        let audit = try OperatorAudit()
        let path = try options.path()
        let restored = try DatabaseRestore.restore(file, to: path)
        audit.record("store.restore")
        print("\(path): \(restored.backup.tasks) tasks, \(restored.backup.unfinished) of them to be run")
        if let replaced = restored.replaced { print("what it replaced is kept as \(replaced)") }
    }
}
