import Crypto
import Foundation

/// Where the sealing key comes from.
public enum SealingKeySource: Sendable, CustomStringConvertible, CustomReflectable {
    /// A file that is made on first use.
    case file(String)
    /// Given from outside.
    case key(SymmetricKey)

    /// Never the key.
    public var description: String {
        switch self {
        case .file(let path): "the key file \(path)"
        case .key: "a given key"
        }
    }

    public var customMirror: Mirror { Mirror(self, children: ["source": description]) }

    /// A key as it stands in the environment: 32 bytes in base64.
    ///
    /// - Throws: ``SealingError/badKey(_:)``.
    public init(base64 text: String) throws {
        guard let bytes = Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw SealingError.badKey("is not base64; make a key with: openssl rand -base64 32")
        }
        guard bytes.count == 32 else {
            throw SealingError.badKey("has \(bytes.count) bytes; expected 32, as from: openssl rand -base64 32")
        }
        self = .key(SymmetricKey(data: bytes))
    }

    /// Reads the key, making the file where there is none.
    ///
    /// - Throws: ``SealingError``.
    public func sealer() throws -> SecretSealer {
        switch self {
        case .key(let key): SecretSealer(key: key)
        case .file(let path): SecretSealer(key: try SealingKeyFile(path: path).loadOrCreate())
        }
    }
}
