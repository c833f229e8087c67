import Foundation
import Shared

/// The API's description in OpenAPI 3.1, as `/openapi.json` gives it and `/docs` shows it.
///
/// It is written as JSON text, so that it can be read and compared as what it is; the server's own limits and the list
/// of problems are put in where they belong.
struct OpenAPIDocument: Sendable {
    /// The document, with sorted keys.
    let data: Data
    let json: JSONValue

    /// - Throws: `DecodingError` where the parts don't make one JSON document, which a test rules out.
    init(limits: SubmissionLimits) throws {
        let text = """
            {
              "openapi": "3.1.0",
              "info": \(Self.info),
              "security": [{"bearer": []}, {"apiKey": []}, {"basic": []}],
              "tags": \(Self.tags),
              "paths": {
                \([Self.newTask, Self.taskRoutes, Self.serviceRoutes].joined(separator: ",\n"))
              },
              "components": {
                "securitySchemes": \(Self.securitySchemes),
                "parameters": \(Self.parameters),
                "headers": \(Self.headers),
                "responses": \(Self.responses),
                "schemas": {
                  \([Self.requestSchemas(limits), Self.answerSchemas, Self.problemSchemas].joined(separator: ",\n"))
                }
              }
            }
            """
        json = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        data = try WireJSON.encode(json)
    }

    /// Every method and path that the document has, as `GET /status`.
    var operations: Set<String> {
        guard case .object(let paths)? = json["paths"] else { return [] }
        return Set(
            paths.flatMap { path, item -> [String] in
                guard case .object(let members) = item else { return [] }
                return members.keys.filter { $0 != "parameters" }.map { "\($0.uppercased()) \(path)" }
            })
    }

    private static let info = #"""
        {
          "title": "Lakewright",
          "version": "1",
          "summary": "Reshapes a Trino lakehouse around the queries that people really run.",
          "description": "Post a workload, poll or wait, fetch the result. A task belongs to the key that made it and is there for no other key. Every error is application/problem+json (RFC 9457); its type is stable and meant for programs. HEAD works wherever GET does, and OPTIONS tells the methods of a path.",
          "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"}
        }
        """#

    private static let tags = #"""
        [
          {"name": "tasks", "description": "Submitting workloads and fetching what came of them."},
          {"name": "service", "description": "Probes and documentation. They need no key."}
        ]
        """#

    private static let securitySchemes = #"""
        {
          "bearer": {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer KEY"},
          "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
          "basic": {"type": "http", "scheme": "basic", "description": "Any user name, the key as password (curl -u me:KEY)"}
        }
        """#
}
