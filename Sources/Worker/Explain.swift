import ArgumentParser
import Foundation
import Shared
import WorkerService

/// `lakewright-worker explain FILE`: the report of a result that is there already, as a page of text.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the report of a result as a page of text.",
        discussion: "The result is what GET /getresult answers, or what `optimize` prints.")

    @Argument(help: "The result, as JSON.")
    var file: String

    func run() throws {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: file))
        } catch {
            throw ValidationError("\(file) can't be read: \(error.localizedDescription)")
        }
        do {
            let page = try WireJSON.decode(ResultAnswer.self, from: data).page()
            FileHandle.standardOutput.write(Data(page.utf8))
        } catch {
            throw ValidationError("\(file): \(error)")
        }
    }
}
