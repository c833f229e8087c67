import Foundation
import Shared
import TestSupport
import Testing

extension SystemTests {
    @Suite("the processes themselves")
    struct HardeningTests {
        @Test("write no core dumps", .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/limits")))
        func coreDumps() async throws {
            try await withDeployment { deployment in
                let api = try await deployment.startAPI()
                let worker = try await deployment.startWorker()
                for process in [api.process, worker] {
                    let limits = try String(contentsOfFile: "/proc/\(process.processID)/limits", encoding: .utf8)
                    let line = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
                    #expect(line?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
                }
            }
        }

        @Test(
            "speak TLS where a certificate is configured, and tell browsers to stay with it",
            .enabled(if: Certificate.canBeMade, "openssl is not installed"))
        func tls() async throws {
            let folder = try Deployment.temporaryFolder()
            defer { try? FileManager.default.removeItem(at: folder) }
            let certificate = try await Certificate(in: folder)
            let settings = [
                "LAKEWRIGHT_TLS_CERTIFICATE": certificate.certificate, "LAKEWRIGHT_TLS_KEY": certificate.key,
            ]
            try await withDeployment(hasRedis: false, settings) { deployment in
                let api = try await deployment.startAPI()
                let answer = try await curl(
                    "--cacert", certificate.certificate, "-i", "https://localhost:\(api.port)/healthz")
                #expect(answer.contains("200 OK"), "\(answer)")
                #expect(answer.lowercased().contains("strict-transport-security: max-age=31536000"))
                #expect(answer.contains(#"{"status":"ok"}"#))
                // curl itself wouldn't speak the older releases at its usual level of security.
                let old = try await curl(
                    "-k", "--tlsv1.0", "--tls-max", "1.1", "--ciphers", "DEFAULT:@SECLEVEL=0",
                    "https://localhost:\(api.port)/healthz")
                #expect(!old.contains("ok"))
                let plain = try await curl("http://localhost:\(api.port)/healthz")
                #expect(!plain.contains("ok"))
            }
        }

        private func curl(_ arguments: String...) async throws -> String {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
            process.arguments = ["-sS", "--max-time", "20"] + arguments
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = FileHandle.nullDevice
            try process.run()
            while process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
            return String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        }
    }
}
