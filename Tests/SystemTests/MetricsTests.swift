import Foundation
import Shared
import TestSupport
import Testing

extension SystemTests {
    @Suite("/metrics of both programs")
    struct MetricsTests {
        private static let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

        @Test("tell what was asked, done and waits; and one trace runs from the request to the worker's log")
        func figures() async throws {
            try await withLakehouse { lakehouse in
                try await withDeployment(["LAKEWRIGHT_LOG_FORMAT": "json"]) { deployment in
                    let api = try await deployment.startAPI()
                    let request = Shop.request(url: lakehouse.jdbcURL(), queries: [(id: "q", text: Shop.byStatus)])
                    let id = try await api.submit(request, headers: ["traceparent": Self.trace])
                    let waiting = try await samples(of: api.process, at: "/metrics", port: api.port)
                    #expect(waiting[#"lakewright_http_requests_total{method="POST",route="/new",status="202"}"#] == 1)
                    #expect(waiting[#"lakewright_http_request_seconds_count{route="/new"}"#] == 1)
                    #expect(waiting[#"lakewright_tasks{phase="queued",state="queued"}"#] == 1)
                    #expect(waiting["lakewright_oldest_waiting_seconds"] ?? 0 > 0)
                    #expect(waiting["lakewright_store_up"] == 1)
                    #expect(waiting["lakewright_queue_up"] == 1)
                    #expect(waiting["lakewright_store_write_seconds_count"] ?? 0 > 0)
                    #expect(waiting[#"lakewright_process_info{program="lakewright-api"}"#] == 1)

                    let worker = try await deployment.startWorker()
                    #expect(try await api.result(id)["status"] == "DONE")
                    try await worker.logs("task ended here")
                    let port = try await metricsPort(of: worker)
                    // The slot is free a moment after that.
                    try await eventually {
                        try await samples(of: worker, at: "/metrics", port: port)["lakewright_worker_busy_slots"] == 0
                    }
                    let done = try await samples(of: worker, at: "/metrics", port: port)
                    #expect(done[#"lakewright_tasks{phase="done",state="done"}"#] == 1)
                    #expect(done[#"lakewright_attempts_total{outcome="done"}"#] == 1)
                    #expect(done["lakewright_tasks_claimed_total"] == 1)
                    #expect(done["lakewright_worker_busy_slots"] == 0)
                    #expect(done[#"lakewright_trino_statements_total{outcome="ok"}"#] ?? 0 > 0)
                    #expect(
                        done["lakewright_trino_statement_seconds_count"]
                            == done.filter { $0.key.hasPrefix("lakewright_trino_statements_total") }.values.reduce(0, +)
                    )
                    #expect(done[#"lakewright_queue_depth{priority="normal"}"#] == 0)
                    #expect(done["process_resident_memory_bytes"] ?? 0 > 1e6)

                    for log in [api.process.log, worker.log] {
                        let lines = log.split(separator: "\n").filter { $0.contains(id) }
                        #expect(lines.contains { $0.contains(#""trace.id":"0af7651916cd43dd8448eb211c80319c""#) })
                    }
                }
            }
        }

        @Test(
            "with API keys nobody is told them on the API's port, but on one of its own; a worker takes the next free one"
        )
        func keys() async throws {
            let digest = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"  // of "secret"
            try await withDeployment(["LAKEWRIGHT_API_KEYS": digest]) { deployment in
                let api = try await deployment.startAPI()
                let worker = try await deployment.startWorker()
                let ports = [try await metricsPort(of: api.process), try await metricsPort(of: worker)]
                #expect(Set(ports).count == 2)
                #expect(
                    try await samples(of: api.process, at: "/metrics", port: ports[0])["lakewright_store_up"] == 1)
                let asked = try await LoopbackHTTP.send(
                    "GET", "/metrics", port: api.port, headers: ["Authorization": "Bearer secret"])
                #expect(asked.status == 404)
                #expect(!asked.text.contains("lakewright_tasks"))
                #expect(try await LoopbackHTTP.send("GET", "/metrics", port: api.port).status == 401)
            }
        }

        /// Every series of an answer by its name and labels.
        private func samples(
            of process: LakewrightProcess, at path: String, port: UInt16
        ) async throws -> [String: Double] {
            let answer = try await LoopbackHTTP.send("GET", path, port: port)
            #expect(answer.status == 200)
            #expect(answer.head.contains("text/plain; version=0.0.4"))
            return answer.text.split(separator: "\n").filter { !$0.hasPrefix("#") }.reduce(into: [:]) { samples, line in
                guard let space = line.lastIndex(of: " "), let value = Double(line[line.index(after: space)...]) else {
                    Issue.record("not a sample: \(line)")
                    return
                }
                samples[String(line[..<space])] = value
            }
        }

        /// The port that a program says its metrics are on.
        private func metricsPort(of process: LakewrightProcess) async throws -> UInt16 {
            try await process.logs("/metrics")
            let address = try #require(process.log.range(of: "http://127.0.0.1:"))
            return try #require(UInt16(process.log[address.upperBound...].prefix(while: \.isNumber)))
        }
    }
}
