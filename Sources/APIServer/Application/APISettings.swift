import Configuration
import Foundation

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
            }
        }
    }

    /// The keys that requests are checked against. Empty: anybody may ask.
    var keys: APIKeyRing

    /// Whether the operator accepts a server without keys on an address that others can reach.
    var allowInsecureBind = false

    var limits = SubmissionLimits()

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
        return settings
    }

    /// A list that is given but empty is an error: it would otherwise open the server to everybody.
    private static func keyDigests(_ values: Values) throws -> [String] {
        var digests: [String] = []
        if let text = values.text(.apiKeys) {
            digests = APIKeyRing.entries(in: text)
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

    func count(_ variable: APISettings.Variable, otherwise fallback: Int, atMost limit: Int = 1 << 30) throws -> Int {
        guard let text = text(variable) else { return fallback }
        guard let value = Int(text), (1...limit).contains(value) else {
            throw APISettings.Unusable(variable, "must be a whole number from 1 to \(limit)")
        }
        return value
    }
}
