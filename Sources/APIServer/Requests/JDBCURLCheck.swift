import Shared
import TrinoClient

/// Whether the `url` of a task is one that a worker may use.
struct JDBCURLCheck: Sendable {
    let allowedNetworks: NetworkAllowList

    /// Parses a URL with the rules for URLs that arrive over HTTP: nothing in it may name a file of the server's, or a
    /// proxy, and an address in it must be one that workers may connect to. A name is left to the worker, which
    /// resolves it once and connects to what it checked.
    ///
    /// - Throws: ``Problem`` 422, with a reason that never holds a value of the URL's.
    func check(_ url: String, reach: Reach) throws {
        let parsed: TrinoJDBCURL
        do {
            parsed = try TrinoJDBCURL(parsing: url, policy: .remote)
        } catch let error as JDBCURLError {
            throw Problem(
                .unusableURL,
                detail:
                    "The url must be of the form jdbc:trino://host[:port][/catalog[/schema]][?parameter=value&...].",
                errors: [FieldError(path: "url", message: Self.reason(error))])
        }
        // defence: submitted-address
        if let address = IPAddress(parsed.host),
            let refusal = AddressPolicy(reach: reach, allowed: allowedNetworks).refusal(of: address, for: parsed.host)
        {
            throw Problem(
                .unusableURL, detail: "The url leads to where this server may not connect.",
                errors: [FieldError(path: "url", message: refusal)])
        }
    }

    private static func reason(_ error: JDBCURLError) -> String {
        error.parameter.map { "parameter \($0): \(error.message)" } ?? error.message
    }
}
