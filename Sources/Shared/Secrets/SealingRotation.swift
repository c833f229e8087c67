import Foundation

/// Changes the key that secrets are sealed with, while the service runs.
public struct SealingRotation: Sendable {
    /// What was done.
    public struct Report: Sendable, Hashable {
        /// Secrets that are now under the newest key.
        public var resealed = 0
        /// Secrets that no known key opens. They were left as they are, and no key was dropped.
        public var unreadable = 0
        /// Whether a new key was made; with keys from the environment none is.
        public var madeNewKey = false

        public init(resealed: Int = 0, unreadable: Int = 0, madeNewKey: Bool = false) {
            self.resealed = resealed
            self.unreadable = unreadable
            self.madeNewKey = madeNewKey
        }
    }

    private let source: SealingKeySource
    private let store: any SealedSecrets
    private let pause: Duration

    /// - Parameter pause: Between the two passes over the store: longer than a running process takes to see the new key.
    public init(source: SealingKeySource, store: any SealedSecrets, pause: Duration = .seconds(3)) {
        self.source = source
        self.store = store
        self.pause = pause
    }

    /// Makes a new key, seals every stored secret under it, and forgets the older keys.
    ///
    /// Running processes take the new key up by themselves. The store is gone through twice, since they may seal with
    /// the old one for a moment. Where the process is stopped halfway nothing is lost: all keys are still in the file,
    /// and running this again ends it. Where a secret opens with none of the keys, they may be those of another store: then all
    /// of them stay.
    ///
    /// - Throws: ``SealingError``, ``TaskStoreError``.
    public func run() async throws -> Report {
        guard case .file(let path) = source else { return try await reseal(try source.sealer()) }
        let file = SealingKeyFile(path: path)
        return try await file.whileChanging {
            try file.addNewest()
            let sealer = try source.sealer()
            var report = try await reseal(sealer)
            try await Task.sleep(for: pause)
            let late = try await reseal(sealer)
            report.resealed += late.resealed
            report.unreadable = late.unreadable
            if report.unreadable == 0 { try file.dropOlder() }
            report.madeNewKey = true
            return report
        }
    }

    private func reseal(_ sealer: SecretSealer) async throws -> Report {
        var report = Report()
        var cursor: SealedSecretCursor?
        while true {
            let (batch, next) = try await store.sealedSecrets(after: cursor, limit: 200)
            for entry in batch {
                do {
                    guard let renewed = try sealer.resealed(entry.secret, for: entry.id) else { continue }
                    if try await store.replace(entry, with: renewed) { report.resealed += 1 }
                } catch is SealingError {
                    report.unreadable += 1
                }
            }
            guard let next else { return report }
            cursor = next
        }
    }
}

/// One sealed secret of a store.
public struct StoredSecret: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case url, idempotencyDigest
    }

    public let kind: Kind
    /// The task that it is sealed for.
    public let id: TaskID
    public let secret: SealedSecret

    public init(kind: Kind, id: TaskID, secret: SealedSecret) {
        self.kind = kind
        self.id = id
        self.secret = secret
    }
}

/// Where a walk over a store's secrets stands.
public struct SealedSecretCursor: Sendable, Hashable {
    public let kind: StoredSecret.Kind
    public let id: TaskID

    public init(kind: StoredSecret.Kind, id: TaskID) {
        self.kind = kind
        self.id = id
    }
}

/// A store whose secrets can be gone through and sealed anew.
public protocol SealedSecrets: Sendable {
    /// Some secrets, in a fixed order, and where the next ones begin; nil at the end.
    func sealedSecrets(
        after cursor: SealedSecretCursor?, limit: Int
    ) async throws -> (secrets: [StoredSecret], next: SealedSecretCursor?)

    /// Puts a secret in place of another.
    ///
    /// - Returns: False, with nothing changed, where the other isn't there any more.
    func replace(_ secret: StoredSecret, with renewed: SealedSecret) async throws -> Bool
}
