import Foundation

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

        /// From speed and storage ratios: z = x^(2/3) * y.
        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
            z = Objective.z(x: x, y: y)
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

/// The measure of a design.
public enum Objective {
    /// z = x^(2/3) * y, with x the mean speed-up weighted by runs and y storage before over after.
    public static func z(x: Double, y: Double) -> Double {
        guard x > 0, y > 0 else { return 0 }
        return pow(x, 2.0 / 3.0) * y
    }

    /// x = sum(Q * A / T) / sum(Q): the speed-ups, weighted by runs.
    public static func x(_ runs: [(runs: Double, before: Double, after: Double)]) -> Double? {
        let valid = runs.filter { $0.runs > 0 && $0.before > 0 && $0.after > 0 }
        let total = valid.reduce(0) { $0 + $1.runs }
        guard total > 0 else { return nil }
        return valid.reduce(0) { $0 + $1.runs * $1.before / $1.after } / total
    }
}
