import Foundation
import Testing

@testable import APIServer

@Suite("settings of the API")
struct SettingsTests {
    @Test("without any the server has no keys and the usual limits")
    func defaults() throws {
        let settings = try APISettings.read(environment: [:])
        #expect(!settings.keys.isRequired)
        #expect(!settings.allowInsecureBind)
        #expect(settings.limits == SubmissionLimits())
    }

    @Test("limits and the insecure address are read from the environment")
    func values() throws {
        let settings = try APISettings.read(environment: [
            "LAKEWRIGHT_MAX_STATEMENTS": "1", "LAKEWRIGHT_MAX_QUERIES": "2", "LAKEWRIGHT_MAX_QUERY_CHARACTERS": "3",
            "LAKEWRIGHT_MAX_JSON_DEPTH": "4", "LAKEWRIGHT_ALLOW_INSECURE_BIND": "true", "MAX_QUERIES": "9",
        ])
        #expect(settings.limits == SubmissionLimits(statements: 1, queries: 2, characters: 3, nesting: 4))
        #expect(settings.allowInsecureBind)
    }

    @Test(
        "a value that can't be used is an error that names its variable",
        arguments: [
            ("LAKEWRIGHT_MAX_QUERIES", "many"), ("LAKEWRIGHT_MAX_QUERIES", "0"), ("LAKEWRIGHT_MAX_STATEMENTS", "-1"),
            ("LAKEWRIGHT_MAX_JSON_DEPTH", "100000"), ("LAKEWRIGHT_ALLOW_INSECURE_BIND", "perhaps"),
            ("LAKEWRIGHT_API_KEYS", " , "), ("LAKEWRIGHT_API_KEYS_FILE", "/no/such/file"),
        ])
    func unusable(variable: String, value: String) throws {
        let error = #expect(throws: APISettings.Unusable.self) {
            try APISettings.read(environment: [variable: value])
        }
        #expect(error?.description.contains(variable) == true)
    }

    @Test("keys come from the environment and from a file together; comments are passed over")
    func keys() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let text = "# the team's\n\(TestService.digest("from file"))  # until May\n\n"
        try text.write(to: file, atomically: true, encoding: .utf8)
        let settings = try APISettings.read(environment: [
            "LAKEWRIGHT_API_KEYS": "\(TestService.digest("one").uppercased()), \(TestService.digest("two"))",
            "LAKEWRIGHT_API_KEYS_FILE": file.path,
        ])
        for key in ["one", "two", "from file"] {
            #expect(settings.keys.principal(forKey: key) != nil)
        }
        #expect(settings.keys.principal(forKey: "three") == nil)
    }

    @Test("a file without a key doesn't open the server to everybody")
    func emptyFile() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try "# none yet\n".write(to: file, atomically: true, encoding: .utf8)
        #expect(throws: APISettings.Unusable.self) {
            try APISettings.read(environment: ["LAKEWRIGHT_API_KEYS_FILE": file.path])
        }
    }
}
