import Configuration
import Foundation

/// Reads settings one by one; a value that can't be understood is an error, never quietly the default.
struct SettingsReader {
    private let reader: ConfigReader

    init(arguments: [String], environment: [String: String]) {
        let secrets = Set(Setting.allCases.filter(\.isSecret).map(\.environmentVariable))
        let environment = environment.filter { $0.key.hasPrefix("LAKEWRIGHT_") && !$0.value.isEmpty }
        self.reader = ConfigReader(providers: [
            CommandLineArgumentsProvider(arguments: arguments),
            KeyMappingProvider(
                upstream: EnvironmentVariablesProvider(
                    environmentVariables: environment, secretsSpecifier: .specific(secrets)),
                keyMapper: { $0.prepending("lakewright") }),
        ])
    }

    func text(_ setting: Setting) -> String? {
        reader.string(forKey: ConfigKey([setting.rawValue]), isSecret: setting.isSecret)
    }

    func integer(_ setting: Setting, in range: ClosedRange<Int>, otherwise fallback: Int) throws -> Int {
        guard let text = text(setting) else { return fallback }
        guard let value = Int(text), range.contains(value) else {
            throw ConfigurationError(
                setting, "is \"\(text)\"; expected a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func seconds(_ setting: Setting, otherwise fallback: Double) throws -> Duration {
        guard let text = text(setting) else { return .seconds(fallback) }
        guard let value = Double(text), value > 0, value <= 86_400 else {
            throw ConfigurationError(setting, "is \"\(text)\"; expected seconds, more than 0 and at most 86400")
        }
        return .seconds(value)
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ setting: Setting, otherwise fallback: Choice
    ) throws -> Choice {
        guard let text = text(setting) else { return fallback }
        guard let value = Choice(rawValue: text.lowercased()) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw ConfigurationError(setting, "is \"\(text)\"; expected one of \(known)")
        }
        return value
    }
}

/// A setting that can't be used. Names the setting both ways; quotes no secret.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    public let setting: Setting?
    public let reason: String

    init(_ setting: Setting?, _ reason: String) {
        self.setting = setting
        self.reason = reason
    }

    public var description: String {
        guard let setting else { return reason }
        let names =
            setting.isSecret ? setting.environmentVariable : "\(setting.option) (\(setting.environmentVariable))"
        return "\(names) \(reason)"
    }
}
