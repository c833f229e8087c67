import Crypto
import Foundation
import Shared
import TestSupport
import Testing

extension SystemTests {
    @Suite("secrets stay where they belong", .enabled(if: Certificate.canBeMade, "openssl is not installed"))
    struct SecrecyTests {
        private static let password = "canary-password-5301"
        private static let wrongPassword = "canary-mistyped-5302"
        private static let credential = "canary-credential-5303"
        private static let header = "canary-header-5304"
        private static let key = "canary-model-key-5305"
        private static let clientKey = "canary-client-key-5306"

        /// The canaries of the JDBC URLs, also as HTTP's Basic authentication writes them.
        private static var ofTheURL: [String] {
            let plain = [password, wrongPassword, credential, header]
            let encoded = [password, wrongPassword].map { Data("svc:\($0)".utf8).base64EncodedString() }
            return plain + encoded
        }

        private static func parameters(_ password: String) -> String {
            "user=svc&password=\(password)&SSL=true&SSLVerification=NONE"
                + "&extraCredentials=token:\(credential)&extraHeaders=X-Lab-Token:\(header)"
        }

        @Test("no password, token or key is in Redis, the database, a log, an answer or a prompt")
        func canaries() async throws {
            let folder = try Deployment.temporaryFolder()
            defer { try? FileManager.default.removeItem(at: folder) }
            let warehouse = folder.appendingPathComponent("warehouse")
            try await Lakehouse.start(warehouse: warehouse).stop()
            let certificate = try await Certificate(in: folder)
            var options = DevelopmentTrino.Options()
            options.furtherArguments = ["--warehouse", warehouse.path]
            options.users = [(name: "svc", password: Self.password)]
            options.tls = (certificate: certificate.certificate, key: certificate.key)
            let model = try ScriptedModel(proposing: [(id: "q", query: "SELECT 1")])
            defer { model.stop() }
            var settings = model.settings(key: Self.key)
            settings["LAKEWRIGHT_LOG_LEVEL"] = "trace"
            settings["LAKEWRIGHT_AUDIT_LOG"] = folder.appendingPathComponent("audit.log").path
            settings["LAKEWRIGHT_ALLOWED_NETWORKS"] = "127.0.0.0/8, ::1"
            settings["LAKEWRIGHT_API_KEYS"] = SHA256.hash(data: Data(Self.clientKey.utf8))
                .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()

            let trino = try await DevelopmentTrino.start(options)
            defer { trino.stop() }
            let address = "jdbc:trino://\(trino.hostAndPort)/iceberg"
            try await withDeployment(settings) { deployment in
                let redis = try #require(deployment.redis)
                let monitor = try redis.monitor()
                defer { monitor.stop() }
                let api = try await deployment.startAPI(key: Self.clientKey)
                let right = try await api.submit(
                    request("\(address)?\(Self.parameters(Self.password))"), headers: ["Idempotency-Key": "once"])
                let wrong = try await api.submit(request("\(address)?\(Self.parameters(Self.wrongPassword))"))
                // Refused at once: a password without TLS.
                let refused = try await api.send(
                    "POST", "/new",
                    body: request("jdbc:trino://\(trino.hostAndPort)?user=svc&password=\(Self.password)"))
                #expect(refused.status == 422)
                let waiting = try deployment.storedBytes()
                let keys = try await redis.say("KEYS *", "LRANGE lakewright:tasks 0 -1")

                let worker = try await deployment.startWorker()
                #expect(try await api.result(right)["status"] == "DONE")
                let failed = try await api.result(wrong)
                #expect(failed["status"] == "FAILED")
                #expect(failed["result"]?["error"]?["message"]?.stringValue?.isEmpty == false)
                _ = try await api.send("GET", "/status?task_id=\(wrong)")
                _ = try await api.with(key: "\(Self.clientKey)x").send("GET", "/status?task_id=\(wrong)")
                _ = try await api.send("GET", "/tasks")

                // What is no secret is found, so that not finding the rest means something.
                #expect(monitor.text.contains(right))
                #expect(worker.log.contains(right))
                #expect(worker.log.contains("trace") || worker.log.contains("debug"))
                #expect(waiting.values.contains { $0.firstRange(of: Data(Shop.byStatus.utf8)) != nil })
                #expect(model.requests.count == 1)
                #expect(model.requests.first?.text.contains("sum(price)") == true)
                #expect(model.requests.first?["Authorization"] == "Bearer \(Self.key)")

                let later = try deployment.storedBytes()
                let afterwards = try await redis.say("KEYS *")
                let audit = try String(contentsOf: folder.appendingPathComponent("audit.log"), encoding: .utf8)
                #expect(audit.contains(right))
                let told =
                    await deployment.logs() + [audit] + api.answers + [monitor.text, keys, afterwards]
                    + model.requests.map { "\($0.headers.filter { $0.name != "Authorization" }) \($0.text)" }
                for canary in Self.ofTheURL + [Self.key, Self.clientKey] {
                    #expect(told.allSatisfy { !$0.contains(canary) }, "\(canary) was told")
                    for (name, bytes) in waiting.merging(later, uniquingKeysWith: { $0 + $1 }) {
                        #expect(bytes.firstRange(of: Data(canary.utf8)) == nil, "\(canary) is in \(name)")
                    }
                }
                for canary in Self.ofTheURL {
                    #expect(model.requests.allSatisfy { !"\($0.headers)".contains(canary) })
                }
            }
        }

        private func request(_ url: String) -> JSONValue {
            Shop.request(url: url, queries: [(id: "q", text: Shop.byStatus)])
        }
    }
}
