import ArgumentParser
import Metrics
import NIOCore
import NIOPosix
import Shared

/// `lakewright-api serve`: runs the API until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the HTTP API.",
        discussion: """
            Every option can be given by its environment variable instead. The environment alone has these besides:

            \(Self.variables)
            """)

    @OptionGroup var options: ServeOptions

    func run() async throws {
        MemoryThrift.begin()
        // The loops only read and write; requests are served on work threads. A connection that one loop takes and another serves
        // wakes both: a tenth of what a task took on an idle machine of two processors.
        NIOSingletons.groupLoopCountSuggestion = max(1, System.coreCount / 2)
        ProcessSignals.ignoreSIGPIPE()
        // defence: core-dumps-of-api
        try CoreDumps.turnOff()
        FileDescriptors.raiseLimit()
        let configuration = try LakewrightConfiguration.read(arguments: options.arguments)
        let settings = try APISettings.read()
        configuration.bootstrapLogging()
        let registry = MetricsRegistry()
        MetricsSystem.bootstrap(registry)
        try await APIService(configuration: configuration, settings: settings, registry: registry).run()
    }

    private static var variables: String {
        let settings = Setting.allCases.filter { !ServeOptions.settings.contains($0) }
        return
            (settings.map { ($0.environmentVariable, $0.help) }
            + APISettings.Variable.allCases.map { ($0.environmentVariable, $0.help) })
            .map { "  \($0)\n      \($1)" }.joined(separator: "\n")
    }
}
