import Crypto
import Foundation
import Shared
import Testing

@Suite struct SecretSealerTests {
    private let sealer = SecretSealer(key: SymmetricKey(size: .bits256))
    private let secret = "jdbc:trino://h/c?password=hunter2"

    @Test func whatWasSealedOpensForItsTask() throws {
        let id = TaskID()
        #expect(try sealer.open(sealer.seal(secret, for: id), for: id) == secret)
    }

    @Test func itDoesNotOpenForAnotherTaskNorWithAnotherKeyNorWhenChanged() throws {
        let id = TaskID()
        let sealed = try sealer.seal(secret, for: id)
        var changed = sealed.bytes
        changed[changed.count - 1] ^= 1
        #expect(throws: SealingError.cannotOpen) { try sealer.open(sealed, for: TaskID()) }
        #expect(throws: SealingError.cannotOpen) {
            try SecretSealer(key: SymmetricKey(size: .bits256)).open(sealed, for: id)
        }
        #expect(throws: SealingError.cannotOpen) { try sealer.open(SealedSecret(bytes: changed), for: id) }
        #expect(throws: SealingError.cannotOpen) { try sealer.open(SealedSecret(bytes: Data()), for: id) }
    }

    @Test func sealedBytesHoldNothingOfTheSecretAndAreNeverTheSame() throws {
        let id = TaskID()
        let sealed = try sealer.seal(secret, for: id)
        #expect(sealed.bytes.range(of: Data("hunter2".utf8)) == nil)
        #expect(try sealer.seal(secret, for: id) != sealed)
    }
}
