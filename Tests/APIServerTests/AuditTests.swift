import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("the audit log")
struct AuditTests {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("audit-\(UUID().uuidString)").path

    private func lines() throws -> [JSONValue] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
    }

    @Test("tells who did what to which task and what was refused, and no secret")
    func events() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let audit = try AuditLog(path: path)
        var service = try TestService(keys: ["canary-ann", "canary-ben"])
        service.audit = audit
        let principal = "key-\(KeyDigest(of: "canary-ann").fingerprint)"
        let id = try await service.test { client in
            let posted = try await client.post(
                SampleBody.json(),
                headers: [.contentType: "application/json", .apiKey: "canary-ann", .requestID: "r-1"])
            let id = try #require(try posted.json()["taskid"]?.stringValue)
            _ = try await client.get("/status?task_id=\(id)", headers: [.apiKey: "canary-ann"])
            _ = try await client.get("/getresult?task_id=\(id)", headers: [.apiKey: "canary-ben"])
            _ = try await client.get("/getresult?task_id=\(id)", headers: [.apiKey: "canary-none"])
            _ = try await client.get("/healthz")
            return id
        }
        audit.flush()
        let lines = try lines()
        #expect(lines.map { $0["action"] } == ["task.submit", "task.result", "task.result"])
        #expect(lines.map { $0["outcome"] } == ["done", "refused", "refused"])
        #expect(lines[0]["principal"] == .string(principal))
        #expect(lines[0]["subject"] == .string(id))
        #expect(lines[0]["request"] == "r-1")
        #expect(lines[1]["problem"] == "unknown-task")
        #expect(lines[2]["problem"] == "unauthorized")
        #expect(lines[2]["principal"] == "anonymous")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!text.contains("canary"))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("without a file its lines are among the log's")
    func inTheLog() async throws {
        let service = try TestService()
        try await service.test { client in _ = try await client.post(SampleBody.json()) }
        #expect(service.log.lines.contains { $0.contains("action=task.submit") && $0.contains("principal=anonymous") })
    }

    @Test("a file that can't be opened stops the server, and says what to do")
    func unusable() {
        let error = #expect(throws: AuditLog.Unusable.self) { try AuditLog(path: "/no/such/folder/audit") }
        #expect(error?.description.contains("LAKEWRIGHT_AUDIT_LOG") == true)
    }
}
