import Crypto
import Foundation

/// The SHA-256 of an API key: all that a server ever keeps of one.
///
/// A plain digest serves here, since a key is 256 random bits and can't be guessed from a list as a password can.
/// Comparison takes the same time wherever two digests differ.
public struct KeyDigest: Sendable, CustomStringConvertible {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// The digest of a key.
    public init(of key: String) {
        var key = key
        self.init(words: key.withUTF8 { SHA256.hash(data: UnsafeRawBufferPointer($0)) })
    }

    /// A digest from its 32 bytes; nil for another number of them.
    public init?(bytes: Data) {
        guard bytes.count == SHA256.byteCount else { return nil }
        self.init(words: bytes)
    }

    /// A digest from 64 hexadecimal digits, in upper or lower case; nil for anything else.
    public init?(hexadecimal: String) {
        let digits = hexadecimal.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map { UInt8($0) } }
        guard digits.count == 2 * SHA256.byteCount, hexadecimal.utf8.count == digits.count else { return nil }
        self.init(words: stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }

    private init(words bytes: some Sequence<UInt8>) {
        var words: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in bytes.enumerated() {
            words[index / 8] = words[index / 8] << 8 | UInt64(byte)
        }
        self.words = (words[0], words[1], words[2], words[3])
    }

    /// The digest's 32 bytes.
    public var bytes: Data {
        Data(
            [words.0, words.1, words.2, words.3].flatMap { word in
                (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
            })
    }

    /// The first eight hexadecimal digits: enough to tell keys apart in a log, no use to a thief.
    public var fingerprint: String { String(hexadecimal.prefix(8)) }

    /// Whose tasks a request with this key may see. Half the digest, so that two keys never share a tenant.
    public var tenant: Tenant { Tenant(rawValue: "key-" + hexadecimal.prefix(32)) }

    private var hexadecimal: String {
        [words.0, words.1, words.2, words.3].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// The fingerprint alone.
    public var description: String { fingerprint }

    /// Whether both are the same, found in a time that doesn't depend on where they differ.
    public func matches(_ other: KeyDigest) -> Bool {
        let difference =
            (words.0 ^ other.words.0) | (words.1 ^ other.words.1) | (words.2 ^ other.words.2)
            | (words.3 ^ other.words.3)
        return difference == 0
    }
}
