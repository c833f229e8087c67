import Foundation

/// Writes down what an operator does on the command line, where an audit file is configured.
///
/// It is opened before anything is done, so that nothing is done that can't be written down.
struct OperatorAudit {
    private let log: AuditLog?

    /// - Throws: `AuditLog.Unusable`.
    init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        let path = environment[APISettings.Variable.auditLog.environmentVariable]
        log = try path.flatMap { $0.isEmpty ? nil : try AuditLog(path: $0) }
    }

    /// Returns once it is written.
    /// - Parameter subject: the task, the fingerprint of the key, or nil where it was done to all of the store.
    func record(_ action: String, subject: String? = nil) {
        guard let log else { return }
        log.record(AuditEvent(action: action, outcome: .done, principal: "operator", subject: subject))
        log.flush()
    }
}
