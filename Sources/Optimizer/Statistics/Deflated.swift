import CZlib

/// How well bytes compress: their length after deflate (RFC 1951), which is near enough to the codecs of columnar files.
enum Deflated {
    /// - Parameter level: 1 is the fastest, 9 the smallest.
    static func size(of bytes: [UInt8], level: Int32 = 6) -> Int {
        guard !bytes.isEmpty else { return 0 }
        var length = compressBound(uLong(bytes.count))
        var out = [UInt8](repeating: 0, count: Int(length))
        let code = compress2(&out, &length, bytes, uLong(bytes.count), level)
        return code == Z_OK ? Int(length) : bytes.count
    }
}
