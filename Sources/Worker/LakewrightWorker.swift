import ArgumentParser

/// The entry point of `lakewright-worker`.
@main
struct LakewrightWorker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lakewright-worker",
        abstract: "The working side of Lakewright: reshapes a Trino lakehouse around the queries that people run.",
        subcommands: [Serve.self, Optimize.self, Explain.self, SQL.self],
        defaultSubcommand: Serve.self)
}
