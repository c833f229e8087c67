/// Whom to trust over `https`, and how to prove who we are.
public struct TLSOptions: Sendable, Hashable {
    public enum Verification: Sendable, Hashable {
        /// The certificate is trusted and names the host.
        case full
        /// The certificate is trusted; the name in it isn't looked at.
        case certificateOnly
        /// Nothing is checked: anyone in between can read and change everything.
        case none
    }

    public enum TrustedCertificates: Sendable, Hashable {
        /// Those of the operating system.
        case system
        /// Those in a PEM file, and no others.
        case file(path: String)
        /// Those in this PEM text, and no others.
        case pem(String)
        /// Those in a PKCS #12 file, and no others. Read when the client is made.
        case pkcs12(path: String, password: Credential?)
    }

    /// A certificate of our own with its private key, in one file.
    public struct ClientCertificate: Sendable, Hashable {
        public enum Format: String, Sendable {
            case pem = "PEM"
            case pkcs12 = "P12"
        }

        public var path: String
        public var format: Format
        public var password: Credential?

        public init(path: String, format: Format, password: Credential? = nil) {
            self.path = path
            self.format = format
            self.password = password
        }
    }

    public var verification: Verification
    public var trustedCertificates: TrustedCertificates
    public var clientCertificate: ClientCertificate?
    /// The name that the certificate must bear where it isn't the host's; it is also what SNI asks for.
    public var expectedHostname: String?

    public init(
        verification: Verification = .full, trustedCertificates: TrustedCertificates = .system,
        clientCertificate: ClientCertificate? = nil, expectedHostname: String? = nil
    ) {
        self.verification = verification
        self.trustedCertificates = trustedCertificates
        self.clientCertificate = clientCertificate
        self.expectedHostname = expectedHostname
    }
}
