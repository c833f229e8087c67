import Crypto
import Foundation
import Synchronization

/// The keys that a process seals and opens with: the first seals, all open.
///
/// A ring from a file looks now and then whether the file has changed, so that a new key is used by running processes.
/// Keys that it has once had it goes on opening with: a secret that was sealed just before a change still opens.
final class SealingKeyRing: Sendable {
    private struct State {
        var keys: [SymmetricKey]
        var stamp: SealingKeyFile.Stamp?
        var lookedAt: ContinuousClock.Instant
    }

    private let file: SealingKeyFile?
    private let state: Mutex<State>

    /// Between two looks at the file.
    private static let interval = Duration.seconds(1)

    /// - Parameter keys: At least one, the one to seal with first.
    init(keys: [SymmetricKey]) {
        file = nil
        state = Mutex(State(keys: keys, stamp: nil, lookedAt: .now))
    }

    /// Reads the file, making it where there is none.
    ///
    /// - Throws: ``SealingError``.
    init(file: SealingKeyFile) throws {
        self.file = file
        let keys = try file.loadOrCreate()
        state = Mutex(State(keys: keys, stamp: file.stamp, lookedAt: .now))
    }

    /// The key to seal with.
    var current: SymmetricKey? {
        lookForChange()
        return state.withLock { $0.keys.first }
    }

    /// The keys to open with, the likeliest first.
    var all: [SymmetricKey] {
        lookForChange()
        return state.withLock { $0.keys }
    }

    /// Reads the file again if it has changed. One that can't be read changes nothing: what is known still holds.
    ///
    /// - Parameter atOnce: Whether to look although the last look was just now.
    func lookForChange(atOnce: Bool = false) {
        guard let file else { return }
        let isDue = state.withLock { state in
            guard atOnce || .now - state.lookedAt >= Self.interval else { return false }
            state.lookedAt = .now
            return true
        }
        guard isDue else { return }
        let stamp = file.stamp
        guard stamp != nil, stamp != state.withLock({ $0.stamp }), let keys = try? file.load() else { return }
        state.withLock { state in
            state.keys = keys + state.keys.filter { !keys.contains($0) }
            state.stamp = stamp
        }
    }
}
