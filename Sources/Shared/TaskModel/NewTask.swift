/// A task to be stored: its request without the URL, and the URL sealed.
public struct NewTask: Sendable {
    public let id: TaskID
    public let tenant: Tenant
    public let reach: Reach
    /// Has no URL.
    public let request: OptimizationRequest
    public let sealedURL: SealedSecret?
    /// The trace that the request belongs to, if it said so.
    public let trace: TraceContext?
    /// Nil where the client gave no key.
    public var idempotency: Idempotency?

    /// Takes the URL out of a request and seals it for this task alone.
    ///
    /// - Throws: What the sealer throws.
    public init(
        id: TaskID = TaskID(), tenant: Tenant = .anonymous, reach: Reach = .public, request: OptimizationRequest,
        trace: TraceContext? = nil, idempotency: Idempotency? = nil, sealer: SecretSealer
    ) throws {
        self.id = id
        self.tenant = tenant
        self.reach = reach
        self.request = request.withoutURL
        self.trace = trace
        self.idempotency = idempotency
        self.sealedURL = try request.url.map { try sealer.seal($0, for: id) }
    }

    /// The list in which it will wait.
    public var priority: TaskPriority { request.options.priority }
}
