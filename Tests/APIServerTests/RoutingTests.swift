import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("routes and problems")
struct RoutingTests {
    @Test("the probes answer")
    func probes() async throws {
        try await TestService().test { client in
            let health = try await client.get("/healthz")
            #expect(health.status == .ok)
            #expect(try health.json() == ["status": "ok"])
            let ready = try await client.get("/readyz")
            #expect(ready.status == .ok)
            #expect(try ready.json() == ["status": "ready", "store": "ok", "queue": "ok"])
        }
    }

    @Test("without a queue tasks can still be taken; without the store they can't")
    func readiness() async throws {
        let service = try TestService(queueUnreachable: true)
        try await service.test { client in
            let degraded = try await client.get("/readyz")
            #expect(degraded.status == .ok)
            #expect(try degraded.json() == ["status": "degraded", "store": "ok", "queue": "unreachable"])
            service.store.fail(with: TaskStoreError.unavailable("gone"))
            #expect(try await client.get("/readyz").status == .serviceUnavailable)
            #expect(try await client.get("/healthz").status == .ok)
        }
        #expect(!service.log.text.contains("canary-redis-password"))
    }

    @Test("HEAD answers as GET does, without the body", arguments: ["/healthz", "/readyz", "/status", "/getresult"])
    func head(path: String) async throws {
        let service = try TestService()
        let record = TaskRecord.sample()
        service.store.put(record, .unfinished)
        try await service.test { client in
            for id in [record.id, TaskID()] {
                let get = try await client.get("\(path)?task_id=\(id)")
                let head = try await client.execute(uri: "\(path)?task_id=\(id)", method: .head)
                #expect(head.status == get.status)
                #expect(head.body.readableBytes == 0)
                #expect(head.headers[.contentType] == get.headers[.contentType])
                #expect(head.headers[.retryAfter] == get.headers[.retryAfter])
            }
        }
    }

    @Test("an unknown path is 404", arguments: ["/", "/nothing", "/new/x", "/status/", "/NEW", "//", "/%2e%2e/new"])
    func notFound(path: String) async throws {
        try await TestService().test { client in
            let response = try await client.get(path)
            if path == "/status/" {
                // Empty segments don't count.
                #expect(response.status == .badRequest)
            } else {
                #expect(response.status == .notFound)
                #expect(try response.problem().type == ProblemType.notFound.uri)
            }
        }
    }

    @Test(
        "a method that a path doesn't have is 405 with Allow",
        arguments: [
            ("/new", HTTPRequest.Method.get, "POST, OPTIONS"), ("/new", .head, "POST, OPTIONS"),
            ("/new", .put, "POST, OPTIONS"), ("/status", .post, "GET, HEAD, OPTIONS"),
            ("/getresult", .delete, "GET, HEAD, OPTIONS"), ("/healthz", .post, "GET, HEAD, OPTIONS"),
            ("/tasks", .patch, "GET, HEAD, OPTIONS"), ("/status", HTTPRequest.Method("BREW")!, "GET, HEAD, OPTIONS"),
        ])
    func methodNotAllowed(path: String, method: HTTPRequest.Method, allow: String) async throws {
        try await TestService().test { client in
            let response = try await client.execute(uri: path, method: method)
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers[.allow] == allow)
            if method == .head {
                #expect(response.body.readableBytes == 0)
            } else {
                #expect(try response.problem().type == ProblemType.methodNotAllowed.uri)
            }
        }
    }

    @Test("OPTIONS tells the methods of a path", arguments: RouteTable.api.routes.map(\.path))
    func options(path: String) async throws {
        try await TestService().test { client in
            let response = try await client.execute(uri: path, method: .options)
            #expect(response.status == .noContent)
            let methods = ["/new": "POST, OPTIONS", "/tasks/{id}": "DELETE, OPTIONS"]
            #expect(response.headers[.allow] == methods[path, default: "GET, HEAD, OPTIONS"])
        }
    }

    @Test("a problem is problem+json with every member that RFC 9457 names, and the request's id")
    func problemShape() async throws {
        try await TestService().test { client in
            let response = try await client.get("/status?task_id=x", headers: [.requestID: "abc-1"])
            #expect(response.headers[.contentType] == "application/problem+json")
            #expect(response.headers[.requestID] == "abc-1")
            #expect(
                try response.json() == [
                    "type": "urn:lakewright:problem:unknown-task", "title": "There is no such task", "status": 404,
                    "detail": .string(TaskIDParameter.unknownTask.detail),
                    "instance": "urn:lakewright:request:abc-1",
                    "errors": [["path": "task_id", "message": "names no task"]],
                ])
        }
    }

    @Test("a fault of the server is 500 with nothing of the fault in the answer or the log")
    func internalError() async throws {
        struct Fault: Error, CustomStringConvertible { let description = "canary-fault-text" }
        let service = try TestService()
        service.store.fail(with: Fault())
        try await service.test { client in
            let response = try await client.get("/status?task_id=\(TaskID())")
            #expect(response.status == .internalServerError)
            #expect(try response.problem().type == ProblemType.internalError.uri)
            #expect(!response.text.contains("canary"))
        }
        #expect(service.log.text.contains("Fault"))
        #expect(!service.log.text.contains("canary-fault-text"))
    }

    @Test("a request without an id gets one; an id that could forge a log line is replaced")
    func requestID() async throws {
        try await TestService().test { client in
            let first = try #require(try await client.get("/healthz").headers[.requestID])
            let second = try #require(try await client.get("/healthz").headers[.requestID])
            #expect(first != second)
            for forged in ["a b", "x\"y", String(repeating: "a", count: 65), ""] {
                let id = try await client.get("/healthz", headers: [.requestID: forged]).headers[.requestID]
                #expect(id != forged)
            }
        }
    }

    @Test("every kind of problem has its own type, a title and an error's status")
    func problemTypes() {
        #expect(Set(ProblemType.allCases.map(\.uri)).count == ProblemType.allCases.count)
        for type in ProblemType.allCases {
            #expect(!type.title.isEmpty)
            #expect((400...599).contains(type.status.code))
        }
    }

    @Test("every kind of problem is described in the documentation", arguments: ProblemType.allCases)
    func documented(type: ProblemType) throws {
        let root = (0..<3).reduce(URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()) { url, _ in
            url.deletingLastPathComponent()
        }
        let page = try String(contentsOf: root.appendingPathComponent("docs/api.md"), encoding: .utf8)
        #expect(page.contains("| `\(type.rawValue)` | \(type.status.code) |"))
    }
}
