/// Why a secret or the key for secrets can't be used. Says what to do; holds no part of a key.
public enum SealingError: Error, Sendable, Hashable, CustomStringConvertible {
    case cannotSeal
    case cannotOpen
    case badKey(String)
    case badKeyFile(path: String, reason: String)

    public var description: String {
        switch self {
        case .cannotSeal: "the secret could not be sealed"
        case .cannotOpen:
            "the sealed JDBC URL can't be opened with this key; "
                + "give API and workers the same LAKEWRIGHT_KEY_FILE or LAKEWRIGHT_SEALING_KEY, and send the task again"
        case .badKey(let reason): "LAKEWRIGHT_SEALING_KEY \(reason)"
        case .badKeyFile(let path, let reason): "the key file \(path) \(reason)"
        }
    }
}
