/// Why these tables and these forms of the queries were chosen: what each would have brought otherwise.
public struct SelectionReport: Codable, Sendable {
    /// By query, in the order of the request.
    public var queries: [QueryChoice]
    /// Tables and columns that are paid for.
    public var structures: [StructureUse]
    public var storageLimitBytes: Double?
    public var isWithinLimit: Bool

    /// One query's options.
    public struct QueryChoice: Codable, Sendable {
        public var queryid: String
        public var options: [OptionReport]
    }

    /// What one option would bring.
    public struct OptionReport: Codable, Sendable {
        /// "original", "layout", "summary", "result", ...
        public var name: String
        public var isChosen: Bool
        /// Seconds of one run, by estimate.
        public var seconds: Double
        /// What it reads: labels of structures.
        public var reads: [String]
        /// z of the whole design with this option, every other query as chosen; nil where it is refused or breaks the storage limit.
        public var z: Double?
        /// Why it may not be chosen.
        public var refusal: String?
    }

    /// What a structure costs, and what for.
    public struct StructureUse: Codable, Sendable {
        public var label: String
        public var bytes: Double
        /// Ids of the queries that read it.
        public var queries: [String]
        /// z without it, its readers on their next-best options; nil where one of them has no other.
        public var zWithout: Double?
    }

    /// Puts a solved problem into words.
    public init(_ problem: SelectionProblem, _ outcome: SelectionOutcome) {
        queries = problem.queries.indices.map { index in
            let query = problem.queries[index]
            let options = query.options.indices.map { option in
                OptionReport(
                    name: query.options[option].family, isChosen: outcome.options[index] == option,
                    seconds: query.options[option].seconds,
                    reads: query.options[option].structures.map { problem.structures[$0].label },
                    z: outcome.queryReasons[index].z[option], refusal: query.options[option].refusal)
            }
            return QueryChoice(queryid: query.label, options: options)
        }
        structures = outcome.structureReasons.map { reason in
            StructureUse(
                label: problem.structures[reason.structure].label, bytes: problem.structures[reason.structure].bytes,
                queries: reason.queries.map { problem.queries[$0].label }, zWithout: reason.zWithout)
        }
        storageLimitBytes = problem.storageLimit
        isWithinLimit = outcome.isWithinLimit
    }
}
