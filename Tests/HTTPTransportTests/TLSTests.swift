import Foundation
import HTTPTransport
import TestSupport
import Testing

/// Against `openssl s_server`, with certificates that are made on the spot.
@Suite(.enabled(if: TLSServer.isAvailable, "openssl is missing: apt-get install openssl"))
struct TLSTests {
    @Test func aCertificateThatNobodyVouchesForIsRefused() async throws {
        let server = try await TLSServer.start(name: "localhost")
        defer { server.stop() }
        #expect(isTLSFailure(await attempt(server, TLSOptions())))
    }

    @Test func aTrustedCertificateIsAccepted() async throws {
        let server = try await TLSServer.start(name: "localhost")
        defer { server.stop() }
        let pem = try String(contentsOfFile: server.certificate, encoding: .utf8)
        for trusted in [
            TLSOptions.TrustedCertificates.file(path: server.certificate), .pem(pem),
            .pkcs12(path: server.trustStore, password: Credential("changeit")),
        ] {
            #expect(await attempt(server, TLSOptions(trustedCertificates: trusted)) == nil)
        }
    }

    @Test func theNameInTheCertificateCountsUnlessToldOtherwise() async throws {
        let server = try await TLSServer.start(name: "trino.example")
        defer { server.stop() }
        let trusted = TLSOptions.TrustedCertificates.file(path: server.certificate)
        #expect(isTLSFailure(await attempt(server, TLSOptions(trustedCertificates: trusted))))
        #expect(
            await attempt(server, TLSOptions(verification: .certificateOnly, trustedCertificates: trusted)) == nil)
        #expect(await attempt(server, TLSOptions(verification: .none)) == nil)
        #expect(
            await attempt(server, TLSOptions(trustedCertificates: trusted, expectedHostname: "trino.example")) == nil)
        #expect(
            isTLSFailure(
                await attempt(server, TLSOptions(trustedCertificates: trusted, expectedHostname: "other.example"))))
    }

    @Test func certificatesOfOurOwnAreShown() async throws {
        let server = try await TLSServer.start(name: "localhost", wantsClientCertificate: true)
        defer { server.stop() }
        var options = TLSOptions(trustedCertificates: .file(path: server.certificate))
        #expect(await attempt(server, options) != nil)
        options.clientCertificate = .init(path: server.keyStore, format: .pkcs12, password: Credential("changeit"))
        #expect(await attempt(server, options) == nil)
        options.clientCertificate = .init(path: server.pemKeyStore, format: .pem)
        #expect(await attempt(server, options) == nil)
    }

    @Test func storesThatCanNotBeReadAreConfigurationErrors() async throws {
        let server = try await TLSServer.start(name: "localhost")
        defer { server.stop() }
        for trusted in [
            TLSOptions.TrustedCertificates.pkcs12(path: "/nonexistent.p12", password: nil),
            .pkcs12(path: server.certificate, password: nil),
            .pkcs12(path: server.trustStore, password: Credential("wrong-password")),
        ] {
            let error = await attempt(server, TLSOptions(trustedCertificates: trusted))
            guard case .invalidConfiguration(let reason) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(!reason.contains("wrong-password"))
        }
        guard
            case .invalidConfiguration = await attempt(
                server, TLSOptions(trustedCertificates: .file(path: "/nonexistent")))
        else {
            Issue.record("a missing file was accepted")
            return
        }
    }

    private func attempt(_ server: TLSServer, _ tls: TLSOptions) async -> HTTPTransportError? {
        await failure {
            let client = try HTTPClient(HTTPClientConfiguration(tls: tls))
            return try await client.send(HTTPRequest(.get, HTTPURL("https://localhost:\(server.port)/")))
        }
    }

    private func isTLSFailure(_ error: HTTPTransportError?) -> Bool {
        if case .tls = error { true } else { false }
    }
}
