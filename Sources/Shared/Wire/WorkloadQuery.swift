/// A query of the workload: its text, how often it runs and how long one run takes.
public struct WorkloadQuery: Codable, Sendable, Hashable {
    /// The client's own name for the query: not empty, unique in the request.
    public var queryid: String
    /// The SQL text. It is read in the worker; whether it parses is no concern of the request's shape.
    public var query: String
    /// How often the query runs, at least 1. Absent on the wire means 1.
    public var runquantity: Int
    /// What one run takes now, in seconds, where the client knows it.
    public var executiontime: Double?

    public init(queryid: String, query: String, runquantity: Int = 1, executiontime: Double? = nil) {
        self.queryid = queryid
        self.query = query
        self.runquantity = runquantity
        self.executiontime = executiontime
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        queryid = try container.decode(String.self, forKey: .queryid)
        query = try container.decode(String.self, forKey: .query)
        // Foundation's error for a fraction in place of an Int names no field.
        let runs = try container.decodeIfPresent(Double.self, forKey: .runquantity) ?? 1
        executiontime = try container.decodeIfPresent(Double.self, forKey: .executiontime)
        guard !queryid.isEmpty else {
            throw DecodingError.dataCorruptedError(
                forKey: .queryid, in: container, debugDescription: "is empty; give each query an id")
        }
        guard let runquantity = Int(exactly: runs), runquantity >= 1 else {
            throw DecodingError.dataCorruptedError(
                forKey: .runquantity, in: container, debugDescription: "must be a whole number, 1 or more")
        }
        self.runquantity = runquantity
        if let executiontime, executiontime < 0 {
            throw DecodingError.dataCorruptedError(
                forKey: .executiontime, in: container, debugDescription: "must be 0 seconds or more")
        }
    }
}
