import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("tenants")
struct TenantTests {
    @Test("a task of another key is as one that was never there, to the letter")
    func crossing() async throws {
        var service = try TestService(keys: ["ann", "ben"])
        // Else each answer would tell how many requests are left.
        service.settings.rateLimit = 0
        try await service.test { client in
            let posted = try await client.post(
                SampleBody.json(), headers: [.contentType: "application/json", .apiKey: "ann"])
            let id = try #require(try posted.json()["taskid"]?.stringValue)
            for path in ["/status", "/getresult"] {
                let mine = try await client.get("\(path)?task_id=\(id)", headers: [.apiKey: "ann"])
                #expect(mine.status == .ok)
                let request: HTTPFields = [.apiKey: "ben", .requestID: "r"]
                let theirs = try await client.get("\(path)?task_id=\(id)", headers: request)
                let nobodys = try await client.get("\(path)?task_id=\(TaskID())", headers: request)
                #expect(theirs.status == .notFound)
                #expect(theirs.text == nobodys.text)
                #expect(theirs.headers == nobodys.headers)
            }
        }
        #expect(service.store.tasks.map(\.tenant) == [KeyDigest(of: "ann").tenant])
    }
}
