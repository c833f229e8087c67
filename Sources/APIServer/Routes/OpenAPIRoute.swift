import HTTPTypes
import Hummingbird

/// `GET /openapi.json`: the API's description.
struct OpenAPIRoute: Sendable {
    let document: OpenAPIDocument

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        await .negotiated(document.data, for: request, headers: [.contentType: "application/json"])
    }
}
