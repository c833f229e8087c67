import Shared
import TestSupport
import Testing

extension SystemTests {
    @Suite("workers that end in the middle of a task")
    struct WorkerDeathTests {
        /// Makes each statement wait, so that a task is long enough to be caught at work.
        private static let slowness = #"[{"method": "POST", "path": "/v1/statement", "delay": 1.5, "count": -1}]"#

        @Test("a task whose worker is killed outright is finished by another")
        func killed() async throws {
            try await withLakehouse { lakehouse in
                try await withDeployment { deployment in
                    let api = try await deployment.startAPI()
                    let first = try await deployment.startWorker()
                    let id = try await startSlowTask(api, lakehouse)
                    first.kill()
                    #expect(try await first.ending() == .signal(9))
                    try await lakehouse.trino.clearFaults()

                    _ = try await deployment.startWorker()
                    try await expectDone(id, api)
                    #expect(try await api.status(id)["attempts"] == 2)
                }
            }
        }

        @Test("on SIGTERM a worker gives its task back and ends with status 0; another finishes it")
        func terminated() async throws {
            try await withLakehouse { lakehouse in
                try await withDeployment { deployment in
                    let api = try await deployment.startAPI()
                    let first = try await deployment.startWorker()
                    let id = try await startSlowTask(api, lakehouse)
                    first.terminate()
                    #expect(try await first.ending() == .exit(0))
                    let status = try await api.status(id)
                    #expect(status["status"] == "RUNNING")
                    #expect(status["phase"] == "queued")
                    try await lakehouse.trino.clearFaults()

                    _ = try await deployment.startWorker()
                    try await expectDone(id, api)
                }
            }
        }

        @Test("on SIGTERM a worker finishes the task that its grace time is long enough for")
        func drained() async throws {
            try await withLakehouse { lakehouse in
                try await withDeployment(["LAKEWRIGHT_GRACE_SECONDS": "300"]) { deployment in
                    let api = try await deployment.startAPI()
                    let worker = try await deployment.startWorker()
                    let id = try await startSlowTask(api, lakehouse)
                    worker.terminate()
                    try await lakehouse.trino.clearFaults()
                    #expect(try await worker.ending() == .exit(0))
                    #expect(try await api.status(id)["status"] == "DONE")
                    #expect(try await api.status(id)["attempts"] == 1)
                }
            }
        }

        /// Submits a task and waits until a worker asks the engine about it.
        private func startSlowTask(_ api: APIClient, _ lakehouse: Lakehouse) async throws -> String {
            try await lakehouse.trino.setFaults(Self.slowness)
            let id = try await api.submit(
                Shop.request(
                    url: lakehouse.jdbcURL(),
                    queries: [(id: "one", text: Shop.byStatus), (id: "two", text: Shop.spring)]))
            try await api.poll(id) { $0["phase"] == "profile" }
            return id
        }

        private func expectDone(_ id: String, _ api: APIClient) async throws {
            let answer = try await api.result(id)
            #expect(answer["status"] == "DONE")
            #expect(answer["queries"]?.elements.map { $0["queryid"] } == ["one", "two"])
            for report in answer["result"]?["report"]?["queries"]?.elements ?? [] {
                #expect(report["evidence"]?["label"] == "equal on data")
            }
        }
    }
}
