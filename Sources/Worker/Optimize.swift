import ArgumentParser
import Foundation
import Logging
import Optimizer
import Shared
import WorkerService

/// `lakewright-worker optimize FILE`: one request from a file, without queue and store.
struct Optimize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Optimise one request file and print the result as JSON.",
        discussion: """
            Progress goes to standard error, the result to standard output. The exit status is 0 only for a valid result.

            Environment:
              LAKEWRIGHT_JDBC_URL   the URL, where it holds a password that must not stand in the list of processes;
                                    an empty text stands for no connection at all
            """)

    @Argument(help: "The request, as POST /new takes it.")
    var file: String

    @Option(help: "The JDBC URL to use in place of the request's. [LAKEWRIGHT_JDBC_URL]")
    var url: String?

    @Option(help: "Options to use over the request's, as a JSON object.")
    var options: String?

    @Option(help: "Where to write the result, in place of standard output.")
    var output: String?

    @Option(
        help: """
            An earlier result: its tables are there already, and the queries are matched against them in place of making \
            new ones.
            """)
    var design: String?

    @Flag(
        help: "Print the report as a page of text in place of the result; with --output, the result still goes there.")
    var explain = false

    func run() async throws {
        ProcessSignals.ignoreSIGPIPE()
        try CoreDumps.turnOff()
        let configuration = try LakewrightConfiguration.read(arguments: ["lakewright-worker"])
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "lakewright.optimize")
        logger.logLevel = .warning

        let request = try readRequest()
        if request.url == nil { Self.say("no JDBC URL: working from the DDL alone, nothing is checked on data") }
        let label = TaskID().description.filter { $0 != "-" }.suffix(10)
        let job = OptimizationJob(
            request, label: String(label), policy: .local, languageModel: configuration.languageModel,
            earlier: try readDesign(), logger: logger)
        let answer: ResultAnswer
        do {
            let result = try await job.run { step in
                Self.say("\(Int((step.fraction * 100).rounded())) % \(step.phase.rawValue): \(step.message)")
            }
            answer = .done(nil, result)
        } catch let error as RunnerError {
            Self.say("failed: \(error.failure.message)")
            try write(.failed(nil, error.failure, meta: error.meta))
            throw ExitCode(1)
        }
        if !explain || output != nil { try write(answer) }
        if explain { FileHandle.standardOutput.write(Data(try answer.page().utf8)) }
    }

    private func readDesign() throws -> EarlierResult? {
        guard let design else { return nil }
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: design))
            let answer = try WireJSON.decode(ResultAnswer.self, from: data)
            guard let ddl = answer.ddl, let migrations = answer.migrations else {
                throw ValidationError("it holds no ddl and migrations: only the result of a task that is done does")
            }
            return EarlierResult(ddl: ddl.map(\.statement), migrations: migrations.map(\.statement))
        } catch {
            throw ValidationError("\(design) is no result that could be read: \(error)")
        }
    }

    private func readRequest() throws -> OptimizationRequest {
        let body: Data
        do {
            body = try Data(contentsOf: URL(fileURLWithPath: file))
        } catch {
            throw ValidationError("\(file) can't be read: \(error.localizedDescription)")
        }
        var request: OptimizationRequest
        do {
            request = try OptimizationRequest.decode(try merged(body), url: .optional)
        } catch let defect as RequestDefect {
            throw ValidationError("\(file): \(defect)")
        }
        if let given = url ?? ProcessInfo.processInfo.environment["LAKEWRIGHT_JDBC_URL"] {
            request.url = given.isEmpty ? nil : given
        }
        return request
    }

    /// The request with the options of the command line laid over its own.
    private func merged(_ body: Data) throws -> Data {
        guard let options else { return body }
        guard case .object(let given) = try WireJSON.decode(JSONValue.self, from: Data(options.utf8)) else {
            throw ValidationError("--options must be a JSON object, such as {\"verify\": \"rehearse\"}")
        }
        guard case .object(var members) = try WireJSON.decode(JSONValue.self, from: body) else { return body }
        var own: [String: JSONValue] = [:]
        if case .object(let present)? = members["options"] { own = present }
        members["options"] = .object(own.merging(given) { _, new in new })
        return try WireJSON.encode(JSONValue.object(members))
    }

    private func write(_ answer: ResultAnswer) throws {
        var data = try WireJSON.encode(answer)
        data.append(UInt8(ascii: "\n"))
        if let output {
            try data.write(to: URL(fileURLWithPath: output), options: .atomic)
        } else {
            FileHandle.standardOutput.write(data)
        }
    }

    private static func say(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
