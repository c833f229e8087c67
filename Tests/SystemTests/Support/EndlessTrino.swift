import Foundation
import TestSupport

/// A Trino in which every statement runs on and on until it is cancelled.
final class EndlessTrino: Sendable {
    private let server: ScriptedHTTPServer

    init() throws {
        server = try ScriptedHTTPServer { Self.reply(to: $0) }
    }

    private static func reply(to request: ScriptedRequest) -> ScriptedReply {
        switch request.method {
        case "POST": return running(id(request.index), request)
        case "DELETE": return .respond(204)
        case "GET":
            // /v1/statement/executing/ID/slug/1
            let segments = request.target.split(separator: "/")
            guard segments.count == 6 else { return .respond(404) }
            return .after(0.05, running(String(segments[3]), request))
        default: return .respond(405)
        }
    }

    private static func id(_ number: Int) -> String { "20260101_000000_\(10_000 + number)_endls" }

    var jdbcURL: String { "jdbc:trino://127.0.0.1:\(server.port)/iceberg?user=ann" }

    /// Ids of statements that were begun.
    var begun: [String] {
        server.requests.filter { $0.method == "POST" }.map { Self.id($0.index) }
    }

    /// Paths that were asked to be deleted.
    var deleted: [String] { server.requests.filter { $0.method == "DELETE" }.map(\.target) }

    func stop() { server.stop() }

    private static func running(_ id: String, _ request: ScriptedRequest) -> ScriptedReply {
        let next = "http://\(request["Host"] ?? "")/v1/statement/executing/\(id)/slug/1"
        return .respond(
            200, headers: [("Content-Type", "application/json")],
            body: #"{"id":"\#(id)","infoUri":"http://ui/\#(id)","nextUri":"\#(next)","stats":{"state":"RUNNING"}}"#)
    }
}
