import Foundation
import Logging

/// Everything that API and workers can be told from outside; see ``Setting`` for names, meanings and defaults.
public struct LakewrightConfiguration: Sendable {
    /// Where the API listens.
    public struct Server: Sendable, Hashable {
        public var host = "127.0.0.1"
        public var port = 8998
        /// In bytes.
        public var bodyLimit = 16 * 1024 * 1024

        public init() {}
    }

    /// How a worker works, and how long silence may last.
    public struct Work: Sendable, Hashable {
        /// Tasks at once in one process.
        public var concurrency = 2
        /// Tasks of one tenant at once in all processes together; nil is any number.
        public var tenantConcurrency: Int?
        /// Bytes of resident memory; nil is any number.
        public var memoryLimit: Int?
        public var heartbeat: Duration = .seconds(1)
        /// Silence longer than this loses the task.
        public var lease: Duration = .seconds(8)
        /// Time between two looks at the store for silent and forgotten tasks.
        public var sweep: Duration = .seconds(1)
        public var crashLimit = 3
        public var attemptLimit = 5
        /// What a task gets beyond its own deadline, which the optimizer keeps by itself, before it is stopped.
        public var deadlineMargin: Duration = .seconds(60)
        /// What tasks in hand get to finish when the process is told to stop.
        public var grace: Duration = .seconds(20)

        public init() {}
    }

    /// An OpenAI-compatible model.
    public struct LanguageModel: Sendable, CustomStringConvertible, CustomReflectable {
        public var baseURL: String
        public var model: String
        /// A secret.
        public var key: String?

        /// Never the key, nor the URL, which may hold one too.
        public var description: String { "LanguageModel(\(model))" }

        public var customMirror: Mirror { Mirror(self, children: ["model": model]) }
    }

    /// Where `/metrics` has a port of its own.
    public struct MetricsAddress: Sendable, Hashable {
        public var host = "127.0.0.1"
        /// The first port to try; 0 where nothing is to be served.
        public var port = 9464
        /// How many ports are tried, for the processes of one host share the setting.
        public static let ports = 64

        public init() {}
    }

    /// How log lines are written.
    public enum LogFormat: String, Sendable, CaseIterable {
        case text, json
    }

    public var server = Server()
    public var broker: BrokerURL
    /// The Redis list of normal priority.
    public var queueName = "lakewright:tasks"
    /// The SQLite file.
    public var databasePath = "run/lakewright.sqlite"
    public var sealingKey: SealingKeySource
    public var work = Work()
    /// Where JDBC URLs may lead besides public addresses.
    public var allowedNetworks = NetworkAllowList.nothing
    /// How long a task is kept after its end; nil is for ever.
    public var retention: Duration? = .seconds(30 * 86_400)
    /// Time between two checkpoints of the database.
    public var checkpoint: Duration = .seconds(30)
    /// Nil where no model is configured.
    public var languageModel: LanguageModel?
    public var metrics = MetricsAddress()
    public var logLevel: Logger.Level = .info
    public var logFormat: LogFormat = .text
}

