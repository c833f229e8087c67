import Dispatch
import Foundation
import Logging

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Writes audit events: one JSON object a line into a file of its own, or among the other log lines where none is named.
///
/// The file is written on a queue of its own, in the order of the events, so that no request waits for a disk.
final class AuditLog: Sendable {
    /// Why the file can't be used.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    private let file: FileHandle?
    private let queue = DispatchQueue(label: "lakewright.audit")
    private let logger: Logger

    /// - Parameter path: The file to append to, made for its owner alone where it isn't there; nil for the log.
    /// - Throws: ``Unusable``.
    init(path: String?, logger: Logger = Logger(label: "lakewright.audit")) throws {
        self.logger = logger
        guard let path else {
            file = nil
            return
        }
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Unusable(
                description: "The audit log \(path) can't be opened: \(String(cString: strerror(errno))). "
                    + "Name another file in LAKEWRIGHT_AUDIT_LOG, or give this user access.")
        }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Takes an event; it is written soon after.
    func record(_ event: AuditEvent) {
        guard let file else {
            logger.notice("audit", metadata: Self.metadata(event))
            return
        }
        queue.async { [logger] in
            do {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                encoder.dateEncodingStrategy = .iso8601
                try file.write(contentsOf: encoder.encode(event) + [UInt8(ascii: "\n")])
            } catch {
                // Rather in the wrong place than nowhere.
                logger.error("the audit log can't be written", metadata: Self.metadata(event))
            }
        }
    }

    /// Returns once everything recorded before has been written.
    func flush() {
        queue.sync {}
    }

    private static func metadata(_ event: AuditEvent) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "action": .string(event.action), "outcome": .string(event.outcome.rawValue),
            "principal": .string(event.principal),
        ]
        metadata["subject"] = event.subject.map { .string($0) }
        metadata["client"] = event.client.map { .string($0) }
        metadata["request"] = event.request.map { .string($0) }
        metadata["problem"] = event.problem.map { .string($0) }
        return metadata
    }
}
