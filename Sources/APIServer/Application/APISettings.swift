import Configuration
import Foundation
import NIOCore

/// What the API alone can be told from outside, beside what it shares with the workers.
struct APISettings: Sendable {
    /// Why a setting can't be used. Names the environment variable; quotes nothing that could be a key.
    struct Unusable: Error, CustomStringConvertible {
        let description: String

        init(_ variable: Variable, _ reason: String) {
            description = "\(variable.environmentVariable) \(reason)"
        }
    }

    /// The settings, by the key that each has with swift-configuration.
    enum Variable: String, CaseIterable {
        case apiKeys = "api-keys"
        case apiKeysFile = "api-keys-file"
        case allowInsecureBind = "allow-insecure-bind"
        case maxStatements = "max-statements"
        case maxQueries = "max-queries"
        case maxQueryCharacters = "max-query-characters"
        case maxJSONDepth = "max-json-depth"
        case maxOpenTasks = "max-open-tasks"
        case rateLimit = "rate-limit"
        case maxConnections = "max-connections"
        case corsOrigins = "cors-origins"
        case tlsCertificate = "tls-certificate"
        case tlsKey = "tls-key"
        case auditLog = "audit-log"

        var environmentVariable: String {
            "LAKEWRIGHT_" + rawValue.uppercased().replacing("-", with: "_")
        }

        var help: String {
            switch self {
            case .apiKeys: "SHA-256 digests (hexadecimal, separated by commas) of the API keys to accept"
            case .apiKeysFile: "a file with such digests, one a line; # starts a comment"
            case .allowInsecureBind: "true lets a server without keys listen on other addresses than loopback"
            case .maxStatements: "the most entries of ddl in one request (10000)"
            case .maxQueries: "the most entries of queries in one request (10000)"
            case .maxQueryCharacters: "the most characters of one statement or query (1000000)"
            case .maxJSONDepth: "how deep arrays and objects may lie in each other (32)"
            case .maxOpenTasks: "the most unfinished tasks of one key; 0 for any number (1000)"
            case .rateLimit: "the most requests of one key in a minute; 0 for any number (600)"
            case .maxConnections: "the most open connections; further ones wait to be accepted (10000)"
            case .corsOrigins: "origins of web pages that may use the API, separated by commas, or * for any"
            case .tlsCertificate:
                "a PEM file with the server's certificate and its chain; with it, TLS is spoken"
            case .tlsKey: "a PEM file with that certificate's private key"
            case .auditLog: "a file for the audit log; without it audit lines are among the log's"
            }
        }
    }

    /// The keys that requests are checked against. Empty: anybody may ask.
    var keys: APIKeyRing

    /// Whether the operator accepts a server without keys on an address that others can reach.
    var allowInsecureBind = false

    var limits = SubmissionLimits()

    /// In requests a minute for each key; 0 for any number.
    var rateLimit = 600

    var maxConnections = 10_000

    /// After which a connection on which nothing moves is closed. Not to be set from outside.
    var idleTimeout = TimeAmount.seconds(60)

    /// Empty: no page of another origin may use the API.
    var corsOrigins: Set<String> = []

    /// Nil: the server speaks plain HTTP.
    var tls: TLSFiles?

    /// Nil: audit lines are among the log's.
    var auditLog: String?

    init(keys: APIKeyRing, limits: SubmissionLimits = SubmissionLimits()) {
        self.keys = keys
        self.limits = limits
    }

