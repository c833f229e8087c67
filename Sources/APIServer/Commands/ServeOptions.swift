import ArgumentParser
import Shared

/// The options of `lakewright-api serve`, each of which stands for a ``Setting`` and may be given by its environment
/// variable instead.
struct ServeOptions: ParsableArguments {
    @Option(help: help(.host)) var host: String?
    @Option(help: help(.port)) var port: String?
    @Option(help: help(.bodyLimit)) var bodyLimit: String?
    @Option(help: help(.brokerURL)) var brokerUrl: String?
    @Option(help: help(.queue)) var queue: String?
    @Option(help: help(.database)) var database: String?
    @Option(help: help(.keyFile)) var keyFile: String?
    @Option(help: help(.allowedNetworks)) var allowedNetworks: String?
    @Option(help: help(.logLevel)) var logLevel: String?
    @Option(help: help(.logFormat)) var logFormat: String?

    private static func help(_ setting: Setting) -> ArgumentHelp {
        ArgumentHelp("\(setting.help) [\(setting.environmentVariable)]", valueName: "value")
    }

    /// What they stand for; the environment alone has the others.
    static let settings: [Setting] = [
        .host, .port, .bodyLimit, .brokerURL, .queue, .database, .keyFile, .allowedNetworks, .logLevel, .logFormat,
    ]

    /// The options that were given, as ``LakewrightConfiguration`` reads them from a command line.
    var arguments: [String] {
        let values = [
            host, port, bodyLimit, brokerUrl, queue, database, keyFile, allowedNetworks, logLevel, logFormat,
        ]
        return ["lakewright-api"]
            + zip(Self.settings, values).flatMap { setting, value in value.map { [setting.option, $0] } ?? [] }
    }
}
