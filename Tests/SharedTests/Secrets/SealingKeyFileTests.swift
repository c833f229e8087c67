import Foundation
import Shared
import Testing

@Suite struct SealingKeyFileTests {
    private func mode(of path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test func theFirstStartMakesAKeyThatLaterOnesFind() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("made/sealing.key")
        let id = TaskID()
        let sealed = try SealingKeySource.file(path).sealer().seal("secret", for: id)
        #expect(try SealingKeySource.file(path).sealer().open(sealed, for: id) == "secret")
        #expect(try mode(of: path) == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("made")) == ["sealing.key"])
    }

    @Test func manyThatStartAtOnceHaveOneKey() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("sealing.key")
        let id = TaskID()
        let sealed = try await withThrowingTaskGroup(of: SealedSecret.self) { group in
            for _ in 0..<32 { group.addTask { try SealingKeySource.file(path).sealer().seal("secret", for: id) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let sealer = try SealingKeySource.file(path).sealer()
        for secret in sealed { #expect(try sealer.open(secret, for: id) == "secret") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["sealing.key"])
    }

    @Test func aKeyThatOthersCanReadIsRefusedWithWhatToDo() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("sealing.key")
        _ = try SealingKeySource.file(path).sealer()
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect {
            try SealingKeySource.file(path).sealer()
        } throws: { error in
            "\(error)".contains("chmod 600") && "\(error)".contains(path)
        }
    }

    @Test(arguments: ["", "not base64!", "c2hvcnQ="])
    func aFileWithoutAKeyIsRefusedAndLeftAsItIs(text: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("sealing.key")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(throws: SealingError.self) { try SealingKeySource.file(path).sealer() }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test func aKeyCanBeGiven() throws {
        let text = Data(repeating: 7, count: 32).base64EncodedString()
        let id = TaskID()
        let sealed = try SealingKeySource(base64: text).sealer().seal("secret", for: id)
        #expect(try SealingKeySource(base64: text + "\n").sealer().open(sealed, for: id) == "secret")
    }
}
