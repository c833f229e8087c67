import Foundation
import Shared
import TestSupport
import Testing

extension SystemTests {
    @Suite("tasks that are cancelled, and what dead attempts left running")
    struct CancelTests {
        private static let queries = [(id: "q", text: Shop.byStatus)]

        private func cancel(_ id: String, _ api: APIClient) async throws -> JSONValue {
            let answer = try await api.send("DELETE", "/tasks/\(id)")
            #expect(answer.status == 200, "\(answer.text)")
            return try APIClient.json(answer)
        }

        @Test("a task that waits is never begun")
        func waiting() async throws {
            let trino = try EndlessTrino()
            defer { trino.stop() }
            try await withDeployment { deployment in
                let api = try await deployment.startAPI()
                let cancelled = try await api.submit(Shop.request(url: trino.jdbcURL, queries: Self.queries))
                #expect(try await cancel(cancelled, api)["status"] == "FAILED")
                let worker = try await deployment.startWorker(["LAKEWRIGHT_CONCURRENCY": "1"])
                let next = try await api.submit(Shop.request(url: trino.jdbcURL, queries: Self.queries))
                try await api.poll(next) { $0["attempts"] == 1 }
                #expect(try await api.status(cancelled)["attempts"] == 0)
                #expect(!worker.log.contains(cancelled))
                #expect(try await api.result(cancelled)["result"]?["error"]?["code"] == "cancelled")
            }
        }

        @Test("of a task that runs, the statement in Trino is cancelled too, and the worker takes the next task")
        func running() async throws {
            let trino = try EndlessTrino()
            defer { trino.stop() }
            try await withLakehouse { lakehouse in
                try await withDeployment { deployment in
                    let api = try await deployment.startAPI()
                    let worker = try await deployment.startWorker(["LAKEWRIGHT_CONCURRENCY": "1"])
                    let id = try await api.submit(Shop.request(url: trino.jdbcURL, queries: Self.queries))
                    try await eventually { !trino.begun.isEmpty }
                    #expect(try await cancel(id, api)["phase"] == "cancelled")
                    try await eventually {
                        trino.deleted.contains { path in trino.begun.contains { path.contains("/\($0)/") } }
                    }
                    try await worker.logs("cancelled")
                    let next = try await api.submit(Shop.request(url: lakehouse.jdbcURL(), queries: Self.queries))
                    #expect(try await api.result(next)["status"] == "DONE")
                    #expect(try await api.result(id)["result"]?["error"]?["code"] == "cancelled")
                    #expect(try await api.send("DELETE", "/tasks/\(next)").status == 409)
                }
            }
        }

        @Test("of a task that asks the language model, the question is given up")
        func asking() async throws {
            let model = try ScriptedHTTPServer { _ in .hang }
            defer { model.stop() }
            let settings = ["LAKEWRIGHT_LLM_URL": "\(model.baseURL)/v1", "LAKEWRIGHT_LLM_MODEL": "silent"]
            try await withLakehouse { lakehouse in
                try await withDeployment(settings) { deployment in
                    let api = try await deployment.startAPI()
                    let worker = try await deployment.startWorker()
                    let id = try await api.submit(Shop.request(url: lakehouse.jdbcURL(), queries: Self.queries))
                    try await eventually { model.requests.count == 1 }
                    _ = try await cancel(id, api)
                    try await eventually { model.clientsGone == 1 }
                    try await worker.logs("cancelled")
                }
            }
        }

        @Test("what a worker that was killed had running in Trino is cancelled by the next attempt")
        func leftRunning() async throws {
            let trino = try EndlessTrino()
            defer { trino.stop() }
            try await withDeployment { deployment in
                let api = try await deployment.startAPI()
                let first = try await deployment.startWorker(["LAKEWRIGHT_CONCURRENCY": "1"])
                let id = try await api.submit(Shop.request(url: trino.jdbcURL, queries: Self.queries))
                try await eventually { trino.begun.count == 1 }
                try await statementIsWrittenDown(deployment, id)
                first.kill()
                #expect(try await first.ending() == .signal(9))
                #expect(trino.deleted.isEmpty)
                let left = try #require(trino.begun.first)

                _ = try await deployment.startWorker(["LAKEWRIGHT_CONCURRENCY": "1"])
                try await eventually { trino.deleted.contains("/v1/query/\(left)") }
                _ = try await cancel(id, api)
            }
        }

        /// Waits for the heartbeat that brings the statement's id into the store.
        private func statementIsWrittenDown(_ deployment: Deployment, _ id: String) async throws {
            let task = try #require(TaskID(id))
            let store = try deployment.openStore()
            let beat = try #require(try await store.record(of: task)).heartbeat
            while try await store.record(of: task)?.heartbeat ?? 0 < beat + 3 {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}
