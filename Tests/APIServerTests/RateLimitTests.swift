import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("rate limits")
struct RateLimitTests {
    @Test("a key that asks too often gets 429 with when to come back; another key is served meanwhile")
    func tooOften() async throws {
        var service = try TestService(keys: ["ann", "ben"])
        service.settings.rateLimit = 3
        let store = service.store
        try await service.test { client in
            // A bucket fills while a slow machine takes its time, so that what remains is not known beforehand.
            var answers: [TestResponse] = []
            while answers.last?.status != .tooManyRequests, answers.count < 1000 {
                answers.append(try await client.get("/status?task_id=\(TaskID())", headers: [.apiKey: "ann"]))
            }
            #expect(answers.count > 3)
            #expect(answers.dropLast().allSatisfy { $0.status == .notFound })
            for answer in answers {
                #expect(answer.headers[.rateLimitPolicy] == #""requests";q=3;w=60"#)
                #expect(answer.headers[.rateLimit]?.hasPrefix(#""requests";r="#) == true)
            }
            let refused = try #require(answers.last)
            #expect(try refused.problem().type == ProblemType.tooManyRequests.uri)
            let wait = try #require(refused.headers[.retryAfter].flatMap { Int($0) })
            #expect((1...20).contains(wait))
            #expect(refused.headers[.rateLimit]?.hasPrefix(#""requests";r=0;t="#) == true)

            let other = try await client.post(
                SampleBody.json(), headers: [.contentType: "application/json", .apiKey: "ben"])
            #expect(other.status == .accepted)
            #expect(other.headers[.rateLimit]?.hasPrefix(#""requests";r=2;t="#) == true)
            #expect(store.tasks.count == 1)
            // Probes are for everybody, always.
            #expect(try await client.get("/healthz", headers: [.apiKey: "ann"]).status == .ok)
        }
    }

    @Test("on loopback without keys nothing is counted")
    func loopback() async throws {
        var service = try TestService()
        service.settings.rateLimit = 1
        try await service.test { client async throws in
            for _ in 0..<5 {
                let response = try await client.get("/status?task_id=\(TaskID())")
                #expect(response.status == .notFound)
                #expect(response.headers[.rateLimit] == nil)
            }
        }
    }

    @Test("on another address without keys everybody is counted as one")
    func openToOthers() async throws {
        var service = try TestService()
        service.server.host = "0.0.0.0"
        service.settings.allowInsecureBind = true
        service.settings.rateLimit = 1
        try await service.test { client async throws in
            #expect(try await client.get("/status?task_id=\(TaskID())").status == .notFound)
            #expect(try await client.get("/status?task_id=\(TaskID())").status == .tooManyRequests)
        }
    }

    @Test("a bucket fills evenly, and never beyond a minute's worth")
    func refill() {
        let limiter = RateLimiter(limit: 60)
        let tenant = Tenant(rawValue: "t")
        let start = ContinuousClock.now
        for _ in 0..<60 { #expect(limiter.admit(tenant, now: start).isAdmitted) }
        let refused = limiter.admit(tenant, now: start)
        #expect(refused == .init(isAdmitted: false, remaining: 0, reset: 60, retryAfter: 1))
        #expect(limiter.admit(tenant, now: start + .seconds(1)).isAdmitted)
        #expect(!limiter.admit(tenant, now: start + .seconds(1)).isAdmitted)
        let later = limiter.admit(tenant, now: start + .seconds(10_000))
        #expect(later == .init(isAdmitted: true, remaining: 59, reset: 1, retryAfter: 0))
        #expect(limiter.admit(tenant, now: start).isAdmitted, "a clock that is asked out of order takes nothing away")
    }
}
