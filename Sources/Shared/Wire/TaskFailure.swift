/// Why a task failed: a stable code for programs and a sentence for people, which says what to do next.
public struct TaskFailure: Error, Codable, Sendable, Hashable, CustomStringConvertible {
    /// Lower case with underscores, for instance `worker_crashed`.
    public var code: String
    /// For people. Holds no secret.
    public var message: String

    public init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(code): \(message)" }
}
