/// What a request may ask for.
public struct OptimizerOptions: Sendable {
    /// Which columns the new tables keep.
    public enum Retention: String, Sendable {
        /// Those that the workload reads.
        case workload
        /// All of them.
        case all
    }

    /// How far verification goes.
    public enum VerificationMode: String, Sendable {
        /// From the text alone; nothing is run.
        case `static`
        /// Original and rewritten query run on live data; nothing is written.
        case inline
        /// The new schema is built under a scratch name, run, measured and dropped.
        case rehearse
    }

    /// The name of the new schema; made up, and unique to the run, where absent.
    public var targetSchema: String?
    public var retention: Retention
    public var verification: VerificationMode
    /// The families of candidates that may be used, as far as `freshness` allows them.
    public var candidates: Set<NewTable.Kind>
    /// What the new tables must stay equal to.
    public var freshness: Freshness
    /// How speed and storage weigh against each other.
    public var objective: ObjectiveWeights
    /// Bytes that the new tables may take together; nil for any number.
    public var storageLimit: Double?
    /// Seconds for everything, verification included.
    public var deadlineSeconds: Double
    /// What checks on live data may cost.
    public var verificationLimits: VerificationLimits
    /// Whether a rewritten query may replace an original although nothing shows that it is right.
    public var allowsUnverified: Bool

    /// Whether a copy holds every row of its base table: where all data are retained, and where whoever loads the table loads its copy in
    /// the same way.
    var copiesHoldAllRows: Bool { retention == .all || freshness == .strict }

    public init(
        targetSchema: String? = nil, retention: Retention = .workload, verification: VerificationMode = .inline,
        candidates: Set<NewTable.Kind> = Set(NewTable.Kind.allCases), freshness: Freshness = .append,
        objective: ObjectiveWeights = ObjectiveWeights(), storageLimit: Double? = nil, deadlineSeconds: Double = 780,
        verificationLimits: VerificationLimits = VerificationLimits(), allowsUnverified: Bool = false
    ) {
        self.targetSchema = targetSchema
        self.retention = retention
        self.verification = verification
        self.candidates = candidates.intersection(freshness.kinds)
        self.freshness = freshness
        self.objective = objective
        self.storageLimit = storageLimit
        self.deadlineSeconds = deadlineSeconds
        self.verificationLimits = verificationLimits
        self.allowsUnverified = allowsUnverified
    }
}
