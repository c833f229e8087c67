import Foundation

/// Where the queue is: `redis://[[user]:password@]host[:port][/db]`, or `memory://`.
public enum BrokerURL: Sendable, Hashable {
    case redis(RedisAddress)
    /// Inside this one process.
    case memory

    /// - Throws: ``ConfigurationError`` that says what is wrong, without the password.
    public init(_ text: String) throws {
        guard let schemeEnd = text.firstRange(of: "://") else {
            throw ConfigurationError(.brokerURL, "has no scheme; expected redis://host:port/db or memory://")
        }
        switch text[..<schemeEnd.lowerBound].lowercased() {
        case "memory": self = .memory
        case "redis": self = .redis(try RedisAddress(authority: text[schemeEnd.upperBound...]))
        case "rediss":
            throw ConfigurationError(
                .brokerURL,
                "asks for TLS (rediss://), which the Redis client in use can't do; "
                    + "use redis:// through a local TLS tunnel such as stunnel, or a Redis on a private network")
        case let scheme:
            throw ConfigurationError(.brokerURL, "has the scheme \(scheme)://; expected redis:// or memory://")
        }
    }
}

/// One Redis server and what to say to it first.
public struct RedisAddress: Sendable, Hashable {
    public var host: String
    public var port: Int
    /// For AUTH with two arguments, Redis 6 and later.
    public var user: String?
    /// A secret.
    public var password: String?
    /// For SELECT.
    public var database: Int

    public init(host: String, port: Int = 6379, user: String? = nil, password: String? = nil, database: Int = 0) {
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.database = database
    }
}

extension RedisAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the password.
    public var description: String {
        "redis://\(host.contains(":") ? "[\(host)]" : host):\(port)/\(database)"
    }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}

extension RedisAddress {
    /// Reads what stands behind `redis://`. Written by hand, since a password may hold what URL parsers refuse.
    fileprivate init(authority rest: Substring) throws {
        func refuse(_ reason: String) -> ConfigurationError { ConfigurationError(.brokerURL, reason) }

        let beforeQuery = rest.prefix { $0 != "?" && $0 != "#" }
        guard beforeQuery.endIndex == rest.endIndex else {
            throw refuse(
                "has parameters behind a \"?\" or \"#\", of which none is known; write them as %3F or %23 in a password"
            )
        }
        var hostPart = rest
        self.init(host: "")
        if let at = rest.lastIndex(of: "@") {
            let credentials = rest[..<at]
            hostPart = rest[rest.index(after: at)...]
            let parts = credentials.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw refuse(
                    "has a user but no password; expected redis://user:password@host or redis://:password@host")
            }
            guard let user = parts[0].removingPercentEncoding, let password = parts[1].removingPercentEncoding else {
                throw refuse("has a \"%\" in user or password that begins no %XX; write it as %25")
            }
            self.user = user.isEmpty ? nil : user
            self.password = password
        }
        let pieces = hostPart.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        if pieces.count == 2, !pieces[1].isEmpty {
            guard let number = Int(pieces[1]), number >= 0 else {
                throw refuse("has a database that is no number; expected redis://host:port/0")
            }
            database = number
        }
        let place = pieces[0]
        let portText: Substring?
        if place.hasPrefix("["), let close = place.firstIndex(of: "]") {
            host = String(place[place.index(after: place.startIndex)..<close])
            let after = place[place.index(after: close)...]
            portText = after.hasPrefix(":") ? after.dropFirst() : nil
        } else {
            let parts = place.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = String(parts[0])
            portText = parts.count == 2 ? parts[1] : nil
        }
        if host.isEmpty { host = "127.0.0.1" }
        if let portText {
            guard let number = Int(portText), (1...65_535).contains(number) else {
                throw refuse("has a port that is no number from 1 to 65535")
            }
            port = number
        }
    }
}