extension LakewrightConfiguration {
    /// Reads the command line (`--port 9000` or `--port=9000`), then the environment (`LAKEWRIGHT_PORT=9000`), then
    /// the defaults. Options that are no ``Setting`` are passed over, since subcommands have others of their own.
    ///
    /// - Parameters:
    ///   - arguments: As in `CommandLine.arguments`, the program's name first.
    ///   - environment: Only names that begin with `LAKEWRIGHT_` are looked at; an empty value is none.
    /// - Throws: ``ConfigurationError``, for the first value that can't be used.
    public static func read(
        arguments: [String] = CommandLine.arguments,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> LakewrightConfiguration {
        for setting in Setting.allCases where setting.isSecret {
            if arguments.contains(where: { $0 == setting.option || $0.hasPrefix(setting.option + "=") }) {
                throw ConfigurationError(
                    setting, "can't be given on the command line, where every user of the machine can read it")
            }
        }
        let reader = SettingsReader(arguments: arguments, environment: environment)
        let databasePath = reader.text(.database) ?? "run/lakewright.sqlite"
        var configuration = LakewrightConfiguration(
            broker: try BrokerURL(reader.text(.brokerURL) ?? "redis://127.0.0.1:6379/0"),
            databasePath: databasePath,
            sealingKey: try sealingKey(reader, besides: databasePath))
        configuration.queueName = reader.text(.queue) ?? configuration.queueName
        configuration.server.host = reader.text(.host) ?? configuration.server.host
        configuration.server.port = try reader.integer(.port, in: 0...65_535, otherwise: configuration.server.port)
        configuration.server.bodyLimit = try reader.integer(
            .bodyLimit, in: 1024...(1 << 30), otherwise: configuration.server.bodyLimit)
        configuration.work = try work(reader)
        configuration.allowedNetworks = try NetworkAllowList(reader.text(.allowedNetworks) ?? "")
        let days = try reader.integer(.retentionDays, in: 0...36_500, otherwise: 30)
        configuration.retention = days == 0 ? nil : .seconds(days * 86_400)
        configuration.checkpoint = try reader.seconds(.checkpointSeconds, otherwise: 30)
        configuration.languageModel = try languageModel(reader)
        configuration.metrics.host = reader.text(.metricsHost) ?? configuration.metrics.host
        configuration.metrics.port = try reader.integer(
            .metricsPort, in: 0...65_535, otherwise: configuration.metrics.port)
        configuration.logLevel = try reader.choice(.logLevel, otherwise: .info)
        configuration.logFormat = try reader.choice(.logFormat, otherwise: .text)
        return configuration
    }

    private static func work(_ reader: SettingsReader) throws -> Work {
        var work = Work()
        work.concurrency = try reader.integer(.concurrency, in: 1...256, otherwise: work.concurrency)
        let tenantConcurrency = try reader.integer(.tenantConcurrency, in: 0...10_000, otherwise: 0)
        work.tenantConcurrency = tenantConcurrency == 0 ? nil : tenantConcurrency
        let megabytes = try reader.integer(.memoryLimitMB, in: 0...(1 << 24), otherwise: 0)
        work.memoryLimit = megabytes == 0 ? nil : megabytes << 20
        work.heartbeat = try reader.seconds(.heartbeatSeconds, otherwise: 1)
        work.lease = try reader.seconds(.leaseSeconds, otherwise: 8)
        work.sweep = try reader.seconds(.sweepSeconds, otherwise: 1)
        work.crashLimit = try reader.integer(.crashLimit, in: 1...100, otherwise: work.crashLimit)
        work.attemptLimit = try reader.integer(.attemptLimit, in: 1...100, otherwise: work.attemptLimit)
        work.grace = try reader.seconds(.graceSeconds, otherwise: 20)
        guard work.lease >= work.heartbeat * 3 else {
            throw ConfigurationError(
                .leaseSeconds,
                "must be at least three times \(Setting.heartbeatSeconds.option), or one late beat loses a task")
        }
        return work
    }

    private static func sealingKey(_ reader: SettingsReader, besides databasePath: String) throws -> SealingKeySource {
        if let text = reader.text(.sealingKey) { return try SealingKeySource(base64: text) }
        if let path = reader.text(.keyFile) { return .file(path) }
        let folder = URL(fileURLWithPath: databasePath).deletingLastPathComponent()
        return .file(folder.appendingPathComponent("sealing.key").path)
    }

    private static func languageModel(_ reader: SettingsReader) throws -> LanguageModel? {
        guard let url = reader.text(.llmURL) else { return nil }
        guard let model = reader.text(.llmModel) else {
            throw ConfigurationError(.llmModel, "is missing, while \(Setting.llmURL.environmentVariable) is given")
        }
        return LanguageModel(baseURL: url, model: model, key: reader.text(.llmKey))
    }
}
