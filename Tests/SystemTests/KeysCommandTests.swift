import Foundation
import Shared
import TestSupport
import Testing

extension SystemTests {
    @Suite("lakewright-api keys")
    struct KeysCommandTests {
        private func until(_ condition: () async throws -> Bool) async throws {
            while try await !condition() { try await Task.sleep(for: .milliseconds(20)) }
        }

        @Test("a key is made, shown once, listed, good at once on a running server, and ends when it is revoked")
        func life() async throws {
            try await withDeployment(hasRedis: false) { deployment in
                let open = try await deployment.startAPI()
                let made = try await deployment.command("keys", "create", "ann")
                #expect(made.ending == .exit(0), "\(made.log)")
                let key = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
                #expect(key.hasPrefix("lkw_"))
                #expect(!made.log.contains(key))

                // From now on nobody comes in without a key.
                try await until { try await open.send("GET", "/tasks").status == 401 }
                let api = open.with(key: key)
                #expect(try await api.send("GET", "/tasks").status == 200)

                let other = try await deployment.command("keys", "create", "ben").output
                let list = try await deployment.command("keys", "list")
                let lines = list.output.split(separator: "\n").map(String.init)
                #expect(lines.count == 3)
                #expect(lines[1].hasSuffix("ann") && lines[1].contains("good"))
                #expect(!list.output.contains(key) && !list.output.contains(other.prefix(20)))

                let fingerprint = String(lines[1].prefix(8))
                let revoked = try await deployment.command("keys", "revoke", fingerprint)
                #expect(revoked.ending == .exit(0), "\(revoked.log)")
                try await until { try await api.send("GET", "/tasks").status == 401 }
                let again = try await deployment.command("keys", "list").output
                #expect(again.contains("revoked"))
            }
        }

        @Test("a key that isn't there can't be revoked, and a name that is none is refused")
        func mistakes() async throws {
            try await withDeployment(hasRedis: false) { deployment in
                _ = try await deployment.startAPI()
                let unknown = try await deployment.command("keys", "revoke", "00000000")
                #expect(unknown.ending != .exit(0))
                #expect(unknown.log.contains("keys list"))
                #expect(try await deployment.command("keys", "create", "").ending != .exit(0))
                #expect(try await deployment.command("keys", "list").log.contains("keys create"))
            }
        }

        @Test("beside a database that isn't there, only a key for a new service is made")
        func noDatabase() async throws {
            try await withDeployment(hasRedis: false) { deployment in
                for arguments in [["list"], ["revoke", "00000000"], ["rotate-sealing"]] {
                    let refused = try await deployment.command(["keys"] + arguments)
                    #expect(refused.ending != .exit(0))
                    #expect(refused.log.contains("name the service's"), "\(refused.log)")
                }
                #expect(try await deployment.command("keys", "create", "ann").ending == .exit(0))
                #expect(try await deployment.command("keys", "list").output.contains("ann"))
            }
        }

        @Test("the sealing key is changed under a running service: what waits still runs, under the new key alone")
        func rotation() async throws {
            try await withLakehouse { lakehouse in
                try await withDeployment { deployment in
                    let api = try await deployment.startAPI()
                    let request = Shop.request(
                        url: lakehouse.jdbcURL("user=svc"), queries: [(id: "q", text: Shop.byStatus)])
                    let before = try await api.submit(request)
                    let file = deployment.folder.appendingPathComponent("data/sealing.key")
                    let old = try String(contentsOf: file, encoding: .utf8)

                    let rotated = try await deployment.command("keys", "rotate-sealing")
                    #expect(rotated.ending == .exit(0), "\(rotated.log)")
                    #expect(rotated.log.contains("Secrets sealed anew: 1."))
                    let new = try String(contentsOf: file, encoding: .utf8)
                    #expect(new != old)
                    #expect(new.split(separator: "\n").count == 1)

                    let after = try await api.submit(request)
                    _ = try await deployment.startWorker()
                    for id in [before, after] { #expect(try await api.result(id)["status"] == "DONE") }
                }
            }
        }
    }
}
