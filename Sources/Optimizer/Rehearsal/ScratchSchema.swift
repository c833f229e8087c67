import Foundation

/// The name of a schema that a rehearsal builds and drops again: it says which run made it and until when it may stand, so that
/// another run can sweep what a crash left behind.
struct ScratchSchema: Sendable, Hashable {
    static let prefix = "lw_rehearsal_"

    let label: String
    /// Seconds since 1970-01-01 UTC after which anybody may drop it.
    let expiry: Int64

    var name: String { "\(Self.prefix)\(label)_\(expiry)" }

    init(label: String, expiry: Int64) {
        self.label = label
        self.expiry = expiry
    }

    /// Reads a schema's name; nil for one that no rehearsal made.
    init?(name: String) {
        guard name.hasPrefix(Self.prefix) else { return nil }
        let parts = name.dropFirst(Self.prefix.count).split(separator: "_")
        guard parts.count == 2, let expiry = Int64(parts[1]) else { return nil }
        self.init(label: String(parts[0]), expiry: expiry)
    }

    func hasExpired(at now: Date = Date()) -> Bool {
        Double(expiry) < now.timeIntervalSince1970
    }
}
