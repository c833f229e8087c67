import Foundation
import Shared
import TestSupport
import Testing

extension SystemTests {
    @Suite("from POST /new to a result that holds on the engine")
    struct EndToEndTests {
        private static let queries = [
            (id: "q-status", text: Shop.byStatus), (id: "q-broken", text: Shop.broken),
            (id: "q-spring", text: Shop.spring), (id: "q-unknown", text: Shop.unknownTable),
            (id: "a-region", text: Shop.byRegion),
        ]

        @Test("a workload goes in over HTTP, and what comes back gives the same rows once it is carried out")
        func workload() async throws {
            try await withLakehouse { lakehouse in
                try await withDeployment { deployment in
                    let api = try await deployment.startAPI()
                    let id = try await api.submit(Shop.request(url: lakehouse.jdbcURL(), queries: Self.queries))
                    let waiting = try await api.status(id)
                    #expect(waiting["status"] == "RUNNING")
                    #expect(waiting["phase"] == "queued")
                    let early = try APIClient.json(try await api.send("GET", "/getresult?task_id=\(id)"))
                    #expect(early["result"] == .null)
                    #expect(early["queries"] == nil)

                    _ = try await deployment.startWorker()
                    let answer = try await api.result(id)
                    #expect(answer["status"] == "DONE")
                    #expect(answer["result"]?["ok"] == true)
                    #expect(answer["taskid"] == .string(id))
                    try expectShape(answer)
                    expectProblems(answer)
                    try await carryOut(answer, on: lakehouse)
                }
            }
        }

        /// Order and completeness of the lists, and what is said of each query.
        private func expectShape(_ answer: JSONValue) throws {
            let ddl = answer["ddl"]?.elements.compactMap { $0["statement"]?.stringValue } ?? []
            #expect(ddl.first?.hasPrefix("CREATE SCHEMA iceberg.") == true)
            #expect(ddl.count > 1)
            #expect(ddl.dropFirst().allSatisfy { $0.hasPrefix("CREATE TABLE iceberg.") })
            #expect(answer["migrations"]?.elements.isEmpty == false)
            let given = answer["queries"]?.elements ?? []
            #expect(given.map { $0["queryid"]?.stringValue } == Self.queries.map(\.id))

            let report = try #require(answer["result"]?["report"])
            #expect(report["verification"] == "inline")
            let reports = report["queries"]?.elements ?? []
            #expect(reports.map { $0["queryid"]?.stringValue } == Self.queries.map(\.id))
            for (index, query) in Self.queries.enumerated() {
                let isSound = query.text != Shop.broken && query.text != Shop.unknownTable
                #expect(reports[index]["changed"] == .bool(isSound), "\(query.id)")
                #expect(
                    reports[index]["evidence"]?["label"] == (isSound ? "equal on data" : "original"), "\(query.id)")
                #expect((given[index]["query"]?.stringValue == query.text) != isSound, "\(query.id)")
            }
        }

        private func expectProblems(_ answer: JSONValue) {
            let reports = answer["result"]?["report"]?["queries"]?.elements ?? []
            let broken = reports.first { $0["queryid"] == "q-broken" }?["problem"]
            #expect(broken?["line"] == 2)
            #expect(broken?["column"] == 3)
            #expect(broken?["message"]?.stringValue?.isEmpty == false)
            let unknown = reports.first { $0["queryid"] == "q-unknown" }?["problem"]
            #expect(unknown?["line"] == 1)
            #expect(unknown?["column"] == 15)
            #expect(unknown?["message"]?.stringValue?.contains("nowhere") == true)
        }

        /// Does what a client would: runs DDL and migrations, then each query beside its original.
        private func carryOut(_ answer: JSONValue, on lakehouse: Lakehouse) async throws {
            try await lakehouse.migrate(answer)
            for (query, given) in zip(Self.queries, answer["queries"]?.elements ?? []) {
                guard query.text != Shop.broken, query.text != Shop.unknownTable else { continue }
                let rewritten = try #require(given["query"]?.stringValue)
                #expect(!rewritten.contains("iceberg.shop."))
                #expect(try await lakehouse.givesSameRows(query.text, rewritten), "\(query.id)")
            }
            for statement in answer["result"]?["report"]?["rollback"]?.elements ?? [] {
                try await lakehouse.rows(try #require(statement.stringValue))
            }
            #expect(try await lakehouse.rows("SHOW SCHEMAS FROM iceberg LIKE 'lakewright%'").isEmpty)
        }

        @Test("with memory:// the API finishes a task by itself")
        func memoryBroker() async throws {
            try await withLakehouse { lakehouse in
                try await withDeployment(hasRedis: false) { deployment in
                    let api = try await deployment.startAPI()
                    let id = try await api.submit(
                        Shop.request(url: lakehouse.jdbcURL(), queries: [(id: "only", text: Shop.byStatus)]))
                    let answer = try await api.result(id)
                    #expect(answer["status"] == "DONE")
                    let report = answer["result"]?["report"]?["queries"]?[0]
                    #expect(report?["evidence"]?["label"] == "equal on data")
                    api.process.terminate()
                    #expect(try await api.process.ending() == .exit(0))
                }
            }
        }
    }
}