    /// Reads the settings from the environment.
    ///
    /// - Throws: ``Unusable`` or ``APIKeyRing/Malformed``, for the first value that can't be used.
    static func read(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> APISettings {
        let values = Values(environment: environment)
        var settings = APISettings(keys: try APIKeyRing(hexDigests: try keyDigests(values)))
        settings.allowInsecureBind = try values.flag(.allowInsecureBind)
        settings.limits.statements = try values.count(.maxStatements, otherwise: settings.limits.statements)
        settings.limits.queries = try values.count(.maxQueries, otherwise: settings.limits.queries)
        settings.limits.characters = try values.count(.maxQueryCharacters, otherwise: settings.limits.characters)
        settings.limits.nesting = try values.count(.maxJSONDepth, otherwise: settings.limits.nesting, atMost: 256)
        settings.limits.openTasks = try values.count(.maxOpenTasks, otherwise: settings.limits.openTasks, atLeast: 0)
        settings.rateLimit = try values.count(.rateLimit, otherwise: settings.rateLimit, atLeast: 0)
        settings.maxConnections = try values.count(.maxConnections, otherwise: settings.maxConnections)
        settings.corsOrigins = try corsOrigins(values)
        settings.tls = try tls(values)
        settings.auditLog = values.text(.auditLog)
        return settings
    }

    private static func corsOrigins(_ values: Values) throws -> Set<String> {
        let entries = (values.text(.corsOrigins) ?? "").split { $0 == "," || $0.isWhitespace }.map(String.init)
        for entry in entries where entry != "*" {
            // As browsers write it: a scheme and an authority, and nothing after that.
            let rest = ["https://", "http://"].first { entry.hasPrefix($0) }.map { entry.dropFirst($0.count) }
            // defence: cors-entries
            guard let rest, !rest.isEmpty, !rest.contains("/"), entry == entry.lowercased() else {
                throw Unusable(.corsOrigins, "has an entry that is no origin such as https://app.example")
            }
        }
        return Set(entries)
    }

    private static func tls(_ values: Values) throws -> TLSFiles? {
        switch (values.text(.tlsCertificate), values.text(.tlsKey)) {
        case (nil, nil): return nil
        case (let certificate?, let key?): return TLSFiles(certificate: certificate, key: key)
        case (_?, nil):
            throw Unusable(.tlsKey, "is missing, while \(Variable.tlsCertificate.environmentVariable) is given")
        case (nil, _?):
            throw Unusable(.tlsCertificate, "is missing, while \(Variable.tlsKey.environmentVariable) is given")
        }
    }

    /// A list that is given but empty is an error: it would otherwise open the server to everybody.
    private static func keyDigests(_ values: Values) throws -> [String] {
        var digests: [String] = []
        if let text = values.text(.apiKeys) {
            digests = APIKeyRing.entries(in: text)
            // defence: no-empty-key-list
            if digests.isEmpty { throw Unusable(.apiKeys, "names no key; leave it out for a server without keys") }
        }
        if let path = values.text(.apiKeysFile) {
            let text: String
            do {
                text = try String(contentsOfFile: path, encoding: .utf8)
            } catch {
                throw Unusable(.apiKeysFile, "names a file that can't be read: \(path)")
            }
            let entries = APIKeyRing.entries(in: text)
            // defence: no-empty-key-file
            if entries.isEmpty { throw Unusable(.apiKeysFile, "names a file without any key: \(path)") }
            digests += entries
        }
        return digests
    }
}

/// Reads the environment through swift-configuration; a value that can't be understood is an error.
private struct Values {
    private let reader: ConfigReader

    init(environment: [String: String]) {
        let environment = environment.filter { $0.key.hasPrefix("LAKEWRIGHT_") && !$0.value.isEmpty }
        reader = ConfigReader(
            provider: KeyMappingProvider(
                upstream: EnvironmentVariablesProvider(environmentVariables: environment),
                keyMapper: { $0.prepending("lakewright") }))
    }

    func text(_ variable: APISettings.Variable) -> String? {
        reader.string(forKey: ConfigKey([variable.rawValue]))
    }

    func flag(_ variable: APISettings.Variable) throws -> Bool {
        switch text(variable)?.lowercased() {
        case nil, "false", "no", "0": return false
        case "true", "yes", "1": return true
        default: throw APISettings.Unusable(variable, "must be true or false")
        }
    }

    func count(
        _ variable: APISettings.Variable, otherwise fallback: Int, atLeast least: Int = 1, atMost limit: Int = 1 << 30
    ) throws -> Int {
        guard let text = text(variable) else { return fallback }
        guard let value = Int(text), (least...limit).contains(value) else {
            throw APISettings.Unusable(variable, "must be a whole number from \(least) to \(limit)")
        }
        return value
    }
}
