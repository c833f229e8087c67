/// The answer to `GET /getresult`, and what the worker's `optimize` prints.
///
/// While a task runs the lists are absent and `result` is null.
public struct ResultAnswer: Sendable, Hashable {
    /// The member `result` of a task that is finished.
    public enum Result: Sendable, Hashable {
        case ok(meta: ResultMeta, report: JSONValue)
        case failed(TaskFailure, meta: ResultMeta)
    }

    /// Absent only where there never was a task.
    public var taskid: TaskID?
    public var status: TaskStatus
    public var ddl: [SQLStatement]?
    public var migrations: [SQLStatement]?
    public var queries: [OptimizationResult.Query]?
    public var result: Result?
}

extension ResultAnswer {
    /// The answer for a task that isn't finished.
    public static func running(_ id: TaskID) -> ResultAnswer {
        ResultAnswer(taskid: id, status: .running)
    }

    /// The answer for a task that is done.
    public static func done(_ id: TaskID?, _ result: OptimizationResult) -> ResultAnswer {
        ResultAnswer(
            taskid: id, status: .done, ddl: result.ddl, migrations: result.migrations, queries: result.queries,
            result: .ok(meta: result.meta, report: result.report))
    }

    /// The answer for a task that failed.
    public static func failed(_ id: TaskID?, _ failure: TaskFailure, meta: ResultMeta = ResultMeta()) -> ResultAnswer {
        ResultAnswer(taskid: id, status: .failed, result: .failed(failure, meta: meta))
    }

    /// The answer for a task as the store tells of it.
    public init(_ id: TaskID, _ outcome: TaskOutcome) {
        switch outcome {
        case .unfinished: self = .running(id)
        case .done(let result): self = .done(id, result)
        case .failed(let failure, let meta): self = .failed(id, failure, meta: meta)
        }
    }
}

extension ResultAnswer: Codable {
    private enum CodingKeys: String, CodingKey {
        case taskid, status, ddl, migrations, queries, result
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        taskid = try container.decodeIfPresent(TaskID.self, forKey: .taskid)
        status = try container.decode(TaskStatus.self, forKey: .status)
        ddl = try container.decodeIfPresent([SQLStatement].self, forKey: .ddl)
        migrations = try container.decodeIfPresent([SQLStatement].self, forKey: .migrations)
        queries = try container.decodeIfPresent([OptimizationResult.Query].self, forKey: .queries)
        result = try container.decodeIfPresent(Result.self, forKey: .result)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(taskid, forKey: .taskid)
        try container.encode(status, forKey: .status)
        try container.encodeIfPresent(ddl, forKey: .ddl)
        try container.encodeIfPresent(migrations, forKey: .migrations)
        try container.encodeIfPresent(queries, forKey: .queries)
        try container.encode(result, forKey: .result)
    }
}

extension ResultAnswer.Result: Codable {
    private enum CodingKeys: String, CodingKey {
        case ok, meta, report, error
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let meta = try container.decodeIfPresent(ResultMeta.self, forKey: .meta) ?? ResultMeta()
        if try container.decode(Bool.self, forKey: .ok) {
            self = .ok(meta: meta, report: try container.decodeIfPresent(JSONValue.self, forKey: .report) ?? [:])
        } else {
            self = .failed(try container.decode(TaskFailure.self, forKey: .error), meta: meta)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .ok(let meta, let report):
            try container.encode(true, forKey: .ok)
            try container.encode(meta, forKey: .meta)
            try container.encode(report, forKey: .report)
        case .failed(let failure, let meta):
            try container.encode(false, forKey: .ok)
            try container.encode(failure, forKey: .error)
            try container.encode(meta, forKey: .meta)
        }
    }
}
