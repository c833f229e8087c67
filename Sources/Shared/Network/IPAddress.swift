import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// An IPv4 or IPv6 address.
public struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 bytes or 16, the first first.
    public let bytes: [UInt8]

    /// Reads an address as people write it: four decimal numbers, or IPv6 with or without brackets. Nil for a name, and
    /// for the forms that only some programs take for an address, such as `127.1`.
    public init?(_ text: String) {
        let inner = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        var four = in_addr()
        var six = in6_addr()
        if inner == text, inet_pton(AF_INET, inner, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, inner, &six) == 1 {
            bytes = withUnsafeBytes(of: &six) { Array($0) }
        } else {
            return nil
        }
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    public var isIPv6: Bool { bytes.count == 16 }

    /// The IPv4 address that an IPv6 address stands for where one is packed in it: mapped and compatible (RFC 4291),
    /// translated (RFC 6052, RFC 8215), 6to4 (RFC 3056) and Teredo (RFC 4380). A packet to it may end up there.
    public var embedded: IPAddress? {
        guard isIPv6 else { return nil }
        let zeros = [UInt8](repeating: 0, count: 10)
        if bytes.starts(with: zeros) {
            let isMapped = bytes[10] == 0xFF && bytes[11] == 0xFF
            // `::` and `::1` are addresses of their own.
            let isCompatible = bytes[10] == 0 && bytes[11] == 0 && bytes[12] != 0
            return isMapped || isCompatible ? IPAddress(bytes: Array(bytes[12...])) : nil
        }
        if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B]) { return IPAddress(bytes: Array(bytes[12...])) }
        if bytes.starts(with: [0x20, 0x02]) { return IPAddress(bytes: Array(bytes[2..<6])) }
        if bytes.starts(with: [0x20, 0x01, 0x00, 0x00]) { return IPAddress(bytes: bytes[12...].map { ~$0 }) }
        return nil
    }

    public var description: String {
        let family = isIPv6 ? AF_INET6 : AF_INET
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) != nil else { return "?" }
        return buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "?" }
    }
}

/// A block of addresses: those that begin with the same bits.
public struct IPNetwork: Sendable, Hashable {
    private let prefix: [UInt8]
    private let bits: Int

    /// Reads `10.0.0.0/8`, `fd00::/8`, or an address, which stands for itself alone.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = parts.first.flatMap({ IPAddress(String($0)) }) else { return nil }
        prefix = address.bytes
        guard parts.count == 2 else {
            self.bits = address.bytes.count * 8
            return
        }
        guard let bits = Int(parts[1]), (0...prefix.count * 8).contains(bits) else { return nil }
        self.bits = bits
    }

    public func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == prefix.count else { return false }
        let whole = bits / 8
        guard address.bytes[..<whole] == prefix[..<whole] else { return false }
        let rest = bits % 8
        return rest == 0 || (address.bytes[whole] ^ prefix[whole]) >> (8 - rest) == 0
    }
}
