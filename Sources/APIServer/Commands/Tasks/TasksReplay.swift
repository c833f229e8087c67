import ArgumentParser
import Shared

/// `lakewright-api tasks replay`: queues dead letters again.
struct TasksReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Queue dead letters again, as if they were new.",
        discussion: "Workers find them within LAKEWRIGHT_SWEEP_SECONDS. Their ids stay the same.")

    @OptionGroup var options: StoreOptions
    @Argument(help: "Ids of dead letters.") var ids: [TaskID] = []
    @Flag(help: "Every dead letter.") var all = false

    func validate() throws {
        guard all != !ids.isEmpty else {
            throw ValidationError("Name tasks to replay, or give --all for every dead letter.")
        }
    }

    func run() async throws {
        let audit = try OperatorAudit()
        let store = try options.store()
        var verdicts = Verdicts()
        for id in try await all ? deadLetters(store) : ids {
            switch try await store.replay(id) {
            case .queued:
                audit.record("task.replay", subject: id.description)
                verdicts.add(id, "queued again")
            case .noDeadLetter(let state):
                verdicts.add(
                    id, "is \(state.rawValue) and no dead letter; what it needs to run is gone, so submit it again",
                    isFailure: true)
            case .unknown: verdicts.add(id, "is unknown", isFailure: true)
            }
        }
        try verdicts.end()
    }

    private func deadLetters(_ store: any TaskStore) async throws -> [TaskID] {
        var ids: [TaskID] = []
        var cursor: TaskID?
        repeat {
            let page = try await store.tasks(
                of: nil, matching: TaskFilter(onlyDeadLetters: true), after: cursor, limit: 500)
            ids += page.records.map(\.id)
            cursor = page.next
        } while cursor != nil
        return ids
    }
}
