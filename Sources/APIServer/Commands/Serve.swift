import ArgumentParser
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
        ProcessSignals.ignoreSIGPIPE()
        let configuration = try LakewrightConfiguration.read(arguments: options.arguments)
        let settings = try APISettings.read()
        configuration.bootstrapLogging()
        try await APIService(configuration: configuration, settings: settings).run()
    }

    private static var variables: String {
        APISettings.Variable.allCases.map { "  \($0.environmentVariable)\n      \($0.help)" }.joined(separator: "\n")
    }
}
