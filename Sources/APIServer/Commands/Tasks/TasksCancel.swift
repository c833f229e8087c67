import ArgumentParser
import Shared

/// `lakewright-api tasks cancel ID...`: ends tasks that wait or run, as `DELETE /tasks/{id}` does.
struct TasksCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End tasks that wait or run; what they have running in Trino is cancelled too."
    )

    @OptionGroup var options: StoreOptions
    @Argument(help: "The tasks' ids.") var ids: [TaskID]

    func run() async throws {
        let audit = try OperatorAudit()
        let store = try options.store()
        var verdicts = Verdicts()
        for id in ids {
            switch try await store.cancel(id, for: nil) {
            case .cancelled:
                audit.record("task.cancel", subject: id.description)
                verdicts.add(id, "cancelled")
            case .cancelledBefore: verdicts.add(id, "was cancelled before")
            case .ended(let state): verdicts.add(id, "is \(state.rawValue) already", isFailure: true)
            case .unknown: verdicts.add(id, "is unknown", isFailure: true)
            }
        }
        try verdicts.end()
    }
}
