/// Which tables to build, and what each query is to read: one option for each query, so that z is highest.
///
/// Every query has options, its original among them. An option needs structures: whole tables, or columns of a copy that other
/// queries may share. A structure is paid for once, however many queries read it, and not at all where none does. An original
/// table is a structure like any other: it costs its bytes for as long as some query still reads it.
public struct SelectionProblem: Sendable {
    public var structures: [SelectionStructure]
    public var queries: [SelectionQuery]
    /// S: bytes of all original tables.
    public var bytesBefore: Double
    public var objective: ObjectiveWeights
    /// Bytes that new structures may take together; nil for any number. Originals don't count: they are there already.
    public var storageLimit: Double?
    /// Structures that are kept, and paid for, whether or not a chosen option needs them.
    public var required: Set<Int>

    public init(
        structures: [SelectionStructure], queries: [SelectionQuery], bytesBefore: Double,
        objective: ObjectiveWeights = ObjectiveWeights(), storageLimit: Double? = nil, required: Set<Int> = []
    ) {
        self.structures = structures
        self.queries = queries
        self.bytesBefore = bytesBefore
        self.objective = objective
        self.storageLimit = storageLimit
        self.required = required
    }

    /// Takes an option away from a query, for a reason that goes into the report. Places of other options don't change, so that the
    /// problem can be solved again.
    public mutating func refuse(option: Int, of query: Int, because reason: String) {
        guard queries.indices.contains(query), queries[query].options.indices.contains(option) else { return }
        queries[query].options[option].refusal = reason
    }
}

/// Something that takes storage and that options need: an original table, a new table, or a column of one.
public struct SelectionStructure: Sendable, Hashable {
    /// For the report: "column price of orders", "summary_1".
    public var label: String
    public var bytes: Double
    /// Whether building it writes data; false for an original table.
    public var isNew: Bool

    /// - Parameter bytes: taken as 0 where it is negative or no number.
    public init(_ label: String, bytes: Double, isNew: Bool = true) {
        self.label = label
        self.bytes = bytes > 0 && bytes.isFinite ? bytes : 0
        self.isNew = isNew
    }
}

/// One query, and what it may become.
public struct SelectionQuery: Sendable {
    /// For the report: the query's id.
    public var label: String
    /// Q: how often it runs. 0 for a query that must be answered but counts for nothing.
    public var weight: Double
    /// A: seconds of one run today.
    public var secondsBefore: Double
    /// In an order that the caller knows; the original first, by custom.
    public var options: [SelectionOption]

    public init(_ label: String, weight: Double, secondsBefore: Double, options: [SelectionOption]) {
        self.label = label
        self.weight = weight > 0 && weight.isFinite ? weight : 0
        self.secondsBefore = secondsBefore > 0 && secondsBefore.isFinite ? secondsBefore : SelectionOption.leastSeconds
        self.options = options
    }
}

/// One way to answer a query.
public struct SelectionOption: Sendable {
    /// The family, for the report and as a starting point of the search: "original", "layout", "summary", "result".
    public var family: String
    /// T: seconds of one run this way.
    public var seconds: Double
    /// Places of the structures that it needs, each once, ascending.
    public var structures: [Int]
    /// Why it may not be chosen; nil where it may.
    public var refusal: String?

    /// Seconds below this are taken for it: no run takes no time, and a speed-up must stay a number.
    public static let leastSeconds = 1e-6

    /// - Parameter seconds: taken as very many where it is no number.
    public init(_ family: String, seconds: Double, structures: some Sequence<Int>, refusal: String? = nil) {
        self.family = family
        self.seconds = seconds.isFinite ? max(seconds, Self.leastSeconds) : 1e12
        self.structures = Array(Set(structures)).sorted()
        self.refusal = refusal
    }
}
