import Shared
import Testing

@Suite struct BrokerURLTests {
    @Test(arguments: [
        ("redis://h", RedisAddress(host: "h")),
        ("redis://h:1", RedisAddress(host: "h", port: 1)),
        ("redis://h:1/3", RedisAddress(host: "h", port: 1, database: 3)),
        ("redis://h/", RedisAddress(host: "h")),
        ("REDIS://[::1]:7/2", RedisAddress(host: "::1", port: 7, database: 2)),
        ("redis://:pw@h", RedisAddress(host: "h", password: "pw")),
        ("redis://u:p%40w:x@h:2", RedisAddress(host: "h", port: 2, user: "u", password: "p@w:x")),
        ("redis://u:a/b@c@h", RedisAddress(host: "h", user: "u", password: "a/b@c")),
    ])
    func everyPartIsRead(text: String, address: RedisAddress) throws {
        #expect(try BrokerURL(text) == .redis(address))
    }

    @Test func memoryIsABroker() throws {
        #expect(try BrokerURL("memory://") == .memory)
    }

    @Test(arguments: [
        "127.0.0.1:6379", "amqp://h", "rediss://u:hunter2@h", "redis://u:hunter2@h:port", "redis://u:hunter2@h/x",
        "redis://user@h", "redis://u:hunter2@h?x=1", "redis://u:hunter2%zz@h", "redis://u:hunter2@h:0",
    ])
    func whatCannotBeReadIsRefusedWithoutThePassword(text: String) {
        #expect {
            try BrokerURL(text)
        } throws: { error in
            error is ConfigurationError && !"\(error)".contains("hunter2")
        }
    }

    @Test func anAddressNeverShowsItsPassword() {
        let address = RedisAddress(host: "h", user: "u", password: "hunter2")
        var dumped = ""
        dump(address, to: &dumped)
        for shown in ["\(address)", String(reflecting: address), dumped, "\(BrokerURL.redis(address))"] {
            #expect(!shown.contains("hunter2"))
        }
    }
}
