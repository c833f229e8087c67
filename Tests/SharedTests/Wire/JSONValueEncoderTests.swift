import Foundation
import Shared
import Testing

@Suite struct JSONValueEncoderTests {
    private struct Leaf: Encodable {
        var bytesAfter: Int64?
        var isKept = true
    }

    private enum Choice: String, Encodable { case append, strict }

    private struct Tree: Encodable {
        var label = "r\u{f6}\u{20ac}"
        var wholeSeconds = 3.0
        var secondsLeft = 0.25
        var least = Int64.min
        var most = UInt64.max
        var choice = Choice.strict
        var missing: String?
        var leaves = [Leaf(bytesAfter: 7), Leaf(isKept: false)]
        var optionals: [Int?] = [1, nil]
        var nested = [["a"], []]
        var byTable = ["myTable": Leaf(bytesAfter: 1), "Other": Leaf()]
        var byCatalog: [String: String] = [:]
        var anything: JSONValue = ["keptAsIs": [1, 2.5, nil, true]]
    }

    /// Writes its elements through containers that are nested by hand.
    private struct ByHand: Encodable {
        enum Keys: String, CodingKey { case outerPart, list }

        func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: Keys.self)
            var inner = members.nestedContainer(keyedBy: Keys.self, forKey: .outerPart)
            var list = members.nestedUnkeyedContainer(forKey: .list)
            try inner.encode(1, forKey: .outerPart)
            try list.encode("one")
            var pair = list.nestedUnkeyedContainer()
            try pair.encode(2)
            try list.encodeNil()
            try inner.encodeNil(forKey: .list)
        }
    }

    @Test func givesWhatFoundationWritesAndReads() throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let tree = Tree()
        let expected = try JSONDecoder().decode(JSONValue.self, from: encoder.encode(tree))
        #expect(try JSONValue(inSnakeCase: tree) == expected)
        #expect(expected["by_table"]?["myTable"]?["bytes_after"]?.integerValue == 1, "keys that are data stay")
        let byHand = try JSONDecoder().decode(JSONValue.self, from: encoder.encode(ByHand()))
        #expect(try JSONValue(inSnakeCase: ByHand()) == byHand)
        #expect(try JSONValue(inSnakeCase: [Int]()) == [])
        #expect(try JSONValue(inSnakeCase: [String: Int]()) == [:])
    }

    @Test func takesNumbersOfEveryType() throws {
        let signed: [any Encodable] = [
            Int(-7), Int8(-7), Int16(-7), Int32(-7), Int64(-7), Int128(-7), Float(-7), Double(-7),
        ]
        for value in signed { #expect(try JSONValue(encoding: value) == .integer(-7)) }
        let unsigned: [any Encodable] = [UInt(7), UInt8(7), UInt16(7), UInt32(7), UInt64(7), UInt128(7)]
        for value in unsigned { #expect(try JSONValue(encoding: value) == .integer(7)) }
        #expect(try JSONValue(encoding: Float(0.1)) == .number(0.1), "as it is written, not as it is kept")
        #expect(try JSONValue(encoding: UInt128(1) << 100) == .number(0x1p100))
    }

    @Test func passesOnWhatAValueThrows() {
        struct Refusing: Encodable {
            struct No: Error {}
            func encode(to _: any Encoder) throws { throw No() }
        }
        #expect(throws: Refusing.No.self) { try JSONValue(inSnakeCase: ["a": [Refusing()]]) }
    }
}
