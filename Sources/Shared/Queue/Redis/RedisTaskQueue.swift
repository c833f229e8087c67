import Foundation
import Logging

/// Task ids on Redis lists, in the manner of Celery: `RPUSH` by the API, `BLPOP` by workers, one list a priority.
///
/// Two dedicated threads hold a connection each, one that takes ids and one for everything else; hiredis blocks, and
/// nothing of it runs on the cooperative pool. Who runs on ``WorkThreads`` takes ids by itself. Any error drops the
/// connection, and it is made anew after a short wait. Ids that can't be delivered meanwhile are kept, up to a bound; beyond
/// it they are dropped, which costs latency only, for recovery finds their rows in the store.
public final class RedisTaskQueue: TaskQueue {
    private let lists: RedisLists
    private let address: RedisAddress
    private let taker: RedisTaker
    private let directTaker: RedisDirectTaker
    private let sender: RedisSender

    /// Starts the two threads; connections are made when there is something to do.
    ///
    /// - Parameters:
    ///   - name: The list of normal priority; `:high` and `:low` are put behind it for the others.
    ///   - popTimeout: How long `pop` waits for an id. Redis before 6 counts whole seconds, so these are.
    ///   - bufferLimit: How many ids are kept while Redis is away.
    public init(
        address: RedisAddress, name: String = "lakewright:tasks", popTimeout: Duration = .seconds(2),
        bufferLimit: Int = 10_000, logger: Logger = Logger(label: "lakewright.queue")
    ) {
        // hiredis writes with write(2): a server that went away must be an error, not the end of the process.
        ProcessSignals.ignoreSIGPIPE()
        self.address = address
        lists = RedisLists(name: name)
        let pop = RedisBlockingPop(address: address, lists: lists, timeout: popTimeout, logger: logger)
        taker = RedisTaker(pop, logger: logger)
        directTaker = RedisDirectTaker(pop)
        sender = RedisSender(address: address, lists: lists, bufferLimit: bufferLimit, logger: logger)
    }

    public func push(_ id: TaskID, priority: TaskPriority) {
        sender.push(QueuedTask(id: id, priority: priority))
    }

    public func pop() async -> QueuedTask? {
        WorkThreads.isCurrentThread ? directTaker.take() : await taker.pop()
    }

    public func checkHealth() async throws {
        _ = try await ask(["PING"])
    }

    public func depths() async throws -> [TaskPriority: Int] {
        var depths: [TaskPriority: Int] = [:]
        for priority in TaskPriority.allCases {
            guard case .integer(let length) = try await ask(["LLEN", lists[priority]]) else {
                throw TaskQueueError(
                    "\(lists[priority]) in \(address) is no list; name another one in LAKEWRIGHT_QUEUE")
            }
            depths[priority] = Int(length)
        }
        return depths
    }

    public func shutdown() async {
        await sender.stop()
        directTaker.close()
        await taker.stop()
    }

    private func ask(_ command: [String]) async throws -> RedisConnection.Reply {
        do {
            return try await sender.ask(command)
        } catch let failure as RedisConnection.Failure {
            throw TaskQueueError(
                "the broker \(address) can't be reached: \(failure); start it, or mend LAKEWRIGHT_BROKER_URL")
        }
    }
}

/// The names of the three lists.
struct RedisLists: Sendable {
    private let name: String

    init(name: String) {
        self.name = name
    }

    subscript(priority: TaskPriority) -> String {
        switch priority {
        case .normal: name
        case .high, .low: "\(name):\(priority.rawValue)"
        }
    }

    /// In order of serving.
    var all: [String] { TaskPriority.allCases.map { self[$0] } }

    func priority(of list: String) -> TaskPriority? {
        TaskPriority.allCases.first { self[$0] == list }
    }
}
