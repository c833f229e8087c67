/// What a request may choose. Every member is optional on the wire; an unknown one is a ``RequestDefect`` naming its path.
public struct OptimizationOptions: Sendable, Hashable {
    /// Which columns a new table keeps.
    public enum Retain: String, Codable, Sendable, CaseIterable {
        /// Those that the workload reads.
        case workload
        /// All.
        case all
    }

    /// How a rewritten query is shown to be right.
    public enum Verify: String, Codable, Sendable, CaseIterable {
        /// By the texts alone.
        case `static`
        /// On live data, without a single write.
        case inline
        /// By building the new schema under a scratch name, and dropping it again.
        case rehearse
    }

    /// What the new tables must stay equal to.
    public enum Freshness: String, Codable, Sendable, CaseIterable {
        /// Sources grow; refresh statements follow them.
        case append
        /// Sources don't change any more.
        case `static`
        /// Nothing derived: layouts only.
        case strict
    }

    /// How speed and storage weigh in the objective z = x^speed * y^storage.
    public struct Objective: Sendable, Hashable {
        /// The exponent of x, the speed-up by runs. At least 0.
        public var speedWeight: Double
        /// The exponent of y, the storage before over the storage after. At least 0.
        public var storageWeight: Double

        public init(speedWeight: Double = 2.0 / 3.0, storageWeight: Double = 1) {
            self.speedWeight = speedWeight
            self.storageWeight = storageWeight
        }
    }

    /// The schema to create, `schema` or `catalog.schema`. Nil means a name of our own.
    public var targetSchema: String?
    /// Which columns are kept; the columns of the workload where nothing is said.
    public var retain: Retain
    /// How far to verify. Nil means inline with a connection and static without one.
    public var verify: Verify?
    /// Seconds from the start of the work to its answer, verification included. More than 0.
    public var deadlineSeconds: Double
    /// The weights of the objective.
    public var objective: Objective
    /// Bytes that the new tables may take together, by estimate; nil for any number. At least 0.
    public var storageLimitBytes: Double?
    /// Families of candidates switched on or off, by the names in `candidateNames`.
    public var candidates: [String: Bool]
    /// The names of the families that `candidates` switches.
    public static let candidateNames: Set<String> = ["results", "summaries", "joins", "subqueries", "layouts"]
    /// What the new tables must stay equal to.
    public var freshness: Freshness
    /// Whether a rewrite that nothing has verified may replace the original all the same.
    public var allowUnverified: Bool
    /// Which of the queue's lists the task waits in.
    public var priority: TaskPriority
    /// Whether a language model may propose; nothing happens where none is configured.
    public var llm: Bool

    public init(
        targetSchema: String? = nil, retain: Retain = .workload, verify: Verify? = nil, deadlineSeconds: Double = 780,
        objective: Objective = Objective(), storageLimitBytes: Double? = nil, candidates: [String: Bool] = [:],
        freshness: Freshness = .append, allowUnverified: Bool = false, priority: TaskPriority = .normal,
        llm: Bool = true
    ) {
        self.targetSchema = targetSchema
        self.retain = retain
        self.verify = verify
        self.deadlineSeconds = deadlineSeconds
        self.objective = objective
        self.storageLimitBytes = storageLimitBytes
        self.candidates = candidates
        self.freshness = freshness
        self.allowUnverified = allowUnverified
        self.priority = priority
        self.llm = llm
    }
}
