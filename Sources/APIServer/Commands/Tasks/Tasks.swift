import ArgumentParser
import Shared

/// `lakewright-api tasks`: what an operator may do with tasks, beside a running service or without one.
struct Tasks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List tasks, and intervene: dead letters are listed and replayed here.",
        discussion: """
            A dead letter is a task that failed and is set aside with all that it needs to run once more: workers crashed while \
            they had it, or errors that may pass kept coming for longer than it is tried. The commands work on the database \
            and may be run while API and workers do.
            """,
        subcommands: [TasksList.self, TasksShow.self, TasksReplay.self, TasksCancel.self, TasksPurge.self])
}

/// Tells of each id what became of it, and fails at the end if one couldn't be treated as wished.
struct Verdicts {
    private var failed = 0

    mutating func add(_ id: TaskID, _ verdict: String, isFailure: Bool = false) {
        print("\(id)  \(verdict)")
        if isFailure { failed += 1 }
    }

    /// - Throws: `ExitCode.failure` if there was a failure.
    func end() throws {
        if failed > 0 { throw ExitCode.failure }
    }
}
