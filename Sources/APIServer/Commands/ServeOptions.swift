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

    /// The options that were given, as ``LakewrightConfiguration`` reads them from a command line.
    var arguments: [String] {
        let given: [(Setting, String?)] = [
            (.host, host), (.port, port), (.bodyLimit, bodyLimit), (.brokerURL, brokerUrl), (.queue, queue),
            (.database, database), (.keyFile, keyFile), (.allowedNetworks, allowedNetworks), (.logLevel, logLevel),
            (.logFormat, logFormat),
        ]
        return ["lakewright-api"]
            + given.flatMap { setting, value in value.map { [setting.option, $0] } ?? [] }
    }
}
