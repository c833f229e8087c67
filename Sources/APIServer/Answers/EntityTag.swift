import HTTPTypes
import Shared

/// The `ETag` of a result (RFC 9110, section 8.8.3).
///
/// What a finished task answers never changes, so that its id and end name the answer. Weak, since the same answer may
/// go out compressed or not, and be written otherwise by another release.
enum EntityTag {
    /// The tag of a finished task's result; nil while there is none.
    static func of(_ id: TaskID, _ status: TaskStatus) -> String? {
        status == .running ? nil : "W/\"\(id)-\(status.rawValue.lowercased())\""
    }

    /// Whether a request has the tagged answer already (`If-None-Match`).
    static func isKnown(_ tag: String, to headers: HTTPFields) -> Bool {
        headers[values: .ifNoneMatch].joined(separator: ",").split(separator: ",").contains { candidate in
            let candidate = candidate.filter { $0 != " " }
            return candidate == "*" || Self.opaque(candidate) == Self.opaque(tag)
        }
    }

    /// Weak comparison: what stands in the quotes.
    private static func opaque(_ tag: some StringProtocol) -> String {
        String(tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : String(tag))
    }
}
