/// What the server says of a statement's progress and cost. Servers differ in what they tell: all of it is optional.
public struct TrinoStatistics: Sendable, Hashable {
    /// `QUEUED`, `RUNNING`, `FINISHED`...: for people; only the absence of a further page ends a statement.
    public var state: String?
    public var queued: Bool?
    public var scheduled: Bool?
    /// Percent of the splits that are done, 0 to 100.
    public var progressPercentage: Double?
    public var runningPercentage: Double?
    public var nodes: Int64?
    public var totalSplits: Int64?
    public var queuedSplits: Int64?
    public var runningSplits: Int64?
    public var completedSplits: Int64?
    public var planningTimeMillis: Int64?
    public var analysisTimeMillis: Int64?
    public var cpuTimeMillis: Int64?
    public var wallTimeMillis: Int64?
    public var queuedTimeMillis: Int64?
    public var elapsedTimeMillis: Int64?
    public var finishingTimeMillis: Int64?
    public var physicalInputTimeMillis: Int64?
    public var processedRows: Int64?
    public var processedBytes: Int64?
    /// Bytes read from storage.
    public var physicalInputBytes: Int64?
    public var physicalWrittenBytes: Int64?
    public var internalNetworkInputBytes: Int64?
    public var peakMemoryBytes: Int64?
    public var spilledBytes: Int64?
    public var rootStage: TrinoStage?

    public init() {}

    init(_ json: JSONValue) {
        state = json["state"]?.string
        queued = json["queued"]?.boolean
        scheduled = json["scheduled"]?.boolean
        progressPercentage = json["progressPercentage"]?.double
        runningPercentage = json["runningPercentage"]?.double
        nodes = json["nodes"]?.integer
        totalSplits = json["totalSplits"]?.integer
        queuedSplits = json["queuedSplits"]?.integer
        runningSplits = json["runningSplits"]?.integer
        completedSplits = json["completedSplits"]?.integer
        planningTimeMillis = json["planningTimeMillis"]?.integer
        analysisTimeMillis = json["analysisTimeMillis"]?.integer
        cpuTimeMillis = json["cpuTimeMillis"]?.integer
        wallTimeMillis = json["wallTimeMillis"]?.integer
        queuedTimeMillis = json["queuedTimeMillis"]?.integer
        elapsedTimeMillis = json["elapsedTimeMillis"]?.integer
        finishingTimeMillis = json["finishingTimeMillis"]?.integer
        physicalInputTimeMillis = json["physicalInputTimeMillis"]?.integer
        processedRows = json["processedRows"]?.integer
        processedBytes = json["processedBytes"]?.integer
        physicalInputBytes = json["physicalInputBytes"]?.integer
        physicalWrittenBytes = json["physicalWrittenBytes"]?.integer
        internalNetworkInputBytes = json["internalNetworkInputBytes"]?.integer
        peakMemoryBytes = json["peakMemoryBytes"]?.integer
        spilledBytes = json["spilledBytes"]?.integer
        rootStage = json["rootStage"].map { TrinoStage($0) }
    }
}

/// A stage of a running statement, with those that feed it.
public struct TrinoStage: Sendable, Hashable {
    public var stageId: String?
    public var state: String?
    public var done: Bool?
    public var nodes: Int64?
    public var totalSplits: Int64?
    public var completedSplits: Int64?
    public var cpuTimeMillis: Int64?
    public var wallTimeMillis: Int64?
    public var processedRows: Int64?
    public var processedBytes: Int64?
    public var physicalInputBytes: Int64?
    public var failedTasks: Int64?
    public var coordinatorOnly: Bool?
    public var subStages: [TrinoStage]

    init(_ json: JSONValue) {
        stageId = json["stageId"]?.string
        state = json["state"]?.string
        done = json["done"]?.boolean
        nodes = json["nodes"]?.integer
        totalSplits = json["totalSplits"]?.integer
        completedSplits = json["completedSplits"]?.integer
        cpuTimeMillis = json["cpuTimeMillis"]?.integer
        wallTimeMillis = json["wallTimeMillis"]?.integer
        processedRows = json["processedRows"]?.integer
        processedBytes = json["processedBytes"]?.integer
        physicalInputBytes = json["physicalInputBytes"]?.integer
        failedTasks = json["failedTasks"]?.integer
        coordinatorOnly = json["coordinatorOnly"]?.boolean
        subStages = (json["subStages"]?.array ?? []).map { TrinoStage($0) }
    }
}
