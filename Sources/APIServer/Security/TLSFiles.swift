import NIOSSL

/// The server's certificate and key, for TLS.
struct TLSFiles: Sendable, Equatable {
    /// Why they can't be used.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    /// A PEM file: the server's certificate first, then its chain.
    var certificate: String
    /// A PEM file.
    var key: String

    /// Reads both files. TLS 1.2 is the least that is spoken.
    ///
    /// - Throws: ``Unusable``.
    func configuration() throws -> TLSConfiguration {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate)
            guard !chain.isEmpty else { throw Unusable(description: "") }
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
            // defence: tls-version
            configuration.minimumTLSVersion = .tlsv12
            // Says at once that the two don't belong together, and not at the first connection.
            _ = try NIOSSLContext(configuration: configuration)
            return configuration
        } catch {
            throw Unusable(
                description: "The TLS certificate \(certificate) and key \(key) can't be used. Both must be PEM files "
                    + "that this user can read, and the key that of the file's first certificate.")
        }
    }
}
