import Logging
import Shared
import TestSupport
import Testing

@testable import WorkerService

@Suite("Where a task's JDBC URL may lead")
struct AddressCheckTests {
    private func run(host: String, port: UInt16, _ policy: AddressPolicy) async throws -> RunnerError? {
        let request = OptimizationRequest(
            url: "jdbc:trino://\(host):\(port)/c?user=u", ddl: [SQLStatement("CREATE TABLE c.s.t (a bigint)")],
            queries: [WorkloadQuery(queryid: "q", query: "SELECT a FROM c.s.t")])
        do {
            _ = try await OptimizationJob(
                request, label: "a1", policy: .remote, addresses: policy, languageModel: nil,
                logger: Logger(label: "test")
            ).run()
            return nil
        } catch let error as RunnerError {
            return error
        }
    }

    /// A server that says no to everything, so that a run that reaches it ends.
    private func server() throws -> ScriptedHTTPServer {
        try ScriptedHTTPServer { _ in .respond(401, body: "no") }
    }

    @Test("A stranger's task never connects to loopback, whatever it is called", arguments: ["127.0.0.1", "localhost"])
    func refused(host: String) async throws {
        let server = try server()
        defer { server.stop() }
        let policy = AddressPolicy(reach: .public, allowed: .nothing)
        let error = try await run(host: host, port: server.port, policy)
        #expect(error?.failure.code == "address_refused")
        #expect(error?.failure.message.contains("LAKEWRIGHT_ALLOWED_NETWORKS") == true)
        #expect(error?.isRetryable == false)
        #expect(server.connectionsAccepted == 0)
    }

    @Test(
        "This machine's own users and those on the allow-list get there",
        arguments: [(Reach.local, ""), (.public, "127.0.0.0/8, ::1"), (.public, "localhost")])
    func allowed(reach: Reach, networks: String) async throws {
        let server = try server()
        defer { server.stop() }
        let policy = AddressPolicy(reach: reach, allowed: try NetworkAllowList(networks))
        let error = try await run(host: "localhost", port: server.port, policy)
        #expect(error?.failure.code == "trino_denied")
        #expect(server.connectionsAccepted > 0)
    }

    @Test("A metadata address is refused to everybody", arguments: Reach.allCases)
    func metadata(reach: Reach) async throws {
        let policy = AddressPolicy(reach: reach, allowed: try NetworkAllowList("0.0.0.0/0"))
        let error = try await run(host: "169.254.169.254", port: 80, policy)
        #expect(error?.failure.code == "address_refused")
    }

    @Test("A name that leads nowhere is said so, and may be tried again")
    func unknownName() async throws {
        let policy = AddressPolicy(reach: .public, allowed: .nothing)
        let error = try await run(host: "no-such-host.invalid", port: 8080, policy)
        #expect(error?.failure.code == "trino_unreachable")
        #expect(error?.isRetryable == true)
    }
}
