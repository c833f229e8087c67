import Foundation
import Shared
import Testing

@Suite struct JSONTextTests {
    private struct Sample: Encodable {
        var text = "a/b \"quoted\" \\ \u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f} \u{f6}\u{20ac}\u{1f600}\u{2028}"
        var numbers = [0, -1, 1.5, 1e-7, 1e300, 0.1, 123_456_789.125, 5e-324]
        var whole = [Int.min, Int.max, 0]
        var flags: [Bool?] = [true, false, nil]
        var empty: [String: [Int]] = ["z": [], "a": [1], "": [2], "\u{f6}": [3], "B": [4]]
        var nothing: [String: Int] = [:]
    }

    @Test func writesWhatFoundationWrites() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let (ours, theirs) = (try WireJSON.encode(Sample()), try encoder.encode(Sample()))
        let decoder = JSONDecoder()
        #expect(try decoder.decode(JSONValue.self, from: ours) == decoder.decode(JSONValue.self, from: theirs))
        let text = String(decoding: ours, as: UTF8.self)
        #expect(
            text.hasPrefix(#"{"empty":{"":[2],"B":[4],"a":[1],"z":[],"ö":[3]},"flags":[true,false,null],"nothing":{},"#)
        )
        #expect(text.contains(#"a/b \"quoted\" \\ \b\f\n\r\t\u0001\u001f"#))
    }

    @Test func singlesAreWrittenAsTheyAre() throws {
        func text(_ value: some Encodable) throws -> String {
            String(decoding: try WireJSON.encode(value), as: UTF8.self)
        }
        #expect(try text("a") == "\"a\"")
        #expect(try text(3.0) == "3")
        #expect(try text(Float(0.1)) == "0.1")
        #expect(try text(1e21) == "1e+21")
        #expect(try text(JSONValue.null) == "null")
    }

    @Test func ofTwoMembersOfOneNameTheLastCounts() throws {
        struct Twice: Encodable {
            enum Keys: String, CodingKey { case a, b }

            func encode(to encoder: any Encoder) throws {
                var members = encoder.container(keyedBy: Keys.self)
                try members.encode(1, forKey: .b)
                try members.encode(2, forKey: .a)
                try members.encode("last", forKey: .b)
            }
        }
        #expect(String(decoding: try WireJSON.encode(Twice()), as: UTF8.self) == #"{"a":2,"b":"last"}"#)
        #expect(try JSONValue(encoding: Twice()) == ["a": 2, "b": "last"])
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func aNumberThatIsNoneIsRefused(_ number: Double) {
        #expect(throws: EncodingError.self) { try WireJSON.encode(["a": [number]]) }
    }
}
