/// A task to be stored: its request without the URL, and the URL sealed.
public struct NewTask: Sendable {
    public let id: TaskID
    /// Has no URL.
    public let request: OptimizationRequest
    public let sealedURL: SealedSecret?
    /// The trace that the request belongs to, if it said so.
    public let trace: TraceContext?

    /// Takes the URL out of a request and seals it for this task alone.
    ///
    /// - Throws: What the sealer throws.
    public init(
        id: TaskID = TaskID(), request: OptimizationRequest, trace: TraceContext? = nil, sealer: SecretSealer
    ) throws {
        self.id = id
        self.request = request.withoutURL
        self.trace = trace
        self.sealedURL = try request.url.map { try sealer.seal($0, for: id) }
    }

    /// The list in which it will wait.
    public var priority: TaskPriority { request.options.priority }
}
