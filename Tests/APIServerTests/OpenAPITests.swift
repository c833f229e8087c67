import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("the API's own description")
struct OpenAPITests {
    private let document: OpenAPIDocument

    init() throws {
        document = try OpenAPIDocument(limits: SubmissionLimits())
    }

    @Test("has every running route and no other")
    func routes() throws {
        let running = RouteTable.api.routes.flatMap { route in
            route.operations.map { "\($0.method.rawValue) \(route.path)" }
        }
        #expect(document.operations == Set(running))
    }

    /// But `/metrics`, which there is only where a process keeps figures.
    @Test(
        "every route of it answers, and every other method is refused",
        arguments: RouteTable.api.routes.map(\.path).filter { $0 != "/metrics" })
    func answers(path: String) async throws {
        try await TestService().test { client in
            for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] {
                let response = try await client.execute(uri: path.replacing("{id}", with: "x"), method: method)
                let isListed = document.operations.contains("\(method.rawValue) \(path)")
                #expect((response.status == .methodNotAllowed) == !isListed, "\(method) \(path)")
            }
        }
    }

    @Test("is given out as it is, to everybody")
    func served() async throws {
        try await TestService(keys: ["key"]).test { client in
            let response = try await client.get("/openapi.json")
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "application/json")
            #expect(try response.json() == document.json)
            #expect(try response.json()["openapi"] == "3.1.0")
        }
    }

    @Test("holds the server's own limits")
    func limits() throws {
        let document = try OpenAPIDocument(limits: SubmissionLimits(statements: 3, queries: 4, characters: 5))
        let schemas = document.json["components"]?["schemas"]
        let submission = schemas?["Submission"]?["properties"]
        #expect(submission?["ddl"]?["maxItems"] == 3)
        #expect(submission?["queries"]?["maxItems"] == 4)
        #expect(schemas?["WorkloadQuery"]?["properties"]?["query"]?["maxLength"] == 5)
    }

    @Test("knows every option of a request")
    func options() throws {
        let sent = try JSONValue(
            encoding: OptimizationOptions(targetSchema: "s", verify: .inline, storageLimitBytes: 1))
        let described = document.json["components"]?["schemas"]?["Options"]?["properties"]
        guard case .object(let members) = sent, case .object(let properties)? = described else {
            Issue.record("options are not an object")
            return
        }
        #expect(Set(members.keys) == Set(properties.keys))
    }

    @Test("every reference in it leads somewhere")
    func references() throws {
        func check(_ value: JSONValue) {
            switch value {
            case .object(let members):
                if let reference = members["$ref"]?.stringValue {
                    let target = reference.split(separator: "/").dropFirst()
                        .reduce(Optional(document.json)) { $0?[String($1)] }
                    #expect(target != nil, "\(reference)")
                }
                members.values.forEach(check)
            case .array(let elements): elements.forEach(check)
            default: break
            }
        }
        check(document.json)
    }

    @Test("the page shows every call and every problem, and loads nothing from elsewhere")
    func page() async throws {
        try await TestService(keys: ["key"]).test { client in
            let response = try await client.get("/docs")
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
            let text = response.text
            for route in RouteTable.api.routes {
                for operation in route.operations {
                    #expect(
                        text.contains("<span class=\"method\">\(operation.method.rawValue)</span> <code>\(route.path)<")
                    )
                }
            }
            for type in ProblemType.allCases { #expect(text.contains(type.uri)) }
            for outside in ["src=", "http://", "https://", "<script", "url(", "@import", "<link"] {
                #expect(!text.contains(outside), "\(outside)")
            }
            let policy = try #require(response.headers[.contentSecurityPolicy])
            #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
        }
    }
}
