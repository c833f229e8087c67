import Shared
import TestSupport
import Testing

extension SystemTests {
    @Suite("workers that end in the middle of a task")
    struct WorkerDeathTests {
        /// Makes each statement wait, so that a task is long enough to be caught at work.
        private static let slowness = #"[{"method": "POST", "path": "/v1/statement", "delay": 0.6, "count": -1}]"#

        @Test("a task whose worker is killed outright is finished by another", arguments: ["profile", "verify"])
        func killed(in phase: String) async throws {
            try await withLakehouse { lakehouse in
                try await withDeployment { deployment in
                    let api = try await deployment.startAPI()
                    let first = try await deployment.startWorker()
                    let id = try await startSlowTask(api, lakehouse, until: phase)
                    first.kill()
                    #expect(try await first.ending() == .signal(9))
                    try await lakehouse.trino.clearFaults()

                    _ = try await deployment.startWorker()
                    try await expectDone(id, api)
                    #expect(try await api.status(id)["attempts"] == 2)
                }
            }
        }

        @Test("a worker that was frozen for longer than its lease can't write over the work of another")
        func frozen() async throws {
            try await withLakehouse { lakehouse in
                try await withDeployment { deployment in
                    let api = try await deployment.startAPI()
                    let first = try await deployment.startWorker()
                    let id = try await startSlowTask(api, lakehouse)
                    first.freeze()
                    // Not in the middle of a write, for then nobody else could write.
                    let store = try deployment.openStore()
                    while (try? await store.confirmWritable()) == nil {
                        first.thaw()
                        try await Task.sleep(for: .milliseconds(20))
                        first.freeze()
                    }
                    try await lakehouse.trino.clearFaults()
                    _ = try await deployment.startWorker()
                    try await expectDone(id, api)
                    let result = try await api.result(id)

                    first.thaw()
                    try await first.logs("lease_lost")
                    #expect(try await api.result(id) == result)
                    #expect(try await api.status(id)["attempts"] == 2)
                    first.terminate()
                    #expect(try await first.ending() == .exit(0))
                }
            }
        }

        @Test("a task that takes down as many workers as the limit says is FAILED, and the next task is done")
        func poison() async throws {
            try await withLakehouse { lakehouse in
                try await withDeployment(["LAKEWRIGHT_CRASH_LIMIT": "2"]) { deployment in
                    let api = try await deployment.startAPI()
                    var worker = try await deployment.startWorker()
                    let id = try await startSlowTask(api, lakehouse)
                    worker.kill()
                    worker = try await deployment.startWorker()
                    try await api.poll(id) { $0["attempts"] == 2 && $0["phase"] == "profile" }
                    worker.kill()
                    let answer = try await api.result(id)
                    #expect(answer["status"] == "FAILED")
                    #expect(answer["result"]?["ok"] == false)
                    #expect(answer["result"]?["error"]?["message"]?.stringValue?.isEmpty == false)

                    try await lakehouse.trino.clearFaults()
                    _ = try await deployment.startWorker()
                    let next = try await api.submit(
                        Shop.request(url: lakehouse.jdbcURL(), queries: [(id: "q", text: Shop.byStatus)]))
                    #expect(try await api.result(next)["status"] == "DONE")
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

        /// Submits a task and waits until a worker is in the middle of it.
        private func startSlowTask(
            _ api: APIClient, _ lakehouse: Lakehouse, until phase: String = "profile"
        ) async throws -> String {
            try await lakehouse.trino.setFaults(Self.slowness)
            let id = try await api.submit(
                Shop.request(
                    url: lakehouse.jdbcURL(),
                    queries: [(id: "one", text: Shop.byStatus), (id: "two", text: Shop.spring)]))
            try await api.poll(id) { $0["phase"] == .string(phase) }
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
