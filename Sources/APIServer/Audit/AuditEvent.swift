import Foundation

/// Who did what, and what came of it. Holds no secret and nothing that a client wrote freely.
struct AuditEvent: Sendable, Encodable {
    enum Outcome: String, Sendable, Encodable {
        case done, refused, failed
    }

    var time = Date()
    /// Such as `task.submit`; the actions are listed in `docs/operations.md`.
    var action: String
    var outcome: Outcome
    /// `key-` and the key's fingerprint, `anonymous` without keys, or `operator` for the command line.
    var principal: String
    /// The task, or the fingerprint of the key, that it was done to.
    var subject: String?
    /// The client's address.
    var client: String?
    /// The request's id.
    var request: String?
    /// The last part of the problem's type, where it was refused.
    var problem: String?
}
