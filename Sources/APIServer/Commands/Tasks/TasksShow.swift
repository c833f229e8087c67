import ArgumentParser
import Foundation
import Shared

/// `lakewright-api tasks show ID`: all that is known of a task, as JSON.
struct TasksShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print what is known of a task, as JSON.")

    @OptionGroup var options: StoreOptions
    @Argument(help: "The task's id.") var id: TaskID
    @Flag(help: "Print its answer as well, as GET /getresult gives it.")
    var result = false

    private struct Shown: Encodable {
        var task: TaskSummary
        var answer: ResultAnswer?
    }

    func run() async throws {
        let store = try options.store()
        guard let record = try await store.record(of: id) else { throw UnknownTask(id: id) }
        let outcome = try await store.outcome(of: id)
        let answer = result ? outcome.map { ResultAnswer(id, $0) } : nil
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(Shown(task: TaskSummary(record), answer: answer)), as: UTF8.self))
    }
}

/// There is no such task.
struct UnknownTask: Error, CustomStringConvertible {
    let id: TaskID

    var description: String {
        "there is no task \(id) in this database; `lakewright-api tasks list` shows what there is"
    }
}
