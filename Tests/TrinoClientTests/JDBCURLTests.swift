import HTTPTransport
import Testing

@testable import TrinoClient

@Suite struct JDBCURLTests {
    private static func url(_ text: String, _ policy: TrinoJDBCURL.Policy = .local) throws -> TrinoJDBCURL {
        try TrinoJDBCURL(parsing: text, policy: policy)
    }

    @Test(
        arguments: [
            ("jdbc:trino://h", "http://h:80/", nil, nil), ("jdbc:trino://h:8080", "http://h:8080/", nil, nil),
            ("jdbc:trino://h/", "http://h:80/", nil, nil), ("jdbc:trino://h:443", "https://h:443/", nil, nil),
            ("jdbc:trino://h:443?SSL=false", "http://h:443/", nil, nil),
            ("jdbc:trino://h?SSL=true", "https://h:443/", nil, nil),
            ("jdbc:trino://h:8443/c?SSL=true", "https://h:8443/", "c", nil),
            ("jdbc:trino://h:8080/c/s", "http://h:8080/", "c", "s"), ("jdbc:trino://h/c/s/", "http://h:80/", "c", "s"),
            ("jdbc:trino://h/a%20b/%C3%BC", "http://h:80/", "a b", "ü"),
            ("jdbc:trino://[::1]:80/c", "http://[::1]:80/", "c", nil),
            ("jdbc:presto://H.example", "http://h.example:80/", nil, nil),
            ("jdbc:trino://h?", "http://h:80/", nil, nil),
        ] as [(String, String, String?, String?)])
    func readsPlaces(_ text: String, _ base: String, _ catalog: String?, _ schema: String?) throws {
        let url = try Self.url(text, .remote)
        #expect(url.baseURL.description == base)
        #expect(url.catalog == catalog)
        #expect(url.schema == schema)
    }

