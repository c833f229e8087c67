import Foundation
import Shared
import TestSupport
import Testing

extension SystemTests {
    @Suite("what an operator does: lakewright-api tasks and lakewright-api store")
    struct OperatorTests {
        private static let queries = [(id: "q", text: Shop.byStatus)]

        @Test("a task that crashed its workers is listed as a dead letter, shown, replayed and done")
        func deadLetter() async throws {
            let trino = try EndlessTrino()
            defer { trino.stop() }
            let settings = ["LAKEWRIGHT_CRASH_LIMIT": "2", "LAKEWRIGHT_AUDIT_LOG": "audit.jsonl"]
            try await withDeployment(settings) { deployment in
                let api = try await deployment.startAPI()
                let id = try await api.submit(Shop.request(url: trino.jdbcURL, queries: Self.queries))
                for attempt in 1...2 {
                    let worker = try await deployment.startWorker()
                    try await api.poll(id) { $0["attempts"] == .integer(Int64(attempt)) && $0["phase"] != "queued" }
                    worker.kill()
                    _ = try await worker.ending()
                }
                let failed = try await api.result(id)
                #expect(failed["result"]?["error"]?["code"] == "worker_crashed")

                let list = try await deployment.command("tasks", "list", "--dead")
                #expect(list.output.contains(id))
                #expect(list.output.contains("worker crashed while"))
                let shown = try await deployment.command("tasks", "show", id)
                let task = try JSONDecoder().decode(JSONValue.self, from: Data(shown.output.utf8))["task"]
                #expect(task?["dead_letter"] == true)
                #expect(task?["crashes"] == 2)

                let replayed = try await deployment.command("tasks", "replay", "--all")
                #expect(replayed.output.contains("\(id)  queued again"))
                #expect(try await deployment.command("tasks", "list", "--dead").output.contains("no dead letters"))
                _ = try await deployment.startWorker()
                try await api.poll(id) { $0["attempts"] == 1 && $0["phase"] != "queued" }

                #expect(try await deployment.command("tasks", "cancel", id).output.contains("cancelled"))
                #expect(try await api.result(id)["result"]?["error"]?["code"] == "cancelled")
                let again = try await deployment.command("tasks", "replay", id)
                #expect(again.ending == .exit(1))
                #expect(again.output.contains("no dead letter"))
                #expect(try await deployment.command("tasks", "purge", id).output.contains("forgotten"))
                #expect(try await api.send("GET", "/status?task_id=\(id)").status == 404)

                let audit = try String(
                    contentsOf: deployment.folder.appendingPathComponent("audit.jsonl"), encoding: .utf8)
                let byOperator = try audit.split(separator: "\n")
                    .map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
                    .filter { $0["principal"] == "operator" }
                #expect(byOperator.map { $0["action"] } == ["task.replay", "task.cancel", "task.purge"])
                #expect(byOperator.allSatisfy { $0["subject"] == .string(id) })
            }
        }

        @Test("commands that can't be done say so, and do nothing")
        func refusals() async throws {
            try await withDeployment { deployment in
                let early = try await deployment.command("tasks", "list")
                #expect(early.ending != .exit(0))
                #expect(early.log.contains("there is no database"))
                let api = try await deployment.startAPI()
                let id = try await api.submit(
                    Shop.request(url: "jdbc:trino://127.0.0.1:1/iceberg?user=ann", queries: Self.queries))
                #expect(try await deployment.command("tasks", "list").output.contains(id))
                for (arguments, words) in [
                    (["tasks", "purge", id], "cancel it first"), (["tasks", "replay", id], "no dead letter"),
                    (["tasks", "show", TaskID().description], "there is no task"),
                    (["tasks", "cancel", TaskID().description], "is unknown"),
                    (["tasks", "replay"], "--all"), (["tasks", "purge"], "--older-than"),
                    (["tasks", "show", "nope"], "nope"),
                ] {
                    let run = try await deployment.command(arguments)
                    #expect(run.ending != .exit(0), "\(arguments)")
                    #expect((run.output + run.log).contains(words), "\(arguments): \(run.output) \(run.log)")
                }
                #expect(try await api.status(id)["phase"] == "queued")
            }
        }

        @Test("a backup made under load is restored, and its tasks are all there and done")
        func backup() async throws {
            try await withLakehouse { lakehouse in
                try await withDeployment { deployment in
                    let copy = deployment.folder.appendingPathComponent("backup.sqlite").path
                    let request = Shop.request(
                        url: lakehouse.jdbcURL(), queries: Self.queries, options: ["verify": "static"])
                    let api = try await deployment.startAPI()
                    let worker = try await deployment.startWorker()
                    var ids: [String] = []
                    for _ in 0..<5 { ids.append(try await api.submit(request)) }
                    let backup = try await deployment.command("store", "backup", copy)
                    #expect(backup.ending == .exit(0), "\(backup.log)")
                    #expect(backup.output.contains("5 tasks"))
                    let later = try await api.submit(request)
                    #expect(try await deployment.command("store", "check").output.contains("is sound"))

                    let early = try await deployment.command("store", "restore", copy)
                    #expect(early.ending != .exit(0))
                    #expect(early.log.contains("is in use"))
                    #expect(try await api.result(later)["status"] == "DONE")

                    for process in [api.process, worker] {
                        process.terminate()
                        _ = try await process.ending()
                    }
                    let restored = try await deployment.command("store", "restore", copy)
                    #expect(restored.ending == .exit(0), "\(restored.log)")
                    #expect(restored.output.contains("kept as"))
                    let fresh = try await deployment.startAPI()
                    _ = try await deployment.startWorker()
                    for id in ids { #expect(try await fresh.result(id)["status"] == "DONE") }
                    #expect(try await fresh.send("GET", "/status?task_id=\(later)").status == 404)
                }
            }
        }
    }
}
