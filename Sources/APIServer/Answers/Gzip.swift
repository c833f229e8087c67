import CZlib
import Dispatch
import Foundation
import HTTPTypes

/// Compresses answers (RFC 1952).
enum Gzip {
    /// Below this many bytes compression saves less than it costs.
    static let threshold = 4096

    /// Whether a client takes gzip: named in `Accept-Encoding`, or `*`, with a weight above 0.
    static func isAccepted(by headers: HTTPFields) -> Bool {
        var fallback = false
        for part in headers[values: .acceptEncoding].joined(separator: ",").split(separator: ",") {
            let pieces = part.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard let coding = pieces.first else { continue }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if coding == "gzip" || coding == "x-gzip" { return weight > 0 }
            if coding == "*" { fallback = weight > 0 }
        }
        return fallback
    }

    /// The bytes as a gzip member, made on a thread that may be busy for long; nil where zlib can't.
    static func compress(_ data: Data) async -> Data? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: compressed(data)) }
        }
    }

    static func compressed(_ data: Data) -> Data? {
        guard !data.isEmpty, data.count < Int(UInt32.max) / 2 else { return nil }
        let capacity = Int(lakewright_gzip_bound(UInt(data.count)))
        var out = Data(count: capacity)
        let written = out.withUnsafeMutableBytes { target in
            data.withUnsafeBytes { source in
                lakewright_gzip(source.baseAddress, UInt(source.count), target.baseAddress, UInt(target.count))
            }
        }
        return written == 0 ? nil : out.prefix(Int(written))
    }
}
