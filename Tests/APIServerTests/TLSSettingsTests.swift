import Foundation
import Testing

@testable import APIServer

@Suite("TLS")
struct TLSSettingsTests {
    @Test("certificate and key come together", arguments: ["LAKEWRIGHT_TLS_CERTIFICATE", "LAKEWRIGHT_TLS_KEY"])
    func together(variable: String) {
        let error = #expect(throws: APISettings.Unusable.self) {
            try APISettings.read(environment: [variable: "/x.pem"])
        }
        #expect(error?.description.contains("is missing") == true)
    }

    @Test("files that can't be used stop the server, and say what they must be")
    func unusable() throws {
        var service = try TestService()
        service.settings.tls = TLSFiles(certificate: "/no/such.pem", key: "/no/such.key")
        let error = #expect(throws: TLSFiles.Unusable.self) { _ = try service.application() }
        #expect(error?.description.contains("PEM") == true)
    }
}