    /// Hostile or mistaken, with the parameter that the error must name.
    @Test(
        arguments: [
            ("", nil), ("trino://h", nil), ("jdbc:mysql://h", nil), ("JDBC:TRINO://h", nil), ("jdbc:trino:h", nil),
            ("jdbc:trino://", nil), ("jdbc:trino:///c", nil), ("jdbc:trino://:80", nil), ("jdbc:trino://h:0", nil),
            ("jdbc:trino://h:65536", nil), ("jdbc:trino://h:", nil), ("jdbc:trino://h:80x", nil),
            ("jdbc:trino://h:-1", nil),
            ("jdbc:trino://h/a/b/c", nil), ("jdbc:trino://h//s", nil), ("jdbc:trino://h/%zz", nil),
            ("jdbc:trino://h/%0d%0a", nil),
            ("jdbc:trino://user:pass@h", nil), ("jdbc:trino://h@evil", nil), ("jdbc:trino://h#f", nil),
            ("jdbc:trino://h x", nil),
            ("jdbc:trino://h\r\nX: 1", nil), ("jdbc:trino://hö", nil), ("jdbc:trino://h\\evil", nil),
            ("jdbc:trino://h,i", nil),
            ("jdbc:trino://[::1", nil), ("jdbc:trino://[evil]", nil), ("jdbc:trino://[::1]x", nil),
            ("jdbc:trino://h%2eevil", nil),
            ("jdbc:trino://h?user", nil), ("jdbc:trino://h?=x", nil), ("jdbc:trino://h?a%b=x", nil),
            ("jdbc:trino://h?&user=a", nil),
            ("jdbc:trino://h?user=", "user"), ("jdbc:trino://h?user=a&user=b", "user"),
            ("jdbc:trino://h?user=%zz", "user"),
            ("jdbc:trino://h?user=a%0d%0ab", "user"), ("jdbc:trino://h?user=%ff", "user"),
            ("jdbc:trino://h?User=a", "User"),
            ("jdbc:trino://h?bogus=1", "bogus"), ("jdbc:trino://h?ssl=true", "ssl"), ("jdbc:trino://h?SSL=yes", "SSL"),
            ("jdbc:trino://h?user=a&password=b", "password"), ("jdbc:trino://h?SSL=true&password=b", "password"),
            ("jdbc:trino://h?accessToken=t", "accessToken"),
            ("jdbc:trino://h?SSL=true&user=a&password=b&accessToken=t", "accessToken"),
            ("jdbc:trino://h?SSL=true&user=a:b&password=c", "user"),
            ("jdbc:trino://h?SSLVerification=NONE", "SSLVerification"),
            ("jdbc:trino://h?SSL=true&SSLVerification=MAYBE", "SSLVerification"),
            ("jdbc:trino://h?SSL=true&SSLVerification=CA&hostnameInCertificate=x", "hostnameInCertificate"),
            ("jdbc:trino://h?SSL=true&SSLVerification=NONE&SSLTrustStorePath=x", "SSLTrustStorePath"),
            ("jdbc:trino://h?SSLTrustStorePath=x", "SSLTrustStorePath"),
            ("jdbc:trino://h?SSL=true&SSLTrustStorePassword=x", "SSLTrustStorePassword"),
            ("jdbc:trino://h?SSL=true&SSLTrustStorePath=x&SSLTrustStoreType=JKS", "SSLTrustStoreType"),
            ("jdbc:trino://h?SSL=true&SSLTrustStorePath=x.jks", "SSLTrustStorePath"),
            ("jdbc:trino://h?SSL=true&SSLTrustStorePath=x&SSLUseSystemTrustStore=true", "SSLTrustStorePath"),
            ("jdbc:trino://h?SSL=true&SSLKeyStorePath=x.jks", "SSLKeyStorePath"),
            ("jdbc:trino://h?SSL=true&SSLKeyStorePath=x&SSLKeyStoreType=TXT", "SSLKeyStoreType"),
            ("jdbc:trino://h?SSL=true&SSLUseSystemKeyStore=true", "SSLUseSystemKeyStore"),
            ("jdbc:trino://h?socksProxy=p:1", "socksProxy"), ("jdbc:trino://h?httpProxy=p", "httpProxy"),
            ("jdbc:trino://h?httpProxy=u:p@p:1", "httpProxy"),
            ("jdbc:trino://h?KerberosPrincipal=p", "KerberosPrincipal"),
            ("jdbc:trino://h?SSL=true&externalAuthentication=true", "externalAuthentication"),
            ("jdbc:trino://h?dnsResolver=c", "dnsResolver"), ("jdbc:trino://h?encoding=json", "encoding"),
            ("jdbc:trino://h?timeout=soon", "timeout"), ("jdbc:trino://h?timeout=0s", "timeout"),
            ("jdbc:trino://h?timeout=1e9d", "timeout"), ("jdbc:trino://h?httpLoggingLevel=BODY", "httpLoggingLevel"),
            ("jdbc:trino://h?explicitPrepare=maybe", "explicitPrepare"), ("jdbc:trino://h?roles=admin", "roles"),
            ("jdbc:trino://h?sessionProperties=a:1;a:2", "sessionProperties"),
            ("jdbc:trino://h?sessionProperties=a:x%20y", "sessionProperties"),
            ("jdbc:trino://h?extraCredentials=:x", "extraCredentials"),
            ("jdbc:trino://h?extraHeaders=Authorization:x", "extraHeaders"),
            ("jdbc:trino://h?extraHeaders=X-Trino-User:root", "extraHeaders"),
        ] as [(String, String?)])
    func refusesAndNames(_ text: String, _ parameter: String?) {
        do {
            _ = try Self.url(text)
            Issue.record("it was accepted")
        } catch {
            #expect((error as? JDBCURLError)?.parameter == parameter)
            if let parameter { #expect("\(error)".contains(parameter)) }
        }
    }

    @Test(arguments: [
        "httpProxy=proxy:3128", "SSL=true&SSLTrustStorePath=/etc/passwd", "SSL=true&SSLKeyStorePath=/etc/shadow",
    ])
    func whatCameOverTheNetworkNamesNeitherFilesNorProxies(_ parameters: String) throws {
        _ = try Self.url("jdbc:trino://h?" + parameters, .local)
        #expect(throws: JDBCURLError.self) { try Self.url("jdbc:trino://h?" + parameters, .remote) }
    }

    @Test func aURLIsNoLongerThanAnyThatMeansWell() throws {
        let start = "jdbc:trino://h?clientInfo="
        let rest = String(repeating: "x", count: 16_384 - start.utf8.count)
        #expect(throws: Never.self) { try Self.url(start + rest) }
        #expect(throws: JDBCURLError.self) { try Self.url(start + rest + "x") }
    }

    @Test func everyParameterOfTheDriverIsEitherReadOrRefusedByName() {
        for parameter in JDBCParameter.allCases where parameter.unsupported != nil {
            do {
                _ = try Self.url("jdbc:trino://h?SSL=true&\(parameter.rawValue)=x")
                Issue.record("\(parameter) was accepted")
            } catch {
                #expect((error as? JDBCURLError)?.parameter == parameter.rawValue)
            }
        }
        #expect(JDBCParameter.allCases.filter(\.namesFile).count == 5)
    }

    @Test func readsParameters() throws {
        let url = try Self.url(
            "jdbc:trino://h:8443/c?SSL=true&user=ann%40x&password=p%26%3D%25&sessionUser=bob&clientTags=a,%20b&timeout=1.5m"
                + "&roles=system:all;c:Admin&sessionProperties=x:1;c.y:a:b&SSLVerification=CA&disableCompression=true"
                + "&SSLTrustStorePath=/t.p12&SSLTrustStorePassword=tp&SSLKeyStorePath=/k.pem&SSLKeyStorePassword=kp"
                + "&explicitPrepare=false&httpLoggingLevel=NONE&assumeNullCatalogMeansCurrentCatalog=true")
        #expect(url.user == "ann@x")
        #expect(url.password?.reveal() == "p&=%")
        #expect(url.session.user == "bob")
        #expect(url.clientTags == ["a", "b"])
        #expect(url.timeout == .seconds(90))
        #expect(url.roles == ["system": "ALL", "c": "ROLE{Admin}"])
        #expect(url.sessionProperties == ["x": "1", "c.y": "a:b"])
        #expect(url.disablesCompression)
        let tls = try #require(url.tls)
        #expect(tls.verification == .certificateOnly)
        #expect(tls.trustedCertificates == .pkcs12(path: "/t.p12", password: Credential("tp")))
        #expect(
            tls.clientCertificate
                == TLSOptions.ClientCertificate(path: "/k.pem", format: .pem, password: Credential("kp")))
    }

