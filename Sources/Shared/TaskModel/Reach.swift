/// Where the JDBC URL of a task may lead, which depends on how the task came in. The operator's allow-list widens it;
/// link-local and metadata addresses are out of every reach.
public enum Reach: String, Sendable, Hashable, CaseIterable {
    /// Public addresses only.
    case `public`
    /// Loopback and private networks as well: whoever sent it sits at this machine, and could reach them anyway.
    case local
}
