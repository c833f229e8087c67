import Foundation
import HTTPTransport
import TestSupport

/// `openssl s_server -www` on a free port, with a certificate of its own making.
final class TLSServer: Sendable {
    static let executable = "/usr/bin/openssl"
    static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: executable) }

    let certificate: String
    /// PKCS #12 with the certificate alone, password `changeit`.
    let trustStore: String
    /// PKCS #12 with certificate and key, password `changeit`.
    let keyStore: String
    /// PEM with certificate and key.
    let pemKeyStore: String
    var port: UInt16 { reservation.number }
    private let reservation: ReservedPort
    private let folder: URL
    private let process: Process

    struct Failure: Error {
        let reason: String
    }

    private init(reservation: ReservedPort, folder: URL, process: Process) {
        self.reservation = reservation
        self.folder = folder
        self.process = process
        certificate = folder.appendingPathComponent("certificate.pem").path
        trustStore = folder.appendingPathComponent("trust.p12").path
        keyStore = folder.appendingPathComponent("key.p12").path
        pemKeyStore = folder.appendingPathComponent("key-and-certificate.pem").path
    }

    static func start(name: String, wantsClientCertificate: Bool = false) async throws -> TLSServer {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await run(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)", "-keyout", "key.pem", "-out",
                "certificate.pem",
            ], in: folder)
        try await run(
            [
                "pkcs12", "-export", "-nokeys", "-in", "certificate.pem", "-out", "trust.p12", "-passout",
                "pass:changeit",
            ],
            in: folder)
        try await run(
            [
                "pkcs12", "-export", "-in", "certificate.pem", "-inkey", "key.pem", "-out", "key.p12", "-passout",
                "pass:changeit",
            ], in: folder)
        let parts = ["key.pem", "certificate.pem"].map { folder.appendingPathComponent($0) }
        try parts.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
            .write(to: folder.appendingPathComponent("key-and-certificate.pem"), atomically: true, encoding: .utf8)

        let reservation = try ReservedPort()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.currentDirectoryURL = folder
        process.arguments =
            [
                "s_server", "-accept", "127.0.0.1:\(reservation.number)", "-cert", "certificate.pem", "-key", "key.pem",
                "-www",
                "-quiet",
            ] + (wantsClientCertificate ? ["-Verify", "1", "-CAfile", "certificate.pem"] : [])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let server = TLSServer(reservation: reservation, folder: folder, process: process)
        try await server.waitUntilItListens()
        return server
    }

    func stop() {
        // Not SIGTERM: the process may have inherited a thread's signal mask that blocks it.
        kill(process.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }

    private func waitUntilItListens() async throws {
        let client = try HTTPClient(HTTPClientConfiguration(tls: TLSOptions(verification: .none)))
        for _ in 0..<500 {
            let request = try HTTPRequest(.get, HTTPURL("https://localhost:\(port)/"))
            let error = await failure { try await client.send(request) }
            if case .connectionRefused = error {
                try await Task.sleep(for: .milliseconds(20))
            } else {
                return
            }
        }
        throw Failure(reason: "openssl s_server didn't start")
    }

    private static func run(_ arguments: [String], in folder: URL) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.currentDirectoryURL = folder
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let status = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                continuation.resume(throwing: error)
            }
        }
        guard status == 0 else { throw Failure(reason: "openssl \(arguments[0]) failed") }
    }
}
