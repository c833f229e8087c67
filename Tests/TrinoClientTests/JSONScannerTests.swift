import Testing

@testable import TrinoClient

@Suite struct JSONScannerTests {
    @Test func keepsNumbersAsTheyCame() throws {
        let value = try parseJSON(#"{"big":123456789012345678901234567890,"e":1.50e+3,"max":9223372036854775807}"#)
        #expect(value["big"] == .number("123456789012345678901234567890"))
        #expect(value["big"]?.integer == nil)
        #expect(value["e"] == .number("1.50e+3"))
        #expect(value["max"]?.integer == .max)
    }

    @Test func readsEveryKind() throws {
        let value = try parseJSON(" {\"a\" : [ 1 , true , false , null , \"x\" , { } , [ ] ] }\r\n")
        let expected: [JSONValue] = [
            .number("1"), .boolean(true), .boolean(false), .null, .string("x"), .object([]), .array([]),
        ]
        #expect(value["a"]?.array == expected)
    }

    @Test func loneSurrogatesDoNotBreakIt() throws {
        #expect(try parseJSON(#""\ud800x""#).string == "\u{FFFD}x")
        #expect(try parseJSON(#""\ud800\u0041""#).string == "\u{FFFD}A")
        #expect(try parseJSON(#""\udc00""#).string == "\u{FFFD}")
    }

    @Test(arguments: [
        "", " ", "{", "[", "[1", "[1 2]", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, "{a:1}", "tru", "nul", "01", "1.", ".1",
        "1e", "-", "+1", "\"", #""\x""#, #""\u12""#, "\"\n\"", "1 2", "[1]]", "NaN", "'a'", #""\"#,
    ])
    func refusesWhatIsNoJSON(_ text: String) {
        #expect(throws: JSONError.self) { try parseJSON(text) }
    }

    @Test func refusesMalformedUTF8() {
        let bytes: [UInt8] = [0x22, 0xFF, 0x22]
        #expect(throws: JSONError.self) {
            try bytes.withUnsafeBufferPointer { bytes in
                var scanner = JSONScanner(bytes)
                _ = try scanner.value()
            }
        }
    }

    @Test func depthIsBounded() {
        #expect(throws: JSONError.self) { try parseJSON(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: JSONError.self) { try parseJSON(String(repeating: "{\"a\":", count: 100_000)) }
    }

    @Test func anyDamageIsAnError() throws {
        let text = #"{"id":"q","stats":{"state":"RUNNING"},"columns":[{"name":"a","type":"double"}],"data":[[1.5e3]]}"#
        let bytes = Array(text.utf8)
        _ = try Answer(decoding: bytes, columns: nil)
        for end in bytes.indices {
            #expect(throws: JSONError.self) { try Answer(decoding: Array(bytes[..<end]), columns: nil) }
        }
        // Whatever stands in a byte's place: an error or another answer, never a crash.
        for index in bytes.indices {
            for byte: UInt8 in [0, 0x22, 0x2C, 0x30, 0x5C, 0x5D, 0x7D, 0xFF] {
                var damaged = bytes
                damaged[index] = byte
                _ = try? Answer(decoding: damaged, columns: nil)
            }
        }
    }
}
