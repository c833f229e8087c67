import Crypto
import Foundation

/// Where the sealing keys come from.
public enum SealingKeySource: Sendable, CustomStringConvertible, CustomReflectable {
    /// A file that is made on first use.
    case file(String)
    /// Given from outside: the first seals, all open.
    case keys([SymmetricKey])

    /// Never the key.
    public var description: String {
        switch self {
        case .file(let path): "the key file \(path)"
        case .keys: "given keys"
        }
    }

    public var customMirror: Mirror { Mirror(self, children: ["source": description]) }

    /// Keys as they stand in the environment: 32 bytes in base64 each, separated by commas, the newest first.
    ///
    /// - Throws: ``SealingError/badKey(_:)``.
    public init(base64 text: String) throws {
        let entries = text.split(separator: ",", omittingEmptySubsequences: false)
        self = .keys(
            try entries.map { entry in
                let text = entry.trimmingCharacters(in: .whitespacesAndNewlines)
                guard let bytes = Data(base64Encoded: text) else {
                    throw SealingError.badKey("is not base64; make a key with: openssl rand -base64 32")
                }
                guard bytes.count == 32 else {
                    throw SealingError.badKey(
                        "has \(bytes.count) bytes; expected 32, as from: openssl rand -base64 32")
                }
                return SymmetricKey(data: bytes)
            })
    }

    /// Reads the keys, making the file where there is none.
    ///
    /// - Throws: ``SealingError``.
    public func sealer() throws -> SecretSealer {
        switch self {
        case .keys(let keys): SecretSealer(ring: SealingKeyRing(keys: keys))
        case .file(let path): SecretSealer(ring: try SealingKeyRing(file: SealingKeyFile(path: path)))
        }
    }
}
