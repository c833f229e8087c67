import Foundation
import Shared
import TestSupport
import Testing

extension SystemTests {
    @Suite("lakewright-worker optimize FILE")
    struct CommandLineTests {
        private static let queries = [(id: "status", text: Shop.byStatus), (id: "spring", text: Shop.spring)]

        @Test("prints the result as JSON and ends with status 0")
        func result() async throws {
            try await withLakehouse { lakehouse in
                let run = try await optimize(Shop.request(url: lakehouse.jdbcURL(), queries: Self.queries))
                #expect(run.ending == .exit(0), "\(run.log)")
                let answer = try JSONDecoder().decode(JSONValue.self, from: Data(run.output.utf8))
                #expect(answer["status"] == "DONE")
                #expect(answer["queries"]?.elements.map { $0["queryid"] } == ["status", "spring"])
                for report in answer["result"]?["report"]?["queries"]?.elements ?? [] {
                    #expect(report["evidence"]?["label"] == "equal on data")
                }
                try await lakehouse.migrate(answer)
                for (query, given) in zip(Self.queries, answer["queries"]?.elements ?? []) {
                    #expect(
                        try await lakehouse.givesSameRows(query.text, given["query"]?.stringValue ?? ""), "\(query.id)")
                }
            }
        }

        @Test("without a connection everything is labelled unverified")
        func noConnection() async throws {
            let run = try await optimize(
                Shop.request(url: "jdbc:trino://127.0.0.1:1/iceberg?user=ann", queries: Self.queries),
                ["LAKEWRIGHT_JDBC_URL": ""])
            #expect(run.ending == .exit(0), "\(run.log)")
            let answer = try JSONDecoder().decode(JSONValue.self, from: Data(run.output.utf8))
            let report = answer["result"]?["report"]
            #expect(report?["verification"] == "none")
            #expect(report?["queries"]?.elements.count == 2)
            for query in report?["queries"]?.elements ?? [] {
                #expect(query["evidence"]?["label"] == "unverified")
            }
            #expect(answer["ddl"]?[0]?["statement"]?.stringValue?.hasPrefix("CREATE SCHEMA") == true)
        }

        @Test("--explain prints the report as a page, and explain prints the same page of a stored result")
        func explain() async throws {
            let request = Shop.request(
                url: "jdbc:trino://127.0.0.1:1/iceberg?user=ann",
                queries: Self.queries + [(id: "broken", text: "SELECT FROM WHERE")])
            let folder = try Deployment.temporaryFolder()
            defer { try? FileManager.default.removeItem(at: folder) }
            let stored = folder.appendingPathComponent("result.json").path
            let run = try await optimize(
                request, ["LAKEWRIGHT_JDBC_URL": ""], arguments: ["--explain", "--output", stored])
            #expect(run.ending == .exit(0), "\(run.log)")
            for part in [
                "2 of 3 queries rewritten", "status: rewritten", "broken on input", "broken, line 1", "Rollback",
            ] {
                #expect(run.output.contains(part), "\(part)")
            }
            let again = try LakewrightProcess.start(.worker, ["explain", stored], environment: [:], folder: folder)
            #expect(try await again.ending() == .exit(0))
            #expect(again.output == run.output)
        }

        @Test("explain refuses a task that failed, and says why")
        func explainFailure() async throws {
            let folder = try Deployment.temporaryFolder()
            defer { try? FileManager.default.removeItem(at: folder) }
            let stored = folder.appendingPathComponent("result.json")
            let failed =
                #"{"status": "FAILED", "result": {"ok": false, "error": {"code": "trino_denied", "message": "no"}, "meta": {"tokens_used": 0}}}"#
            try Data(failed.utf8).write(to: stored)
            let process = try LakewrightProcess.start(
                .worker, ["explain", stored.path], environment: [:], folder: folder)
            #expect(try await process.ending() != .exit(0))
            #expect(process.log.contains("the task failed: no"), "\(process.log)")
        }

        @Test("a host that can't be reached is an error that names it")
        func unreachable() async throws {
            let run = try await optimize(
                Shop.request(url: "jdbc:trino://127.0.0.1:1/iceberg?user=ann&timeout=1s", queries: Self.queries))
            #expect(run.ending == .exit(1))
            #expect(run.log.contains("127.0.0.1 port 1"), "\(run.log)")
            let answer = try JSONDecoder().decode(JSONValue.self, from: Data(run.output.utf8))
            #expect(answer["status"] == "FAILED")
            #expect(answer["result"]?["error"]?["code"] == "trino_unreachable")
        }

        @Test(
            "a file that is no request is an error that says where",
            arguments: [
                ("not json", "JSON"), (#"{"ddl": []}"#, "queries"),
                (#"{"ddl": [], "queries": [{"query": "SELECT 1"}]}"#, "queries[0].queryid"),
                (
                    #"{"ddl": [], "queries": [{"queryid": "a", "query": "SELECT 1"}], "options": {"retian": "all"}}"#,
                    "retian"
                ),
            ])
        func badFile(_ text: String, _ named: String) async throws {
            let run = try await optimize(file: Data(text.utf8))
            #expect(run.ending != .exit(0))
            #expect(run.output.isEmpty)
            #expect(run.log.contains("request.json"))
            #expect(run.log.contains(named), "\(run.log)")
        }

        @Test("a file that isn't there is an error that names it")
        func missingFile() async throws {
            let run = try await optimize(file: nil)
            #expect(run.ending != .exit(0))
            #expect(run.output.isEmpty)
            #expect(run.log.contains("request.json can't be read"), "\(run.log)")
        }

        // MARK: -

        private struct Run {
            let ending: LakewrightProcess.Ending
            let output: String
            let log: String
        }

        private func optimize(
            _ request: JSONValue, _ environment: [String: String] = [:], arguments: [String] = []
        ) async throws -> Run {
            try await optimize(file: try JSONEncoder().encode(request), environment, arguments: arguments)
        }

        /// Runs the command on a file with these bytes, or on none.
        private func optimize(
            file: Data?, _ environment: [String: String] = [:], arguments: [String] = []
        ) async throws -> Run {
            let folder = try Deployment.temporaryFolder()
            defer { try? FileManager.default.removeItem(at: folder) }
            let path = folder.appendingPathComponent("request.json")
            try file?.write(to: path)
            let process = try LakewrightProcess.start(
                .worker, ["optimize", path.path] + arguments, environment: environment, folder: folder)
            let ending = try await process.ending()
            return Run(ending: ending, output: process.output, log: process.log)
        }
    }
}
