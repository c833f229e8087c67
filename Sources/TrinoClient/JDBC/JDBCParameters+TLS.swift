import HTTPTransport

extension JDBCParameters {
    /// How TLS is to be done; nil where it isn't.
    func tls(usesTLS: Bool) throws -> TLSOptions? {
        guard usesTLS else {
            let needing: [JDBCParameter] = [
                .password, .accessToken, .sslVerification, .sslKeyStorePath, .sslKeyStorePassword, .sslKeyStoreType,
                .sslTrustStorePath, .sslTrustStorePassword, .sslTrustStoreType, .sslUseSystemTrustStore,
                .hostnameInCertificate,
            ]
            // defence: password-needs-tls
            if let parameter = needing.first(where: { self[$0] != nil }) {
                throw JDBCURLError(parameter, "it needs TLS: add SSL=true, or remove it.")
            }
            return nil
        }
        var options = TLSOptions()
        switch self[.sslVerification]?.uppercased() {
        case nil, "FULL": options.verification = .full
        case "CA": options.verification = .certificateOnly
        case "NONE": options.verification = .none
        default: throw JDBCURLError(.sslVerification, "it must be FULL, CA or NONE.")
        }
        if let name = self[.hostnameInCertificate] {
            guard options.verification == .full else {
                throw JDBCURLError(.hostnameInCertificate, "it needs SSLVerification=FULL.")
            }
            guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }) else {
                throw JDBCURLError(.hostnameInCertificate, "it is no host name.")
            }
            options.expectedHostname = name
        }
        options.trustedCertificates = try trustStore(options.verification)
        options.clientCertificate = try keyStore()
        return options
    }

    private func trustStore(_ verification: TLSOptions.Verification) throws -> TLSOptions.TrustedCertificates {
        let system = try flag(.sslUseSystemTrustStore) ?? false
        guard let path = self[.sslTrustStorePath] else {
            for parameter in [JDBCParameter.sslTrustStorePassword, .sslTrustStoreType] where self[parameter] != nil {
                throw JDBCURLError(parameter, "it needs SSLTrustStorePath.")
            }
            if system, verification == .none {
                throw JDBCURLError(.sslUseSystemTrustStore, "it has no use with SSLVerification=NONE.")
            }
            return .system
        }
        guard verification != .none else {
            throw JDBCURLError(.sslTrustStorePath, "it has no use with SSLVerification=NONE.")
        }
        guard !system else {
            throw JDBCURLError(.sslTrustStorePath, "give either it or SSLUseSystemTrustStore=true, not both.")
        }
        switch try format(path, .sslTrustStorePath, .sslTrustStoreType) {
        case .pem: return .file(path: path)
        case .pkcs12: return .pkcs12(path: path, password: secret(.sslTrustStorePassword))
        }
    }

    private func keyStore() throws -> TLSOptions.ClientCertificate? {
        guard let path = self[.sslKeyStorePath] else {
            for parameter in [JDBCParameter.sslKeyStorePassword, .sslKeyStoreType] where self[parameter] != nil {
                throw JDBCURLError(parameter, "it needs SSLKeyStorePath.")
            }
            return nil
        }
        let format = try format(path, .sslKeyStorePath, .sslKeyStoreType)
        return TLSOptions.ClientCertificate(path: path, format: format, password: secret(.sslKeyStorePassword))
    }

    /// From the type that is given, else from the file's name; PEM where neither tells.
    private func format(
        _ path: String, _ pathParameter: JDBCParameter, _ typeParameter: JDBCParameter
    ) throws -> TLSOptions.ClientCertificate.Format {
        let ending = path.split(separator: ".").last?.lowercased() ?? ""
        switch self[typeParameter]?.uppercased() {
        case "PEM": return .pem
        case "PKCS12": return .pkcs12
        case "JKS": throw Self.javaKeyStore(typeParameter)
        case nil:
            if ending == "jks" { throw Self.javaKeyStore(pathParameter) }
            return ["p12", "pfx", "pkcs12"].contains(ending) ? .pkcs12 : .pem
        default: throw JDBCURLError(typeParameter, "it must be PEM or PKCS12.")
        }
    }

    private static func javaKeyStore(_ parameter: JDBCParameter) -> JDBCURLError {
        JDBCURLError(
            parameter,
            "Java's own key stores (JKS) can't be read here. Convert it: keytool -importkeystore -srckeystore OLD.jks"
                + " -destkeystore NEW.p12 -deststoretype PKCS12, and name NEW.p12 with the type PKCS12.")
    }
}
