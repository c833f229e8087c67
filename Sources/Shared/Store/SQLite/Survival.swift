/// What a write outlives once it is committed. In WAL mode a commit is in the log at once, and what is in the log is there for every
/// process whatever becomes of the one that wrote it; only a power cut, or a crash of the machine, takes what wasn't synced.
enum Survival: Sendable {
    /// For what somebody was told, or will be: an accepted task, the end of one.
    case powerCut
    /// For a sign of a worker's life, its claim included: a power cut takes the worker as well, and a row without its claim is a task
    /// that waits. Spares a sync of the disk; a later commit that must survive brings earlier ones along, for they stand before
    /// it in the log.
    case crash

    /// The value of `PRAGMA synchronous`; see <https://www.sqlite.org/pragma.html#pragma_synchronous>.
    var synchronous: String {
        switch self {
        case .powerCut: "FULL"
        case .crash: "NORMAL"
        }
    }
}
