import Foundation
import HTTPTypes

/// The API key that a request carries, in any of the three ways that clients have.
enum PresentedKey {
    /// Reads the key from `Authorization: Bearer KEY`, `X-API-Key: KEY`, or `Authorization: Basic`.
    ///
    /// With Basic (RFC 7617) the key is the password, whatever the user name (`curl -u me:KEY`), or the user name where
    /// the password is empty (`curl -u KEY:`).
    ///
    /// - Returns: nil if there is none, or none that can be read.
    static func read(from headers: HTTPFields) -> String? {
        if let key = headers[.apiKey], !key.isEmpty { return key }
        guard let authorization = headers[.authorization] else { return nil }
        let parts = authorization.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2 else { return nil }
        let credentials = parts[1].trimmingCharacters(in: .whitespaces)
        switch parts[0].lowercased() {
        case "bearer": return credentials.isEmpty ? nil : credentials
        case "basic": return basic(credentials)
        default: return nil
        }
    }

    private static func basic(_ credentials: String) -> String? {
        guard let data = Data(base64Encoded: credentials), let text = String(data: data, encoding: .utf8),
            let colon = text.firstIndex(of: ":")
        else { return nil }
        let user = text[..<colon]
        let password = text[text.index(after: colon)...]
        let key = password.isEmpty ? user : password
        return key.isEmpty ? nil : String(key)
    }
}
