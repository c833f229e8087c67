import Shared
import Testing

@Suite struct TraceContextTests {
    private static let good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    @Test func aWellFormedHeaderIsKeptAsItCame() throws {
        let trace = try #require(TraceContext(Self.good))
        #expect(trace.description == Self.good)
        #expect(trace.traceID == "0af7651916cd43dd8448eb211c80319c")
    }

    @Test func whatALaterVersionAddsIsLeftOut() throws {
        let later = "cc\(Self.good.dropFirst(2))"
        #expect(TraceContext(later + "-what comes later")?.description == later)
    }

    private static let malformedOnes: [String] = [
        "", "00", good.uppercased(), "\(good)-more", "\(good)0", "ff\(good.dropFirst(2))", String(good.dropLast()),
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
        "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\nforged: line",
    ]

    @Test("anything else is no trace", arguments: TraceContextTests.malformedOnes)
    func malformed(_ text: String) {
        #expect(TraceContext(text) == nil)
    }
}
