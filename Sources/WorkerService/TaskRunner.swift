import Logging
import Shared

/// What a worker does with a task. The one place where the service meets the optimizer.
public protocol TaskRunner: Sendable {
    /// Does the work.
    ///
    /// Cancellation means: stop soon, what you return or throw may not be used any more. Progress may be reported as
    /// often as one likes.
    ///
    /// - Throws: ``RunnerError`` for what it can tell apart; anything else fails the task as an internal error.
    func run(_ assignment: TaskAssignment, progress: ProgressReporter) async throws -> OptimizationResult
}

/// A task as its runner gets it.
public struct TaskAssignment: Sendable {
    public let id: TaskID
    /// With the URL, unsealed. Don't log it.
    public let request: OptimizationRequest
    /// How far the URL may lead.
    public let reach: Reach
    /// The fencing token, for names that no other attempt may share.
    public let token: Int64
    /// 1 at the first try.
    public let attempt: Int
    /// The trace that the request belonged to, to be handed on to whom the work asks.
    public let trace: TraceContext?
    /// The ids of statements that an attempt which crashed may have left running in the engine.
    public let leftStatements: [String]
    /// Where the runner writes down which statements it has running.
    public let statements: StatementLedger
    /// Carries the task's id.
    public let logger: Logger

    public init(
        id: TaskID, request: OptimizationRequest, reach: Reach, token: Int64, attempt: Int,
        trace: TraceContext? = nil, leftStatements: [String] = [], statements: StatementLedger = StatementLedger(),
        logger: Logger
    ) {
        self.id = id
        self.request = request
        self.reach = reach
        self.token = token
        self.attempt = attempt
        self.trace = trace
        self.leftStatements = leftStatements
        self.statements = statements
        self.logger = logger
    }
}

/// Takes word of progress without ever making the runner wait: of several reports in a row the last is kept.
public struct ProgressReporter: Sendable {
    private let send: @Sendable (TaskProgress) -> Void

    public init(_ send: @escaping @Sendable (TaskProgress) -> Void) {
        self.send = send
    }

    /// - Parameters:
    ///   - fraction: 0 to 1.
    ///   - message: For people; no secrets.
    public func report(_ phase: TaskPhase, fraction: Double, message: String = "") {
        send(TaskProgress(phase: phase, fraction: fraction, message: message))
    }
}

/// Why a run has no result.
public struct RunnerError: Error, Sendable, CustomStringConvertible {
    /// For the client; holds no secret.
    public let failure: TaskFailure
    /// Whether the same run may well succeed later.
    public let isRetryable: Bool
    /// How long to wait at least, where the other side has said so.
    public let retryAfter: Duration?
    public let meta: ResultMeta

    public init(
        _ failure: TaskFailure, isRetryable: Bool, retryAfter: Duration? = nil, meta: ResultMeta = ResultMeta()
    ) {
        self.failure = failure
        self.isRetryable = isRetryable
        self.retryAfter = retryAfter
        self.meta = meta
    }

    public var description: String { failure.description }
}
