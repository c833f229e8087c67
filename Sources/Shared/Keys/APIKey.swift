import Foundation

/// A new API key, in the one moment in which it can be shown: afterwards only its ``KeyDigest`` is known.
public struct APIKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// `lkw_` and 256 random bits in URL-safe base64. The prefix lets scanners for leaked secrets know it.
    public let text: String

    /// A fresh key from the system's random numbers.
    public init() {
        var generator = SystemRandomNumberGenerator()
        let bytes = Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        let encoded = bytes.base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        text = "lkw_" + encoded
    }

    public var digest: KeyDigest { KeyDigest(of: text) }

    /// Never the key.
    public var description: String { "API key \(digest.fingerprint)" }

    public var customMirror: Mirror { Mirror(self, children: ["fingerprint": digest.fingerprint]) }
}
