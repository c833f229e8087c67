import HTTPTransport
import Testing

@Suite struct HTTPURLTests {
    @Test(arguments: [
        ("http://host", "http://host:80/"),
        ("https://Host:8443/a/b?c=d", "https://host:8443/a/b?c=d"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
        ("HTTPS://host/", "https://host:443/"),
        ("http://127.1/", "http://127.0.0.1:80/"),
    ])
    func readsAddresses(_ text: String, _ expected: String) throws {
        #expect(try HTTPURL(text).description == expected)
    }

    @Test(arguments: [
        "", "host", "/path", "ftp://host/", "file:///etc/passwd", "http://", "http://user@host/",
        "http://user:secret@host/", "http://host:0/", "http://host:65536/", "http://ho st/", "http://host/\r\nX: 1",
        "gopher://host/", "http://[::1/", "javascript:alert(1)",
    ])
    func refusesWhatIsNone(_ text: String) {
        #expect(throws: HTTPTransportError.self) { try HTTPURL(text) }
    }

    @Test func originsAreEqualByMeaning() throws {
        #expect(try HTTPURL("http://Host/").origin == HTTPURL("http://host:80/x").origin)
        #expect(try HTTPURL("http://host/").origin != HTTPURL("https://host/").origin)
        #expect(try HTTPURL("http://host/").origin != HTTPURL("http://host:8080/").origin)
        #expect(try HTTPURL("http://host/").origin != HTTPURL("http://host.evil/").origin)
    }

    @Test func errorsDoNotRepeatTheAddress() {
        do {
            _ = try HTTPURL("http://user:s3cret@host/")
            Issue.record("it was accepted")
        } catch {
            #expect(!"\(error)".contains("s3cret"))
        }
    }
}
