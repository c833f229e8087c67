/// How a task ended, if it did.
public enum TaskOutcome: Sendable, Hashable {
    case unfinished
    case done(OptimizationResult)
    case failed(TaskFailure, meta: ResultMeta)
}
