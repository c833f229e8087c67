import Logging
import Shared
import TestSupport
import Testing

@testable import WorkerService

@Suite("What a task's JDBC URL may name")
struct TaskURLTests {
    @Test(
        "neither a proxy nor a file, although the API has looked before",
        arguments: ["httpProxy=127.0.0.1:9", "SSL=true&SSLTrustStorePath=/etc/hostname"])
    func names(parameter: String) async throws {
        let server = try ScriptedHTTPServer { _ in .respond(401, body: "no") }
        defer { server.stop() }
        let configuration = try LakewrightConfiguration.read(arguments: ["lakewright-worker"], environment: [:])
        let logger = Logger(label: "test")
        let runner = try OptimizationTaskRunner.make(configuration: configuration, logger: logger)
        let assignment = TaskAssignment(
            id: TaskID(),
            request: OptimizationRequest(
                url: "jdbc:trino://127.0.0.1:\(server.port)/c?user=u&\(parameter)",
                ddl: [SQLStatement("CREATE TABLE c.s.t (a bigint)")],
                queries: [WorkloadQuery(queryid: "q", query: "SELECT a FROM c.s.t")]),
            reach: .local, token: 1, attempt: 1, logger: logger)
        let error = await #expect(throws: RunnerError.self) {
            try await runner.run(assignment, progress: ProgressReporter { _ in })
        }
        #expect(error?.failure.code == "unusable_url")
        #expect(server.connectionsAccepted == 0)
    }
}
