import HTTPTypes
import HummingbirdCore

/// How long a client is ready to wait for an answer: the query parameter `wait`, or the preference `wait` (RFC 7240).
struct WaitParameter: Sendable, Equatable {
    static let name = "wait"
    /// In seconds.
    static let longest = 60

    /// In seconds, at most ``longest``.
    var seconds = 0
    /// Whether it came as a preference, which the answer then says that it heeded.
    var isPreference = false

    /// Reads it; the query parameter comes first. A preference that can't be heeded is passed over, as such may be.
    ///
    /// - Throws: ``Problem`` 400 for a parameter that is no whole number from 0 to 60, or is given twice.
    static func read(uri: URI, headers: HTTPFields) throws -> WaitParameter {
        let values = uri.queryParameters[values: name[...]]
        if let value = values.first {
            // defence: wait-limit
            guard values.count == 1, let seconds = Int(value), (0...longest).contains(seconds) else {
                let message = "must be one whole number of seconds from 0 to \(longest)"
                throw Problem(
                    .invalidRequest, detail: "The query parameter \(name) \(message).",
                    errors: [FieldError(path: name, message: message)])
            }
            return WaitParameter(seconds: seconds)
        }
        let preferences = headers[values: .prefer]
        guard !preferences.isEmpty else { return WaitParameter() }
        for preference in preferences.joined(separator: ",").split(separator: ",") {
            let parts = preference.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, Self.trimmed(parts[0]).lowercased() == name else { continue }
            let text = Self.trimmed(parts[1].prefix { $0 != ";" }).filter { $0 != "\"" }
            guard let seconds = Int(text), seconds >= 0 else { continue }
            return WaitParameter(seconds: min(seconds, longest), isPreference: true)
        }
        return WaitParameter()
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
