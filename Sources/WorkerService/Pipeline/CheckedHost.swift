import Shared

/// A host that was resolved once and may be connected to.
struct CheckedHost: Sendable {
    /// In words, such as `10.1.2.3`; at least one.
    let addresses: [String]

    /// Resolves a host and holds every address that it has against the policy: one that is refused refuses the host,
    /// for nothing says which of them a connection would take.
    ///
    /// - Throws: ``RunnerError``: `address_refused`, or `trino_unreachable` where the name leads nowhere.
    init(_ host: String, policy: AddressPolicy) async throws {
        let found: [IPAddress]
        do {
            found = try await HostResolver.addresses(of: host)
        } catch {
            throw RunnerError(
                TaskFailure(
                    code: "trino_unreachable",
                    message: "\(error). Check the host in the JDBC URL, and that the worker's DNS knows it."),
                isRetryable: true)
        }
        for address in found {
            // defence: connected-address
            if let refusal = policy.refusal(of: address, for: host) {
                throw RunnerError(
                    TaskFailure(code: "address_refused", message: "The host in the JDBC URL \(refusal)."),
                    isRetryable: false)
            }
        }
        addresses = found.map(\.description)
    }
}
