import Foundation
import Synchronization

/// An HTTP/1.1 server in this process whose every answer a closure decides, faults included.
///
/// It listens on a free port of the loopback interface, with threads of its own, and records what it receives.
///
/// ```swift
/// let server = try ScriptedHTTPServer { request in
///     request.index == 0 ? .drop : .respond(200, body: "hello")
/// }
/// defer { server.stop() }
/// ```
public final class ScriptedHTTPServer: Sendable {
    public typealias Script = @Sendable (ScriptedRequest) -> ScriptedReply

    private struct State {
        var requests: [ScriptedRequest] = []
        var connections: Set<Int32> = []
        var connectionsAccepted = 0
        var clientsGone = 0
        var isStopped = false
    }

    public let port: UInt16
    private let listener: Int32
    private let script: Script
    private let state = Mutex(State())

    public init(_ script: @escaping Script) throws {
        // As a server's process must: a client that has gone away is no reason to die.
        signal(SIGPIPE, SIG_IGN)
        self.script = script
        (listener, port) = try LoopbackSocket.listen()
        let thread = Thread { [self] in accept() }
        thread.start()
    }

    /// `http://127.0.0.1:port`
    public var baseURL: String { "http://127.0.0.1:\(port)" }

    /// Every request so far, in the order of arrival.
    public var requests: [ScriptedRequest] { state.withLock { $0.requests } }

    /// How many connections clients have opened.
    public var connectionsAccepted: Int { state.withLock { $0.connectionsAccepted } }

    /// How many clients closed their connection while they were kept waiting.
    public var clientsGone: Int { state.withLock { $0.clientsGone } }

    /// Waits until the server has come to a certain point; false where it doesn't within some seconds.
    public func reaches(_ condition: @Sendable (ScriptedHTTPServer) -> Bool) async -> Bool {
        for _ in 0..<1000 {
            if condition(self) { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return condition(self)
    }

    /// Closes everything; its threads end by themselves.
    public func stop() {
        let connections = state.withLock { state in
            defer { state.isStopped = true }
            return state.isStopped ? [] : Array(state.connections)
        }
        for connection in connections { shutdown(connection, Int32(SHUT_RDWR)) }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    // MARK: - On the server's threads

    private func accept() {
        while true {
            let connection = LoopbackSocket.accept(listener)
            guard connection >= 0 else { break }
            let isWelcome = state.withLock { state in
                guard !state.isStopped else { return false }
                state.connections.insert(connection)
                state.connectionsAccepted += 1
                return true
            }
            guard isWelcome else {
                close(connection)
                break
            }
            let thread = Thread { [self] in
                serve(connection)
                shutdown(connection, Int32(SHUT_RDWR))
                state.withLock { _ = $0.connections.remove(connection) }
                close(connection)
            }
            thread.start()
        }
        close(listener)
    }

    private func serve(_ connection: Int32) {
        var reader = ScriptedRequestReader(connection)
        while var request = reader.next() {
            state.withLock { state in
                request.index = state.requests.count
                state.requests.append(request)
            }
            guard answer(script(request), to: request, on: connection) else { return }
        }
    }

    /// Whether the connection goes on.
    private func answer(_ reply: ScriptedReply, to request: ScriptedRequest, on connection: Int32) -> Bool {
        switch reply {
        case .respond(let status, let headers, let body):
            let head = reply.head(status, headers, length: body.count)
            return LoopbackSocket.send(request.method == "HEAD" ? head : head + body, on: connection)
        case .respondPartly(let status, let headers, let body, let length):
            _ = LoopbackSocket.send(reply.head(status, headers, length: length) + body, on: connection)
            return false
        case .raw(let bytes):
            _ = LoopbackSocket.send(bytes, on: connection)
            return false
        case .drop: return false
        case .hang:
            LoopbackSocket.waitForEnd(of: connection)
            state.withLock { $0.clientsGone += 1 }
            return false
        case .after(let delay, let reply):
            Thread.sleep(forTimeInterval: delay)
            return answer(reply, to: request, on: connection)
        }
    }
}
