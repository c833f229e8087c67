import TestSupport

@testable import TrinoClient

/// Answers of Trino's protocol for a scripted server.
enum ScriptedTrino {
    /// An answer's JSON. `next` is the path of the next page at the server that the request came to.
    static func answer(
        _ request: ScriptedRequest, id: String = "q1", next: String? = nil, columns: String? = nil,
        data: String? = nil, state: String = "RUNNING", further: String = ""
    ) -> ScriptedReply {
        var members = [#""id":"\#(id)""#, #""infoUri":"http://ui/\#(id)""#, #""stats":{"state":"\#(state)"}"#]
        if let next { members.append(#""nextUri":"http://\#(request["Host"] ?? "")\#(next)""#) }
        if let columns { members.append(#""columns":\#(columns)"#) }
        if let data { members.append(#""data":\#(data)"#) }
        if !further.isEmpty { members.append(further) }
        return .respond(
            200, headers: [("Content-Type", "application/json")], body: "{\(members.joined(separator: ","))}")
    }

    static let bigintColumn = #"[{"name":"n","type":"bigint","typeSignature":{"rawType":"bigint","arguments":[]}}]"#

    /// A statement of two pages with the rows 1, 2 and 3, and the path that each request is for.
    static func threeRows(_ request: ScriptedRequest) -> ScriptedReply {
        switch request.target {
        case "/v1/statement": answer(request, next: "/v1/statement/queued/q1/x/1", state: "QUEUED")
        case "/v1/statement/queued/q1/x/1": answer(request, next: "/v1/statement/executing/q1/y/0")
        case "/v1/statement/executing/q1/y/0":
            answer(request, next: "/v1/statement/executing/q1/y/1", columns: bigintColumn, data: "[[1],[2]]")
        case "/v1/statement/executing/q1/y/1":
            answer(request, next: "/v1/statement/executing/q1/y/2", columns: bigintColumn, data: "[[3]]")
        case "/v1/statement/executing/q1/y/2": answer(request, columns: bigintColumn, state: "FINISHED")
        default: .respond(404)
        }
    }

    /// A server, and a connection to it that tries again without much ado.
    static func connect(
        parameters: String = "user=ann", path: String = "", dialect: String = "trino",
        configure: (inout TrinoConnection.Configuration) -> Void = { _ in },
        _ script: @escaping ScriptedHTTPServer.Script
    ) throws -> (ScriptedHTTPServer, TrinoConnection) {
        let server = try ScriptedHTTPServer(script)
        let url = try TrinoJDBCURL(
            parsing: "jdbc:\(dialect)://127.0.0.1:\(server.port)\(path)?\(parameters)", policy: .local)
        var configuration = TrinoConnection.Configuration()
        configuration.retry = RetryPolicy(
            limit: .seconds(60), overloadLimit: .seconds(60), pause: .milliseconds(1), longestPause: .milliseconds(5))
        configure(&configuration)
        return (server, try TrinoConnection(url, configuration: configuration))
    }
}

/// The error of a statement; nil where there is none or another.
func trinoError(_ operation: () async throws -> Void) async -> TrinoError? {
    do {
        try await operation()
        return nil
    } catch {
        return error as? TrinoError
    }
}
