import Foundation
import Shared
import TestSupport
import Testing

extension SystemTests {
    @Suite("the disk is full", .enabled(if: SmallDisk.isAvailable, "a small disk can't be mounted by this user"))
    struct FullDiskTests {
        @Test("new tasks are refused with 507, nobody is taken for dead, and all goes on once there is room")
        func full() async throws {
            let disk = try SmallDisk(megabytes: 8)
            defer { withExtendedLifetime(disk) {} }
            let trino = try EndlessTrino()
            defer { trino.stop() }
            let path = disk.folder.appendingPathComponent("lakewright.sqlite").path
            // No checkpoint, which would make the log's room free for new writes.
            let settings = ["LAKEWRIGHT_DATABASE": path, "LAKEWRIGHT_CHECKPOINT_SECONDS": "3600"]
            try await withLakehouse { lakehouse in
                try await withDeployment(settings) { deployment in
                    let api = try await deployment.startAPI()
                    let workers = [try await deployment.startWorker(), try await deployment.startWorker()]
                    let queries = [(id: "q", text: Shop.byStatus)]
                    let running = try await api.submit(Shop.request(url: trino.jdbcURL, queries: queries))
                    try await eventually { !trino.begun.isEmpty }

                    try disk.fill()
                    let refused = try await api.send(
                        "POST", "/new", body: Shop.request(url: lakehouse.jdbcURL(), queries: queries))
                    #expect(refused.status == 507, "\(refused.text)")
                    #expect(try APIClient.json(try await api.send("GET", "/readyz"))["store"] == "full")
                    for worker in workers where worker.log.contains(running) {
                        try await worker.logs("no heartbeat can be written")
                    }
                    // Several leases long.
                    for _ in 0..<30 {
                        #expect(try await api.status(running)["status"] == "RUNNING")
                        try await Task.sleep(for: .milliseconds(200))
                    }

                    disk.makeRoom()
                    let next = try await api.submit(Shop.request(url: lakehouse.jdbcURL(), queries: queries))
                    #expect(try await api.result(next)["status"] == "DONE")
                    #expect(try await api.status(running)["attempts"] == 1)
                    let record = try await deployment.openStore().record(of: try #require(TaskID(running)))
                    #expect(record?.crashes == 0)
                    #expect(try DatabaseIntegrity.problems(of: path).isEmpty)
                }
            }
        }
    }
}
