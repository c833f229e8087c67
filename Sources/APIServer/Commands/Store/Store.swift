import ArgumentParser

/// `lakewright-api store`: the database as a file.
struct Store: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check, back up and restore the database.",
        subcommands: [StoreCheck.self, StoreBackup.self, StoreRestore.self])
}
