import Logging

/// One `BLPOP` over the lists, and what comes of it.
struct RedisBlockingPop: Sendable {
    let address: RedisAddress
    let lists: RedisLists
    let logger: Logger
    /// Redis before 6 counts whole seconds.
    private let seconds: Int

    enum Outcome: Sendable {
        case task(QueuedTask)
        /// Something that is no task's id; it is dropped.
        case noTask
        case nothing
    }

    /// - Parameter timeout: How long it waits, in whole seconds.
    init(address: RedisAddress, lists: RedisLists, timeout: Duration, logger: Logger) {
        self.address = address
        self.lists = lists
        self.logger = logger
        seconds = max(1, Int(timeout.components.seconds))
    }

    func connect() throws -> RedisConnection {
        try RedisConnection(to: address, connectTimeout: .seconds(2), replyTimeout: .seconds(seconds + 3))
    }

    /// Blocks until an id comes or the time is over.
    func run(on connection: RedisConnection) throws -> Outcome {
        let reply = try connection.run(["BLPOP"] + lists.all + [String(seconds)])
        guard case .array(let pair) = reply, pair.count == 2, case .text(let list) = pair[0],
            case .text(let text) = pair[1]
        else { return .nothing }
        guard let id = TaskID(text), let priority = lists.priority(of: list) else {
            logger.warning("something that is no task id was on a list; it is dropped", metadata: ["list": "\(list)"])
            return .noTask
        }
        return .task(QueuedTask(id: id, priority: priority))
    }

    /// Puts a task that nobody wants at the head of its list.
    func putBack(_ task: QueuedTask, through connection: RedisConnection) throws {
        try connection.run(["LPUSH", lists[task.priority], task.id.description])
    }

    func tellOfOutage(_ error: any Error) {
        logger.warning(
            "the broker is away; tasks are found in the store meanwhile",
            metadata: ["broker": "\(address)", "reason": "\(error)"])
    }
}
