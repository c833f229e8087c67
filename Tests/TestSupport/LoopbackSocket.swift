import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// The few socket calls that servers on 127.0.0.1 need.
enum LoopbackSocket {
    struct Failure: Error, CustomStringConvertible {
        let call: String
        let number: Int32

        var description: String { "\(call) failed: \(String(cString: strerror(number)))" }
    }

    /// A listening socket on a free port of 127.0.0.1.
    static func listen() throws -> (socket: Int32, port: UInt16) {
        let bound = try bind(isShared: false)
        guard systemListen(bound.socket, 128) == 0 else { throw failure(of: "listen", closing: bound.socket) }
        return bound
    }

    /// A socket that has a free port of 127.0.0.1 and doesn't listen.
    ///
    /// - Parameter isShared: Whether another socket that allows it too (SO_REUSEADDR) may have the same port.
    static func bind(isShared: Bool) throws -> (socket: Int32, port: UInt16) {
        let descriptor = try make()
        if isShared {
            var yes: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = address(of: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> Int32 in
                guard systemBind(descriptor, generic, length) == 0 else { return -1 }
                return getsockname(descriptor, generic, &length)
            }
        }
        guard result == 0 else { throw failure(of: "bind", closing: descriptor) }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// A connection to a port of 127.0.0.1.
    static func connect(to port: UInt16) throws -> Int32 {
        let descriptor = try make()
        let address = address(of: port)
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { systemConnect(descriptor, $0, length) }
        }
        guard result == 0 else { throw failure(of: "connect", closing: descriptor) }
        return descriptor
    }

    private static func make() throws -> Int32 {
        #if os(Linux)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #else
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { throw Failure(call: "socket", number: errno) }
        return descriptor
    }

    private static func address(of port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        return address
    }

    private static func failure(of call: String, closing descriptor: Int32) -> Failure {
        let number = errno
        close(descriptor)
        return Failure(call: call, number: number)
    }

    static func accept(_ listener: Int32) -> Int32 {
        while true {
            let connection = systemAccept(listener)
            if connection < 0, errno == EINTR || errno == ECONNABORTED { continue }
            // Else a process started meanwhile would keep the connection open.
            if connection >= 0 { _ = fcntl(connection, F_SETFD, FD_CLOEXEC) }
            return connection
        }
    }

    /// Whether all bytes left.
    static func send(_ bytes: [UInt8], on connection: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let count = systemSend(connection, UnsafeRawBufferPointer(rebasing: buffer[sent...]))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }

    /// Some bytes; none at the end of the connection.
    static func receive(from connection: Int32) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            var result = recv(connection, buffer.baseAddress, buffer.count, 0)
            while result < 0, errno == EINTR { result = recv(connection, buffer.baseAddress, buffer.count, 0) }
            count = max(0, result)
        }
    }

    static func waitForEnd(of connection: Int32) {
        while !receive(from: connection).isEmpty {}
    }

    // The system's calls, whose names this type's own would hide.
    private static func systemBind(_ descriptor: Int32, _ to: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
        #if canImport(Glibc)
        Glibc.bind(descriptor, to, length)
        #else
        Foundation.bind(descriptor, to, length)
        #endif
    }

    private static func systemListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 {
        #if canImport(Glibc)
        Glibc.listen(descriptor, backlog)
        #else
        Foundation.listen(descriptor, backlog)
        #endif
    }

    private static func systemConnect(_ descriptor: Int32, _ to: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32
    {
        #if canImport(Glibc)
        Glibc.connect(descriptor, to, length)
        #else
        Foundation.connect(descriptor, to, length)
        #endif
    }

    private static func systemAccept(_ listener: Int32) -> Int32 {
        #if canImport(Glibc)
        Glibc.accept(listener, nil, nil)
        #else
        Foundation.accept(listener, nil, nil)
        #endif
    }

    private static func systemSend(_ connection: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.send(connection, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        #else
        Foundation.send(connection, bytes.baseAddress, bytes.count, 0)
        #endif
    }
}
