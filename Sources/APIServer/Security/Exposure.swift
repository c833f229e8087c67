import Shared

/// Who can reach the server, and what that means for those who do.
///
/// On loopback without keys only this machine's users come in, who could go wherever the service goes. Everybody else
/// is a stranger to the network that the workers stand in.
struct Exposure: Sendable {
    let keys: KeyWatch
    /// Whether the server listens on loopback only.
    let isLoopback: Bool
    let allowedNetworks: NetworkAllowList
    /// Whether a limit on unfinished tasks is set.
    let hasOpenLimit: Bool

    /// Whether only this machine's users can be asking.
    private var isLocal: Bool {
        // defence: others-are-no-locals
        guard isLoopback else { return false }
        // defence: keys-are-no-locals
        guard !keys.ring.isRequired else { return false }
        return true
    }

    /// How far the JDBC URL of a task that comes in now may lead.
    var reach: Reach { isLocal ? .local : .public }

    var limitsOpenTasks: Bool { hasOpenLimit && !isLocal }

    var jdbcCheck: JDBCURLCheck { JDBCURLCheck(allowedNetworks: allowedNetworks) }
}
