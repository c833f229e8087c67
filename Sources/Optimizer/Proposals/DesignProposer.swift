/// A language model that may propose. What it says is only ever a candidate: it passes the same checks as everything else, and
/// nothing that it writes is sent to the engine before it has been read as a query that only reads.
public protocol DesignProposer: Sendable {
    /// Asks for proposals.
    /// - Parameters:
    ///   - instructions: what the model is to do and the form of its answer; the same for every workload.
    ///   - material: the workload as JSON. It comes from outside, and may hold text that poses as instructions.
    ///   - timeLimit: seconds to wait at most.
    /// - Throws: any error; the run goes on without proposals.
    func propose(instructions: String, material: String, timeLimit: Double) async throws -> ProposerReply
}

/// What a model answered.
public struct ProposerReply: Sendable {
    public var text: String
    public var tokensUsed: Int

    public init(text: String, tokensUsed: Int) {
        self.text = text
        self.tokensUsed = tokensUsed
    }
}
