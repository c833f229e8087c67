import CHiredis
import Foundation

/// One connection to Redis, for the one thread that made it. Every call blocks.
///
/// After any thrown ``RedisConnection/Failure`` the connection is in an unknown state: drop it and make another.
final class RedisConnection {
    /// What went wrong, in hiredis' or Redis' words; commands and passwords are never part of it.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What Redis answers to the commands in use here.
    indirect enum Reply: Sendable {
        case null
        case text(String)
        case integer(Int64)
        case array([Reply])
    }

    private let context: UnsafeMutablePointer<redisContext>

    /// Connects, and says AUTH and SELECT where the address asks for them.
    ///
    /// - Parameters:
    ///   - connectTimeout: For the connection itself.
    ///   - replyTimeout: For each reply; longer than any command blocks.
    init(to address: RedisAddress, connectTimeout: Duration, replyTimeout: Duration) throws {
        guard let context = redisConnectWithTimeout(address.host, Int32(address.port), timeval(connectTimeout)) else {
            throw Failure(description: "no memory for a connection")
        }
        self.context = context
        if context.pointee.err != 0 { throw failure() }
        guard redisSetTimeout(context, timeval(replyTimeout)) == REDIS_OK else { throw failure() }
        redisEnableKeepAlive(context)
        if let password = address.password {
            try logIn(user: address.user, password: password)
        }
        if address.database != 0 {
            try run(["SELECT", String(address.database)])
        }
    }

    deinit {
        redisFree(context)
    }

    private func logIn(user: String?, password: String) throws {
        do {
            try run(["AUTH"] + (user.map { [$0] } ?? []) + [password])
        } catch let failure as Failure {
            throw Failure(description: "\(failure.description) (check user and password in LAKEWRIGHT_BROKER_URL)")
        }
    }

    /// Sends a command and waits for its reply.
    @discardableResult
    func run(_ command: [String]) throws -> Reply {
        // Bytes with lengths, since a password may hold any byte.
        let bytes = command.flatMap(\.utf8).map { CChar(bitPattern: $0) }
        var lengths = command.map(\.utf8.count)
        let raw = bytes.withUnsafeBufferPointer { buffer -> UnsafeMutableRawPointer? in
            var next = buffer.baseAddress
            var arguments = lengths.map { length in
                defer { next = next?.advanced(by: length) }
                return next
            }
            return redisCommandArgv(context, Int32(command.count), &arguments, &lengths)
        }
        guard let raw else { throw failure() }
        defer { freeReplyObject(raw) }
        return try reply(raw.assumingMemoryBound(to: redisReply.self).pointee)
    }

    private func reply(_ raw: redisReply) throws -> Reply {
        switch raw.type {
        case REDIS_REPLY_STRING, REDIS_REPLY_STATUS: return .text(text(raw))
        case REDIS_REPLY_INTEGER: return .integer(raw.integer)
        case REDIS_REPLY_NIL: return .null
        case REDIS_REPLY_ARRAY:
            return .array(
                try UnsafeBufferPointer(start: raw.element, count: raw.elements).map { element in
                    guard let element else { return .null }
                    return try reply(element.pointee)
                })
        case REDIS_REPLY_ERROR: throw Failure(description: "Redis says: \(text(raw))")
        default: throw Failure(description: "Redis answers in an unknown way (type \(raw.type))")
        }
    }

    private func text(_ raw: redisReply) -> String {
        guard let start = raw.str else { return "" }
        return String(decoding: UnsafeRawBufferPointer(start: start, count: raw.len), as: UTF8.self)
    }

    private func failure() -> Failure {
        let words = withUnsafeBytes(of: context.pointee.errstr) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        return Failure(description: words.isEmpty ? "the connection failed" : words)
    }
}

extension timeval {
    fileprivate init(_ duration: Duration) {
        let parts = duration.components
        self.init(tv_sec: Int(parts.seconds), tv_usec: .init(parts.attoseconds / 1_000_000_000_000))
    }
}
