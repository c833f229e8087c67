import ArgumentParser

/// The entry point of `lakewright-api`.
@main
struct LakewrightAPI: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lakewright-api",
        abstract: "The HTTP side of Lakewright: takes workloads, tells how far they are, hands out results.",
        subcommands: [Serve.self, Keys.self, Tasks.self, Store.self],
        defaultSubcommand: Serve.self)
}
