/// Where a request stands in a distributed trace, as the header `traceparent` tells (W3C Trace Context,
/// https://www.w3.org/TR/trace-context/): carried from the request to the worker's log lines and on to Trino.
///
/// This service records no spans of its own, so it hands the header on as it came, as the recommendation allows.
public struct TraceContext: Sendable, Hashable, CustomStringConvertible {
    /// The header's name.
    public static let header = "traceparent"

    /// The header's value.
    public let description: String

    /// Names the whole trace: 32 hexadecimal digits.
    public var traceID: Substring { description.dropFirst(3).prefix(32) }

    /// Reads a header's value; nil for one that isn't well formed, which is then to be treated as if it weren't there.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        // 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01; later versions may put more behind another dash.
        guard (55...512).contains(bytes.count), bytes[2] == Self.dash, bytes[35] == Self.dash, bytes[52] == Self.dash
        else { return nil }
        let fields = [bytes[0..<2], bytes[3..<35], bytes[36..<52], bytes[53..<55]]
        guard fields.allSatisfy({ $0.allSatisfy(Self.isHexadecimal) }) else { return nil }
        let version = String(decoding: fields[0], as: UTF8.self)
        guard version != "ff", version != "00" || bytes.count == 55 else { return nil }
        guard bytes.count == 55 || bytes[55] == Self.dash else { return nil }
        guard fields[1].contains(where: { $0 != Self.zero }), fields[2].contains(where: { $0 != Self.zero }) else {
            return nil
        }
        // What a later version puts behind the flags is not known to be harmless in a log.
        description = String(decoding: bytes[0..<55], as: UTF8.self)
    }

    private static let dash = UInt8(ascii: "-")
    private static let zero = UInt8(ascii: "0")

    /// Upper case isn't allowed there.
    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
