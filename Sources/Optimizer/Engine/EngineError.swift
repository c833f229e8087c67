/// Why a statement gave no result. No case holds a secret.
public enum EngineError: Error, Sendable, Hashable {
    /// The engine refused or failed the statement: its own name for the error, and message.
    case failed(name: String, message: String)
    /// The engine could not be reached, or did not speak the protocol.
    case unreachable(String)
    /// The engine takes no more for now; seconds after which it may, where it says so.
    case overloaded(String, retryAfter: Double?)
    /// The credentials are missing or wrong, or not allowed to do this.
    case denied(String)
    case timedOut(seconds: Double)
    /// Not sent: it would have written outside what this run may write to, or could not be read.
    case refused(String)
}

extension EngineError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .failed(let name, let message): "\(name): \(message)"
        case .unreachable(let reason): "the engine could not be reached: \(reason)"
        case .denied(let reason), .overloaded(let reason, _): reason
        case .timedOut(let seconds): "no result within \(Int(seconds)) s"
        case .refused(let reason): "not sent: \(reason)"
        }
    }
}
