/// `ISOLATION LEVEL ...` or `READ ONLY | WRITE`.
public enum TransactionMode: Hashable, Sendable {
    case isolation(IsolationLevel)
    case readOnly
    case readWrite

    /// How far transactions are kept apart.
    public enum IsolationLevel: String, Hashable, Sendable, CaseIterable {
        case readUncommitted = "read uncommitted"
        case readCommitted = "read committed"
        case repeatableRead = "repeatable read"
        case serializable
    }
}
