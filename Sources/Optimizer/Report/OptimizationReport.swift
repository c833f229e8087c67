/// What was done, why, and what shows that it is right. Encoded as the `report` of a result; keys in snake case.
public struct OptimizationReport: Codable, Sendable {
    /// One sentence for a person.
    public var summary: String
    /// "none" without a connection, else "static", "inline" or "rehearse".
    public var verification: String
    public var engine: EngineFacts?
    public var objective: ObjectiveReport
    public var queries: [QueryReport]
    public var tables: [TableReport]
    /// Why these tables and forms of the queries, and what others would have brought; nil where there was nothing to choose.
    public var selection: SelectionReport?
    public var storage: StorageLedger
    public var notCarried: [NotCarried]
    /// Nil without new tables or statistics.
    public var migration: MigrationCost?
    /// Everything that some rewritten query rests on and no constraint guards, each once.
    public var assumptions: [Assumption]
    /// Statements that bring the new tables up to date again; running one twice does no harm.
    public var refresh: [String]
    /// Statements that take everything away again.
    public var rollback: [String]
    public var proposals: ProposalReport?
    /// What was noticed beside: statements that could not be read, limits reached, assumptions made.
    public var notes: [String]

    /// What the live engine said of itself.
    public struct EngineFacts: Codable, Sendable {
        public var version: String?
        /// Connector name by catalog.
        public var connectors: [String: String]
    }

    /// x = sum(Q*A/T)/sum(Q), y = S/C, z = x^(2/3)*y; "measured" only where a rehearsal ran.
    public struct ObjectiveReport: Codable, Sendable {
        public var predicted: Score?
        public var measured: Score?
    }

    public struct Score: Codable, Sendable {
        public var x: Double
        public var y: Double
        public var z: Double

        /// From speed and storage ratios, with z by the weights of the request.
        public init(x: Double, y: Double, weights: ObjectiveWeights) {
            self.x = x
            self.y = y
            z = weights.z(x: x, y: y)
        }
    }

    /// A language model's part in this result.
    public struct ProposalReport: Codable, Sendable {
        public var asked: Bool
        public var accepted: Int
        public var refused: [String]
        public var error: String?
    }
}
