import ArgumentParser
import Foundation
import Shared
import TrinoSQL

/// `lakewright-worker sql FILE...`: a linter for Trino's SQL.
struct SQL: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql",
        abstract: "Read Trino SQL: say what is wrong with it, or print it in a readable style.",
        discussion: """
            Statements are split at semicolons and read. Queries over tables that the same input declares (CREATE TABLE, CREATE \
            VIEW) are resolved as well: names, types, grouping. The exit status is 1 if any statement is no good.
            """)

    @Argument(help: "Files of SQL; standard input where there is none.")
    var files: [String] = []

    @Flag(help: "Print each statement in the readable style.")
    var format = false

    @Flag(help: "Print one line of JSON a statement: {index, ok, kind, formatted | error}.")
    var json = false

    @Option(help: "The widest line of the readable style, in columns.")
    var width = 100

    func run() async throws {
        ProcessSignals.ignoreSIGPIPE()
        var isClean = true
        for (name, text) in try inputs() {
            let reports = Linter(formats: format || json, width: width).reports(on: text)
            isClean = isClean && reports.allSatisfy(\.ok)
            for report in reports {
                if json {
                    print(String(decoding: try WireJSON.encode(report), as: UTF8.self))
                } else {
                    show(report, of: name)
                }
            }
            if !json, !format {
                let bad = reports.count { !$0.ok }
                print("\(name): \(reports.count) statements, \(bad == 0 ? "all good" : "\(bad) no good")")
            }
        }
        if !isClean { throw ExitCode(1) }
    }

    private func inputs() throws -> [(name: String, text: String)] {
        guard !files.isEmpty else {
            let data = try FileHandle.standardInput.readToEnd() ?? Data()
            return [("standard input", String(decoding: data, as: UTF8.self))]
        }
        return try files.map { path in
            do {
                return (path, String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self))
            } catch {
                throw ValidationError("\(path) can't be read: \(error.localizedDescription)")
            }
        }
    }

    private func show(_ report: StatementReport, of name: String) {
        if format, let formatted = report.formatted { print(formatted + ";\n") }
        guard let error = report.error else { return }
        var lines = ["\(name):\(error.line):\(error.column): \(error.message)"]
        if let excerpt = error.excerpt { lines.append(excerpt) }
        if let hint = error.hint { lines.append("hint: \(hint)") }
        if let repair = error.repair { lines.append("mended: \(repair)") }
        FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }
}
