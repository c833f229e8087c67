/// What a write outlives once the call that makes it has returned. A commit is in the log at once, and what is in the log is there for
/// every process whatever becomes of the one that wrote it; only a power cut, or a crash of the machine, takes what wasn't synced.
enum Survival: Sendable {
    /// For what somebody is told when the call returns: an accepted task, a cancelled one. The disk is synced before that.
    case powerCut
    /// For what somebody may ask for: the end of a task. The disk is synced some milliseconds later at most, which the worker, having
    /// nobody to tell, waits for only where it has been quiet and its own thread makes the sync; whoever asks in between has it synced
    /// first (``SyncMark``). A power cut before leaves a task that runs again.
    case powerCutSoon
    /// For a sign of a worker's life, its claim included: a power cut takes the worker as well, and a row without its claim is a task
    /// that waits. Spares a sync of the disk; a later sync brings earlier commits along, for they stand before it in the log.
    case crash
}
