import Shared
import TestSupport
import Testing

extension SystemTests {
    @Suite("Redis goes away and comes back")
    struct RedisOutageTests {
        @Test("nothing that was accepted is lost while Redis is stopped, started empty and flushed under load")
        func outageUnderLoad() async throws {
            try await withLakehouse { lakehouse in
                try await withDeployment { deployment in
                    let redis = try #require(deployment.redis)
                    let api = try await deployment.startAPI()
                    for _ in 0..<2 { _ = try await deployment.startWorker(["LAKEWRIGHT_CONCURRENCY": "2"]) }
                    let request = Shop.request(
                        url: lakehouse.jdbcURL(), queries: [(id: "q", text: Shop.byStatus)],
                        options: ["verify": "static"])

                    var ids = try await submit(16, request, api)
                    redis.stop()
                    ids += try await submit(16, request, api)
                    #expect(try APIClient.json(try await api.send("GET", "/readyz"))["store"] == "ok")
                    try await redis.restart()
                    ids += try await submit(16, request, api)
                    _ = try await redis.say("FLUSHALL")
                    ids += try await submit(16, request, api)

                    #expect(Set(ids).count == 64)
                    for id in ids {
                        let answer = try await api.result(id)
                        #expect(answer["status"] == "DONE", "\(answer)")
                        #expect(answer["queries"]?.elements.count == 1)
                    }
                }
            }
        }

        /// Submits tasks from several clients at once and returns their ids.
        private func submit(_ count: Int, _ request: JSONValue, _ api: APIClient) async throws -> [String] {
            try await withThrowingTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        var ids: [String] = []
                        for _ in 0..<count / 4 { ids.append(try await api.submit(request)) }
                        return ids
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }
    }
}
