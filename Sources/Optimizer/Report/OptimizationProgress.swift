/// Where a run of the optimizer is.
public struct OptimizationProgress: Sendable {
    /// The steps, in order.
    public enum Phase: String, Sendable, CaseIterable {
        case resolve, profile, candidates, propose, match, verify, rehearse, report
    }

    public var phase: Phase
    /// 0 to 1, over the whole run; it never falls.
    public var fraction: Double
    /// One line for a person, without secrets.
    public var message: String

    public init(_ phase: Phase, _ fraction: Double, _ message: String) {
        self.phase = phase
        self.fraction = fraction
        self.message = message
    }
}
