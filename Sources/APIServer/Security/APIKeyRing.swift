import Crypto
import Foundation

/// The API keys that the server accepts, held as SHA-256 digests: the keys themselves are nowhere on the server.
///
/// A plain digest serves here, since a key is 256 random bits and can't be guessed from a list as a password can.
struct APIKeyRing: Sendable {
    /// Why a list of keys can't be used.
    struct Malformed: Error, CustomStringConvertible {
        let description: String
    }

    private let digests: [[UInt8]]

    /// Whether there is no key at all, so that requests are taken from anybody.
    var isEmpty: Bool { digests.isEmpty }

    /// A ring from digests in hexadecimal, 64 digits each.
    ///
    /// - Throws: ``Malformed``, naming the entry by its place and never by its text: somebody may have put the key
    ///   itself there.
    init(hexDigests: [String]) throws {
        digests = try hexDigests.enumerated().map { index, text in
            guard let digest = Self.bytes(hex: text), digest.count == SHA256.byteCount else {
                throw Malformed(
                    description: "API key \(index + 1) is not a SHA-256 digest in hexadecimal (64 digits). "
                        + "Make one with: printf %s \"$KEY\" | sha256sum")
            }
            return digest
        }
    }

    /// The digests in a list, separated by commas, blanks or line ends. `#` starts a comment that runs to the line's end.
    static func entries(in text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).flatMap { line in
            line.prefix { $0 != "#" }.split { $0 == "," || $0.isWhitespace }.map(String.init)
        }
    }

    /// Who a key belongs to, or nil for a key that isn't on the ring.
    ///
    /// Compares against every key, each in constant time, so that the time taken tells nothing.
    func principal(forKey key: String) -> Principal? {
        let presented = Array(SHA256.hash(data: Data(key.utf8)))
        var found = false
        for digest in digests {
            var difference: UInt8 = 0
            for (one, other) in zip(digest, presented) {
                difference |= one ^ other
            }
            found = (difference == 0) || found
        }
        return found ? Principal(fingerprint: Self.hex(presented.prefix(4))) : nil
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private static func bytes(hex: String) -> [UInt8]? {
        let digits = hex.utf8.map { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
            default: nil
            }
        }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
