import ArgumentParser
import Foundation
import Shared

/// `lakewright-api tasks list`: tasks as a table, newest first.
struct TasksList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List tasks, newest first; dead letters with --dead.")

    @OptionGroup var options: StoreOptions
    @Option(help: "Only tasks in this state: queued, running, done or failed. May be given several times.")
    var state: [TaskState] = []
    @Flag(help: "Only dead letters.")
    var dead = false
    @Option(help: "Only tasks of this tenant.")
    var tenant: String?
    @Option(help: "How many at most.")
    var limit = 100
    @Option(help: "Only tasks older than this one: the last of a list before.")
    var before: TaskID?
    @Flag(help: "Print JSON, one task a line.")
    var json = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    func run() async throws {
        let filter = TaskFilter(states: state.isEmpty ? nil : Set(state), onlyDeadLetters: dead)
        let tasks = try await options.store().tasks(
            of: tenant.map { Tenant(rawValue: $0) }, matching: filter, after: before, limit: limit
        ).records
        if json {
            for task in tasks { print(String(decoding: try WireJSON.encode(TaskSummary(task)), as: UTF8.self)) }
            return
        }
        guard !tasks.isEmpty else {
            print(dead ? "no dead letters" : "no such tasks")
            return
        }
        print(TaskTable(tasks.map(TaskSummary.init)).text)
    }
}

extension TaskState: ExpressibleByArgument {}
