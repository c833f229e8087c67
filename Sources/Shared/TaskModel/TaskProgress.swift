/// What is being done, as one word that programs may compare, such as `queued` or `verifying`.
public struct TaskPhase: RawRepresentable, Codable, Sendable, Hashable, ExpressibleByStringLiteral {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { rawValue = value }

    /// Waiting for a worker.
    public static let queued: TaskPhase = "queued"
    /// Taken by a worker that hasn't said more yet.
    public static let starting: TaskPhase = "starting"
    public static let done: TaskPhase = "done"
    public static let failed: TaskPhase = "failed"
}

/// How far a task is.
public struct TaskProgress: Sendable, Hashable {
    public var phase: TaskPhase
    /// 0 to 1; values outside are brought in.
    public var fraction: Double {
        didSet { fraction = Self.clamped(fraction) }
    }
    /// For people; may be empty. Holds no secret.
    public var message: String

    public init(phase: TaskPhase, fraction: Double, message: String = "") {
        self.phase = phase
        self.fraction = Self.clamped(fraction)
        self.message = message
    }

    private static func clamped(_ fraction: Double) -> Double {
        fraction.isNaN ? 0 : min(max(fraction, 0), 1)
    }
}
