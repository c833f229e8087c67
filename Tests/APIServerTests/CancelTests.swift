import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("DELETE /tasks/{id}, and a full disk")
struct CancelTests {
    private func delete(
        _ id: some CustomStringConvertible, _ client: any TestClientProtocol, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        try await client.execute(uri: "/tasks/\(id)", method: .delete, headers: headers)
    }

    @Test("a task that waits or runs is FAILED at once, and stays so", arguments: [TaskState.queued, .running])
    func cancel(state: TaskState) async throws {
        let service = try TestService()
        let record = TaskRecord.sample(state: state)
        service.store.put(record, .unfinished)
        try await service.test { client in
            for _ in 0..<2 {
                let answer = try await delete(record.id, client)
                #expect(answer.status == .ok)
                #expect(try answer.json()["status"] == "FAILED")
                #expect(try answer.json()["phase"] == "cancelled")
                #expect(try answer.json()["taskid"] == .string(record.id.description))
            }
            let result = try await client.get("/getresult?task_id=\(record.id)").json()
            #expect(result["status"] == "FAILED")
            #expect(result["result"]?["error"]?["code"] == "cancelled")
        }
    }

    @Test("a task that has ended is left as it is: 409")
    func ended() async throws {
        let service = try TestService()
        let record = TaskRecord.sample(state: .done)
        service.store.put(record, .done(OptimizationResult(ddl: [], migrations: [], queries: [])))
        try await service.test { client in
            let answer = try await delete(record.id, client)
            #expect(answer.status == .conflict)
            #expect(try answer.problem().type == ProblemType.taskEnded.uri)
            #expect(try answer.problem().detail.contains("/getresult?task_id=\(record.id)"))
            #expect(try await client.get("/status?task_id=\(record.id)").json()["status"] == "DONE")
        }
    }

    @Test("no task, no id and another's task are all the same: 404")
    func unknown() async throws {
        let service = try TestService(keys: ["ann", "ben"])
        let record = TaskRecord.sample(tenant: KeyDigest(of: "ann").tenant)
        service.store.put(record, .unfinished)
        try await service.test { client in
            let headers: HTTPFields = [.apiKey: "ben", .requestID: "r"]
            let theirs = try await delete(record.id, client, headers: headers)
            let nobodys = try await delete(TaskID(), client, headers: headers)
            let noID = try await delete("nope", client, headers: headers)
            for answer in [theirs, nobodys, noID] {
                #expect(answer.status == .notFound)
                #expect(answer.text == theirs.text)
            }
            #expect(
                try await client.get("/status?task_id=\(record.id)", headers: [.apiKey: "ann"]).json()["status"]
                    == "RUNNING")
            #expect(try await delete(record.id, client, headers: [.apiKey: "ann"]).status == .ok)
        }
    }

    @Test("the path takes DELETE only, and no key means no answer")
    func methods() async throws {
        try await TestService().test { client in
            let answer = try await client.execute(uri: "/tasks/\(TaskID())", method: .put)
            #expect(answer.status == .methodNotAllowed)
            #expect(answer.headers[.allow]?.contains("DELETE") == true)
        }
        try await TestService(keys: ["ann"]).test { client in
            let answer = try await delete(TaskID(), client)
            #expect(answer.status == .unauthorized)
        }
    }

    @Test("where there is no room a new task is refused with 507, and accepted once there is")
    func fullDisk() async throws {
        let service = try TestService()
        service.store.fail(with: TaskStoreError.full("the database: the disk /secret/path is full"))
        try await service.test { client in
            let refused = try await client.post(SampleBody.json())
            #expect(refused.status == .insufficientStorage)
            #expect(refused.headers[.retryAfter] == "30")
            #expect(try refused.problem().type == ProblemType.insufficientStorage.uri)
            #expect(!refused.text.contains("/secret/path"))
            #expect(service.queue.pushes.isEmpty)
            let ready = try await client.get("/readyz")
            #expect(ready.status == .ok)
            #expect(try ready.json() == ["status": "degraded", "store": "full", "queue": "ok"])
            service.store.fail(with: nil)
            #expect(try await client.post(SampleBody.json()).status == .accepted)
        }
    }
}
