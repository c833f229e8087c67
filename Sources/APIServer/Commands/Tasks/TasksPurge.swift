import ArgumentParser
import Foundation
import Shared

/// `lakewright-api tasks purge`: forgets tasks that have ended, and their results.
struct TasksPurge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Forget tasks that have ended, their results and dead letters included.",
        discussion: "The room is used for new tasks; the file doesn't shrink.")

    @OptionGroup var options: StoreOptions
    @Argument(help: "Ids of tasks that have ended.") var ids: [TaskID] = []
    @Option(help: "Every task that ended more than this many days ago; 0 is all that have ended.")
    var olderThan: Double?

    func validate() throws {
        guard (olderThan != nil) != !ids.isEmpty else {
            throw ValidationError("Name tasks to forget, or give --older-than DAYS.")
        }
        guard olderThan.map({ $0 >= 0 }) ?? true else { throw ValidationError("--older-than must be 0 or more days.") }
    }

    func run() async throws {
        let audit = try OperatorAudit()
        let store = try options.store()
        if let olderThan {
            let count = try await forget(olderThan: olderThan, in: store)
            audit.record("task.purge")
            print("\(count) tasks forgotten")
            return
        }
        var verdicts = Verdicts()
        for id in ids {
            switch try await store.remove(id) {
            case .removed:
                audit.record("task.purge", subject: id.description)
                verdicts.add(id, "forgotten")
            case .unfinished(let state): verdicts.add(id, "is \(state.rawValue); cancel it first", isFailure: true)
            case .unknown: verdicts.add(id, "is unknown", isFailure: true)
            }
        }
        try verdicts.end()
    }

    private func forget(olderThan days: Double, in store: any TaskStore) async throws -> Int {
        let batchLimit = 200
        let horizon = Date() - days * 86_400
        var count = 0
        while true {
            let batch = try await store.purge(endedBefore: horizon, limit: batchLimit)
            count += batch
            if batch < batchLimit { return count }
        }
    }
}
