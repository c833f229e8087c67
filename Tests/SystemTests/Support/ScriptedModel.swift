import Foundation
import Shared
import TestSupport

/// A language model whose answer the test decides.
final class ScriptedModel: Sendable {
    private let server: ScriptedHTTPServer

    /// - Parameter answer: the text of the model's message.
    init(answer: String) throws {
        let body: JSONValue = [
            "model": "scripted",
            "choices": [
                ["index": 0, "message": ["role": "assistant", "content": .string(answer)], "finish_reason": "stop"]
            ],
            "usage": ["prompt_tokens": 40, "completion_tokens": 2, "total_tokens": 42],
        ]
        let bytes = Array(try JSONEncoder().encode(body))
        server = try ScriptedHTTPServer { _ in
            .respond(200, headers: [("Content-Type", "application/json")], body: bytes)
        }
    }

    /// A model that proposes these texts for these queries.
    convenience init(proposing rewrites: [(id: String, query: String)]) throws {
        let answer: JSONValue = [
            "rewrites": .array(
                rewrites.map { ["queryid": .string($0.id), "query": .string($0.query), "why": "it is faster"] })
        ]
        try self.init(answer: String(decoding: try JSONEncoder().encode(answer), as: UTF8.self))
    }

    /// What a process needs to be told to ask it.
    func settings(key: String = "no-secret") -> [String: String] {
        [
            "LAKEWRIGHT_LLM_URL": "\(server.baseURL)/v1", "LAKEWRIGHT_LLM_MODEL": "scripted",
            "LAKEWRIGHT_LLM_KEY": key,
        ]
    }

    var requests: [ScriptedRequest] { server.requests }

    func stop() { server.stop() }
}
