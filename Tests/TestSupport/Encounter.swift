import Foundation
import Synchronization

/// Two things that two threads do at the same moment.
///
/// For what locks each other out: the threads are plain ones, so that a deadlock takes neither the cooperative pool nor the test.
public enum Encounter {
    /// Does both as nearly at once as can be.
    ///
    /// - Returns: Whether both came back, within some seconds. Where not, their threads are left behind.
    public static func of(_ one: @escaping @Sendable () -> Void, _ other: @escaping @Sendable () -> Void) async -> Bool
    {
        let meeting = Meeting()
        for action in [one, other] {
            let thread = Thread { meeting.run(action) }
            thread.start()
        }
        for _ in 0..<5000 {
            if meeting.isOver { return true }
            try? await Task.sleep(for: .milliseconds(1))
        }
        return meeting.isOver
    }

    private final class Meeting: Sendable {
        private let arrived = Atomic(0)
        private let left = Atomic(0)

        var isOver: Bool { left.load(ordering: .acquiring) == 2 }

        func run(_ action: () -> Void) {
            arrived.add(1, ordering: .acquiringAndReleasing)
            // Waking a thread takes longer than what is to collide.
            while arrived.load(ordering: .acquiring) < 2 {}
            action()
            left.add(1, ordering: .releasing)
        }
    }
}
