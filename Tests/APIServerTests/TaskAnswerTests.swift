import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("GET /status and GET /getresult")
struct TaskAnswerTests {
    @Test("a waiting task is RUNNING, with phase, progress, times and when to ask again")
    func statusWhileRunning() async throws {
        let service = try TestService()
        let record = TaskRecord.sample(
            state: .running, progress: TaskProgress(phase: "verifying", fraction: 0.5, message: "query 3 of 6"),
            attempts: 2, startedAt: Date(timeIntervalSince1970: 1_700_000_001))
        service.store.put(record, .unfinished)
        try await service.test { client in
            let response = try await client.get("/status?task_id=\(record.id)")
            #expect(response.status == .ok)
            #expect(response.headers[.retryAfter] == "2")
            #expect(
                try response.json() == [
                    "taskid": .string(record.id.description), "status": "RUNNING", "phase": "verifying",
                    "progress": 0.5, "message": "query 3 of 6", "attempts": 2,
                    "created_at": "2023-11-14T22:13:20.000Z", "started_at": "2023-11-14T22:13:21.000Z",
                ])
        }
    }

    @Test("a finished task has its end's time, and no Retry-After", arguments: [TaskState.done, .failed])
    func statusWhenFinished(state: TaskState) async throws {
        let service = try TestService()
        let record = TaskRecord.sample(
            state: state, progress: TaskProgress(phase: .done, fraction: 1), attempts: 1,
            startedAt: Date(timeIntervalSince1970: 1_700_000_001),
            finishedAt: Date(timeIntervalSince1970: 1_700_000_002))
        service.store.put(record, .unfinished)
        try await service.test { client in
            let response = try await client.get("/status?task_id=\(record.id)")
            #expect(response.headers[.retryAfter] == nil)
            let json = try response.json()
            #expect(json["status"] == .string(state == .done ? "DONE" : "FAILED"))
            #expect(json["finished_at"] == "2023-11-14T22:13:22.000Z")
        }
    }

    @Test("while a task runs its result is null, the lists are absent and Retry-After is set")
    func resultWhileRunning() async throws {
        let service = try TestService()
        let record = TaskRecord.sample()
        service.store.put(record, .unfinished)
        try await service.test { client in
            let response = try await client.get("/getresult?task_id=\(record.id)")
            #expect(response.status == .ok)
            #expect(response.headers[.retryAfter] == "2")
            #expect(
                try response.json() == [
                    "taskid": .string(record.id.description), "status": "RUNNING", "result": nil,
                ])
        }
    }

    @Test("a task that is done has its lists and its report")
    func resultWhenDone() async throws {
        let service = try TestService()
        let record = TaskRecord.sample(state: .done)
        let result = OptimizationResult(
            ddl: [SQLStatement("CREATE SCHEMA lake.new")],
            migrations: [SQLStatement("INSERT INTO lake.new.t SELECT 1")],
            queries: [.init(queryid: "q", query: "SELECT 1")], meta: ResultMeta(tokensUsed: 12, extra: ["x": 1]),
            report: ["why": "because"])
        service.store.put(record, .done(result))
        try await service.test { client in
            let response = try await client.get("/getresult?task_id=\(record.id)")
            #expect(response.status == .ok)
            #expect(response.headers[.retryAfter] == nil)
            #expect(
                try response.json() == [
                    "taskid": .string(record.id.description), "status": "DONE",
                    "ddl": [["statement": "CREATE SCHEMA lake.new"]],
                    "migrations": [["statement": "INSERT INTO lake.new.t SELECT 1"]],
                    "queries": [["queryid": "q", "query": "SELECT 1"]],
                    "result": ["ok": true, "meta": ["tokens_used": 12, "x": 1], "report": ["why": "because"]],
                ])
        }
    }

    @Test("a task that failed says so with a code, a message and what it used")
    func resultWhenFailed() async throws {
        let service = try TestService()
        let record = TaskRecord.sample(state: .failed)
        service.store.put(
            record,
            .failed(TaskFailure(code: "worker_crashed", message: "worker crashed while verifying"), meta: ResultMeta()))
        try await service.test { client in
            let response = try await client.get("/getresult?task_id=\(record.id)")
            #expect(response.status == .ok)
            #expect(
                try response.json() == [
                    "taskid": .string(record.id.description), "status": "FAILED",
                    "result": [
                        "ok": false, "meta": ["tokens_used": 0],
                        "error": ["code": "worker_crashed", "message": "worker crashed while verifying"],
                    ],
                ])
        }
    }

    @Test("an id in upper case is the same id")
    func upperCase() async throws {
        let service = try TestService()
        let record = TaskRecord.sample()
        service.store.put(record, .unfinished)
        try await service.test { client in
            let response = try await client.get("/status?task_id=\(record.id.description.uppercased())")
            #expect(response.status == .ok)
        }
    }

    @Test(
        "an unknown task is 404, whatever the id looks like", arguments: ["/status", "/getresult"],
        [
            TaskID().description, "x", "%00", "..%2F..%2Fetc%2Fpasswd", "1%20OR%201=1",
            String(repeating: "9", count: 4000),
        ])
    func unknownTask(path: String, id: String) async throws {
        try await TestService().test { client in
            let response = try await client.get("\(path)?task_id=\(id)")
            #expect(response.status == .notFound)
            let problem = try response.problem()
            #expect(problem.type == ProblemType.unknownTask.uri)
            #expect(problem.errors?.map(\.path) == ["task_id"])
        }
    }

    @Test(
        "without one task_id the request is wrong: 400 with its path", arguments: ["/status", "/getresult"],
        ["", "?", "?task_id", "?task_id=", "?taskid=x", "?task_id=a&task_id=b"])
    func missingTaskID(path: String, query: String) async throws {
        try await TestService().test { client in
            let response = try await client.get(path + query)
            #expect(response.status == .badRequest)
            #expect(try response.problem().errors?.map(\.path) == ["task_id"])
        }
    }

    @Test("a store that is away is 503 with Retry-After", arguments: ["/status", "/getresult"])
    func storeUnavailable(path: String) async throws {
        let service = try TestService()
        service.store.fail(with: TaskStoreError.unavailable("the disk is gone: /secret/path"))
        try await service.test { client in
            let response = try await client.get("\(path)?task_id=\(TaskID())")
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.retryAfter] == "5")
            #expect(!response.text.contains("/secret/path"))
        }
    }
}
