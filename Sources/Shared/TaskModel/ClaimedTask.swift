/// A task in the hands of the worker that claimed it.
public struct ClaimedTask: Sendable {
    public let lease: TaskLease
    public let tenant: Tenant
    public let reach: Reach
    /// Has no URL.
    public let request: OptimizationRequest
    public let sealedURL: SealedSecret?
    /// The trace that the request belonged to.
    public let trace: TraceContext?
    /// This attempt included.
    public let attempts: Int
    public let crashes: Int
    /// The ids of statements that the attempt before, which crashed, may have left running in the engine.
    public let leftStatements: [String]

    public init(
        lease: TaskLease, tenant: Tenant = .anonymous, reach: Reach = .public, request: OptimizationRequest,
        sealedURL: SealedSecret?, trace: TraceContext? = nil, attempts: Int, crashes: Int,
        leftStatements: [String] = []
    ) {
        self.lease = lease
        self.tenant = tenant
        self.reach = reach
        self.request = request
        self.sealedURL = sealedURL
        self.trace = trace
        self.attempts = attempts
        self.crashes = crashes
        self.leftStatements = leftStatements
    }

    public var id: TaskID { lease.id }
}
