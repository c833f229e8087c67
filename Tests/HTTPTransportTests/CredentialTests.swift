import HTTPTransport
import Testing

@Suite struct CredentialTests {
    @Test func showsItselfNowhere() {
        let credential = Credential("s3cret")
        var dumped = ""
        dump([credential], to: &dumped)
        for text in ["\(credential)", String(reflecting: credential), dumped, "\(Optional(credential) as Any)"] {
            #expect(!text.contains("s3cret"))
        }
        #expect(credential.reveal() == "s3cret")
    }

    @Test func isBlottedOutOfMessages() {
        #expect(Credential("s3cret").redacted(from: "bad s3cret, s3cret") == "bad ***, ***")
        #expect(Credential("a").redacted(from: "a message") == "a message")
    }
}
