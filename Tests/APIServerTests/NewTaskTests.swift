import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Shared
import Testing

@testable import APIServer

@Suite("POST /new")
struct NewTaskTests {
    @Test("answers 202 with the id and where to ask, and has the task stored before it tells the queue")
    func accepts() async throws {
        let service = try TestService()
        try await service.test { client in
            let response = try await client.post(SampleBody.json())
            #expect(response.status == .accepted)
            #expect(response.headers[.contentType] == "application/json")
            let task = try #require(service.store.tasks.first)
            #expect(try response.json() == ["taskid": .string(task.id.description)])
            #expect(response.headers[.location] == "/status?task_id=\(task.id)")
            #expect(response.headers[.retryAfter] != nil)
            #expect(service.queue.pushes == [.init(id: task.id, priority: .normal, wasStored: true)])
            let another = try await client.get("/status?task_id=\(task.id)")
            #expect(another.status == .ok)
        }
    }

    @Test("stores the request without the URL, and the URL sealed for this task alone")
    func sealsTheURL() async throws {
        let service = try TestService()
        try await service.test { client in
            _ = try await client.post(SampleBody.json())
            _ = try await client.post(SampleBody.json())
            let tasks = service.store.tasks
            let sealed = try #require(tasks[0].sealedURL)
            #expect(tasks[0].request.url == nil)
            #expect(try service.sealer.open(sealed, for: tasks[0].id) == SampleBody.url)
            #expect(throws: SealingError.self) { try service.sealer.open(sealed, for: tasks[1].id) }
        }
    }

    @Test("keeps the trace that a request belongs to, and passes over one that is malformed")
    func traces() async throws {
        let service = try TestService()
        try await service.test { client in
            let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            for value in [trace, "00-forged-line"] {
                _ = try await client.post(
                    SampleBody.json(), headers: [.contentType: "application/json", .traceParent: value])
            }
            #expect(service.store.tasks.map { $0.trace?.description } == [trace, nil])
            #expect(service.log.text.contains("0af7651916cd43dd8448eb211c80319c"))
            #expect(!service.log.text.contains("forged"))
        }
    }

    @Test("takes the defaults where fields are absent, and the order as it is")
    func defaults() async throws {
        let service = try TestService()
        try await service.test { client in
            let queries = """
                [{"queryid":"b","query":"x"},{"queryid":"a","query":"y","runquantity":7,"executiontime":0.25}]
                """
            let response = try await client.post(SampleBody.json(queries: queries))
            #expect(response.status == .accepted)
            let request = try #require(service.store.tasks.first).request
            #expect(
                request.queries == [
                    WorkloadQuery(queryid: "b", query: "x"),
                    WorkloadQuery(queryid: "a", query: "y", runquantity: 7, executiontime: 0.25),
                ])
            #expect(request.options == OptimizationOptions())
        }
    }

    @Test(
        "never reads SQL: any text is a statement",
        arguments: [
            "this is not SQL at all", "", "SELECT FROM WHERE (((", "DROP TABLE x; --", "\\u0000\\ud83d\\ude00",
            "''''''",
        ])
    func acceptsNonsense(text: String) async throws {
        let service = try TestService()
        try await service.test { client in
            let body = SampleBody.json(
                ddl: #"[{"statement":"\#(text)"}]"#, queries: #"[{"queryid":"q","query":"\#(text)"}]"#)
            let response = try await client.post(body)
            #expect(response.status == .accepted)
        }
    }

    @Test("puts the task on the list of its priority", arguments: TaskPriority.allCases)
    func priority(priority: TaskPriority) async throws {
        let service = try TestService()
        try await service.test { client in
            let body = SampleBody.json(more: #","options":{"priority":"\#(priority.rawValue)"}"#)
            let another = try await client.post(body)
            #expect(another.status == .accepted)
            #expect(service.queue.pushes.map(\.priority) == [priority])
        }
    }

    @Test("takes a body far larger than the framework's own limit of 2 MiB")
    func largeBody() async throws {
        let service = try TestService()
        try await service.test(.live) { client in
            let statement = String(repeating: "x", count: 900_000)
            let ddl = (0..<6).map { _ in #"{"statement":"\#(statement)"}"# }.joined(separator: ",")
            let response = try await client.post(SampleBody.json(ddl: "[\(ddl)]"))
            #expect(response.status == .accepted)
            #expect(service.store.tasks.first?.request.ddl.count == 6)
        }
    }

    @Test("accepts nothing that the store doesn't: 503 with Retry-After, and no id on the queue")
    func storeUnavailable() async throws {
        let service = try TestService()
        service.store.fail(with: TaskStoreError.unavailable("/secret/path/lakewright.sqlite is locked"))
        try await service.test { client in
            let response = try await client.post(SampleBody.json())
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.retryAfter] == "5")
            #expect(try response.problem().type == ProblemType.storeUnavailable.uri)
            #expect(!response.text.contains("/secret/path"))
            #expect(service.queue.pushes.isEmpty)
            service.store.fail(with: nil)
            let another = try await client.post(SampleBody.json())
            #expect(another.status == .accepted)
        }
    }
}
