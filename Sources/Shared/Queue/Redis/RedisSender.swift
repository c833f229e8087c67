import Foundation
import Logging
import Metrics

/// The thread that puts ids on the lists, and asks Redis whatever else there is to ask.
final class RedisSender: Sendable {
    private struct Question: Sendable {
        let command: [String]
        let answer: CheckedContinuation<RedisConnection.Reply, any Error>
    }

    private struct State {
        var ids: [QueuedTask] = []
        var questions: [Question] = []
        var isStopping = false
        var hasEnded = false
        var ends: [CheckedContinuation<Void, Never>] = []
    }

    private enum Work: Sendable {
        case questions([Question])
        case ids([QueuedTask])
        case end
    }

    private static let replyTimeout: Duration = .seconds(3)
    private static let batchLimit = 500

    private let state: Monitor<State>
    private let bufferLimit: Int
    private let logger: Logger
    private let dropped = Counter(.queueDropped)

    init(address: RedisAddress, lists: RedisLists, bufferLimit: Int, logger: Logger) {
        let state = Monitor(State())
        self.state = state
        self.bufferLimit = bufferLimit
        self.logger = logger
        let thread = Thread {
            Self.work(state, address, lists, logger)
            let (questions, ends) = state.change { state in
                state.hasEnded = true
                defer {
                    state.questions = []
                    state.ends = []
                }
                return (state.questions, state.ends)
            }
            questions.forEach { $0.answer.resume(throwing: Self.closed) }
            ends.forEach { $0.resume() }
        }
        thread.name = "redis-sender"
        thread.start()
    }

    deinit {
        state.change { $0.isStopping = true }
    }

    func push(_ task: QueuedTask) {
        let isFull = state.change { state -> Bool in
            guard !state.isStopping, state.ids.count < bufferLimit else { return true }
            state.ids.append(task)
            return false
        }
        if isFull {
            dropped.increment()
            logger.debug("an id is left for recovery to push", metadata: ["task": "\(task.id)"])
        }
    }

    /// Sends a command; throws at once what keeps it from being answered.
    func ask(_ command: [String]) async throws -> RedisConnection.Reply {
        try await withCheckedThrowingContinuation { continuation in
            let isAsked = state.change { state in
                guard !state.isStopping else { return false }
                state.questions.append(Question(command: command, answer: continuation))
                return true
            }
            if !isAsked { continuation.resume(throwing: Self.closed) }
        }
    }

    /// Sends what it can in one more attempt, and ends the thread.
    func stop() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.change { state in
                state.isStopping = true
                if !state.hasEnded { state.ends.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    private static let closed = RedisConnection.Failure(description: "the queue is shut down")

    private static func work(_ state: Monitor<State>, _ address: RedisAddress, _ lists: RedisLists, _ logger: Logger) {
        var connection: RedisConnection?
        var backoff = Backoff(first: .milliseconds(100), longest: .seconds(2))
        var isAway = false
        while true {
            let work = state.wait { state -> Work? in
                if !state.questions.isEmpty {
                    defer { state.questions = [] }
                    return .questions(state.questions)
                }
                // They stay in the buffer until Redis has them.
                if !state.ids.isEmpty { return .ids(Array(state.ids.prefix(batchLimit))) }
                return state.isStopping ? .end : nil
            }
            guard let work else { continue }
            if case .end = work { return }
            do {
                let live =
                    try connection
                    ?? RedisConnection(to: address, connectTimeout: .seconds(2), replyTimeout: replyTimeout)
                connection = live
                try perform(work, through: live, lists: lists)
                if case .ids(let sent) = work { state.change { $0.ids.removeFirst(sent.count) } }
                if isAway { logger.notice("the broker takes ids again", metadata: ["broker": "\(address)"]) }
                isAway = false
                backoff.reset()
            } catch {
                connection = nil
                if case .questions(let questions) = work {
                    questions.forEach { $0.answer.resume(throwing: error) }
                }
                if !isAway {
                    logger.warning(
                        "the broker takes no ids; they are kept for a while, and found in the store after that",
                        metadata: ["broker": "\(address)", "reason": "\(error)"])
                }
                isAway = true
                let stops = state.wait(atMost: backoff.next()) { state -> Bool? in
                    if state.isStopping { return true }
                    return state.questions.isEmpty ? nil : false
                }
                if stops == true { return }
            }
        }
    }

    /// Throws only before the first question of a batch is answered or when ids are not delivered.
    private static func perform(_ work: Work, through connection: RedisConnection, lists: RedisLists) throws {
        switch work {
        case .end: break
        case .ids(let tasks):
            for priority in TaskPriority.allCases {
                let ids = tasks.filter { $0.priority == priority }.map(\.id.description)
                if !ids.isEmpty { try connection.run(["RPUSH", lists[priority]] + ids) }
            }
        case .questions(let questions):
            let replies = try questions.map { try connection.run($0.command) }
            for (question, reply) in zip(questions, replies) { question.answer.resume(returning: reply) }
        }
    }
}