    @Test func keyStoresOfJavaComeWithTheConversion() {
        do {
            _ = try Self.url("jdbc:trino://h?SSL=true&SSLTrustStorePath=x.jks")
            Issue.record("it was accepted")
        } catch {
            #expect("\(error)".contains("keytool -importkeystore"))
        }
    }

    @Test func secretsShowNowhere() throws {
        let url = try Self.url(
            "jdbc:trino://h/c?SSL=true&user=ann&password=s3cret1&extraCredentials=k:s3cret2&extraHeaders=X-K:s3cret3"
                + "&SSLKeyStorePath=/k.p12&SSLKeyStorePassword=s3cret4&SSLTrustStorePath=/t.p12"
                + "&SSLTrustStorePassword=s3cret5&traceToken=shown")
        var dumped = ""
        dump(url, to: &dumped)
        var session = ""
        dump(url.session, to: &session)
        for text in ["\(url)", String(reflecting: url), dumped, url.redacted, "\([url])", session] {
            #expect(!text.contains("s3cret"), "\(text)")
        }
        #expect(url.redacted.contains("user=ann&password=***&extraCredentials=***"))
        #expect(url.redacted.contains("traceToken=shown"))
        // What is shown can be read again.
        _ = try Self.url(url.redacted.split(separator: "***").joined(separator: "k:x"))
    }

    @Test(arguments: [
        "jdbc:trino://h?user=a&password=s3cret", "jdbc:trino://h?SSL=true&user=a&password=x&s3cret",
        "jdbc:trino://h?SSL=true&user=a&password=x%&bogus=s3cret", "jdbc:trino://ann:s3cret@h",
        "jdbc:trino://h?SSL=true&user=a&password=s3cret&password=s3cret",
        "jdbc:trino://h?SSL=true&accessToken=s3cret%0a",
        "jdbc:trino://h?SSL=true&user=a&password=x&s3cret/+=1", "jdbc:trino://h?extraHeaders=Authorization:s3cret",
        "jdbc:trino://h?extraCredentials=s3cret",
    ])
    func errorsShowNoValue(_ text: String) {
        do {
            _ = try Self.url(text)
            Issue.record("it was accepted")
        } catch {
            #expect(!"\(error)".contains("s3cret"), "\(error)")
        }
    }

    @Test func anyDamageIsAnErrorOrAnotherURL() {
        let text = Array("jdbc:trino://h:8443/c/s?SSL=true&user=a%20b&password=p&roles=a:b;c:d".utf8)
        for index in text.indices {
            for byte: UInt8 in [0, 0x0A, 0x20, 0x23, 0x25, 0x26, 0x2F, 0x3A, 0x3D, 0x3F, 0x40, 0x5B, 0x5D, 0x80] {
                var damaged = text
                damaged[index] = byte
                _ = try? Self.url(String(decoding: damaged, as: UTF8.self))
                _ = try? Self.url(String(decoding: text[..<index] + [byte], as: UTF8.self), .remote)
            }
        }
    }
}
