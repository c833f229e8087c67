import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("GET /tasks")
struct TaskListTests {
    private func ids(_ response: TestResponse) throws -> [String] {
        guard case .array(let tasks)? = try response.json()["tasks"] else { return [] }
        return tasks.compactMap { $0["taskid"]?.stringValue }
    }

    @Test("a key's tasks are listed newest first, and nobody else's; a cursor goes on where the page ended")
    func pages() async throws {
        let service = try TestService(keys: ["ann", "ben"])
        let ann = KeyDigest(of: "ann").tenant
        let mine = (0..<5).map { _ in TaskRecord.sample(tenant: ann) }.sorted { $0.id > $1.id }
        for record in mine { service.store.put(record, .unfinished) }
        service.store.put(.sample(tenant: KeyDigest(of: "ben").tenant), .unfinished)
        service.store.put(.sample(), .unfinished)
        try await service.test { client in
            var found: [String] = []
            var path: String? = "/tasks?limit=2"
            var pages = 0
            while let next = path {
                let response = try await client.get(next, headers: [.apiKey: "ann"])
                #expect(response.status == .ok)
                found += try ids(response)
                pages += 1
                let link = response.headers[.link]
                let cursor = try response.json()["next_cursor"]?.stringValue
                #expect((link == nil) == (cursor == nil))
                path = link.map { String($0.dropFirst().prefix { $0 != ">" }) }
                if let path, let cursor { #expect(path.contains("cursor=\(cursor)")) }
            }
            #expect(found == mine.map(\.id.description))
            #expect(pages == 3)
        }
    }

    @Test("filters by status and time, which the next page keeps")
    func filters() async throws {
        let service = try TestService()
        let states: [TaskState] = [.queued, .running, .done, .failed, .done]
        let records = states.map { TaskRecord.sample(state: $0) }
        for record in records { service.store.put(record, .unfinished) }
        try await service.test { client in
            func count(_ query: String) async throws -> Int { try ids(try await client.get("/tasks?\(query)")).count }
            #expect(try await count("status=RUNNING") == 2)
            #expect(try await count("status=done,FAILED") == 3)
            #expect(try await count("status=DONE&status=FAILED") == 3)
            #expect(try await count("created_from=2023-11-14T00:00:00Z") == 5)
            #expect(try await count("created_from=2024-01-01T00:00:00Z") == 0)
            #expect(try await count("created_before=2023-11-14T22:13:20Z") == 0)
            #expect(try await count("created_before=2023-11-14T22:13:20.001Z") == 5)
            let first = try await client.get("/tasks?limit=1&status=DONE&created_from=2023-01-01T00:00:00Z")
            let link = try #require(first.headers[.link])
            let second = try await client.get(String(link.dropFirst().prefix { $0 != ">" }))
            #expect(Set(try ids(first) + ids(second)) == [records[2].id.description, records[4].id.description])
            #expect(second.headers[.link] == nil)
        }
    }

    @Test(
        "a parameter that can't be used is named",
        arguments: [
            ("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"), ("limit=1&limit=2", "limit"),
            ("cursor=x", "cursor"), ("status=ASLEEP", "status"), ("created_from=yesterday", "created_from"),
            ("created_before=9999999-01-01", "created_before"),
        ])
    func malformed(query: String, path: String) async throws {
        try await TestService().test { client in
            let response = try await client.get("/tasks?\(query)")
            #expect(response.status == .badRequest)
            #expect(try response.problem().errors?.map(\.path) == [path])
        }
    }
}
