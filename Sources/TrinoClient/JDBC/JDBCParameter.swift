/// The parameters of Trino's JDBC driver, by their exact names.
///
/// Source: Trino's documentation, "JDBC driver", parameter reference.
enum JDBCParameter: String, CaseIterable {
    case user, password, sessionUser, accessToken
    case socksProxy, httpProxy
    case clientInfo, clientTags, path, traceToken, source, applicationNamePrefix
    case ssl = "SSL"
    case sslVerification = "SSLVerification"
    case sslKeyStorePath = "SSLKeyStorePath"
    case sslKeyStorePassword = "SSLKeyStorePassword"
    case sslKeyStoreType = "SSLKeyStoreType"
    case sslUseSystemKeyStore = "SSLUseSystemKeyStore"
    case sslTrustStorePath = "SSLTrustStorePath"
    case sslTrustStorePassword = "SSLTrustStorePassword"
    case sslTrustStoreType = "SSLTrustStoreType"
    case sslUseSystemTrustStore = "SSLUseSystemTrustStore"
    case hostnameInCertificate
    case kerberosRemoteServiceName = "KerberosRemoteServiceName"
    case kerberosPrincipal = "KerberosPrincipal"
    case kerberosUseCanonicalHostname = "KerberosUseCanonicalHostname"
    case kerberosServicePrincipalPattern = "KerberosServicePrincipalPattern"
    case kerberosConfigPath = "KerberosConfigPath"
    case kerberosKeytabPath = "KerberosKeytabPath"
    case kerberosCredentialCachePath = "KerberosCredentialCachePath"
    case kerberosDelegation = "KerberosDelegation"
    case kerberosConstrainedDelegation = "KerberosConstrainedDelegation"
    case extraCredentials, roles, sessionProperties, extraHeaders, resourceEstimates
    case externalAuthentication, externalAuthenticationTimeout, externalAuthenticationTokenCache
    case externalAuthenticationRedirectHandlers
    case disableCompression, disallowLocalRedirect
    case assumeLiteralNamesInMetadataCallsForNonConformingClients
    case assumeLiteralUnderscoreInMetadataCallsForNonConformingClients
    case assumeNullCatalogMeansCurrentCatalog
    case timezone, locale, explicitPrepare, encoding, validateConnection, timeout
    case dnsResolver, dnsResolverContext, httpLoggingLevel

    /// Whether the value must never be shown.
    var isSecret: Bool {
        switch self {
        case .password, .accessToken, .sslKeyStorePassword, .sslTrustStorePassword, .extraCredentials, .extraHeaders:
            true
        default: false
        }
    }

    /// Whether the value names a file on the machine that connects.
    var namesFile: Bool {
        switch self {
        case .sslKeyStorePath, .sslTrustStorePath, .kerberosConfigPath, .kerberosKeytabPath,
            .kerberosCredentialCachePath:
            true
        default: false
        }
    }

    var namesProxy: Bool { self == .socksProxy || self == .httpProxy }

    /// Why the parameter can't be used with this client, and what to use in its place; nil where it can.
    var unsupported: String? {
        switch self {
        case .kerberosRemoteServiceName, .kerberosPrincipal, .kerberosUseCanonicalHostname,
            .kerberosServicePrincipalPattern, .kerberosConfigPath, .kerberosKeytabPath, .kerberosCredentialCachePath,
            .kerberosDelegation, .kerberosConstrainedDelegation:
            "Kerberos is not supported. Use user and password, accessToken, or a client certificate."
        case .externalAuthentication, .externalAuthenticationTimeout, .externalAuthenticationTokenCache,
            .externalAuthenticationRedirectHandlers, .disallowLocalRedirect:
            "Authentication in a browser is not supported, as nobody sits before this service. Use accessToken."
        case .socksProxy: "SOCKS proxies are not supported. Use httpProxy."
        case .sslUseSystemKeyStore:
            "The system's key store is not supported. Use SSLKeyStorePath with a PEM or PKCS12 file."
        case .dnsResolver, .dnsResolverContext: "Java classes can't be loaded here. Remove it."
        case .encoding: "The spooling protocol is not supported. Remove it; results then come directly."
        default: nil
        }
    }
}
