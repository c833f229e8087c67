import Foundation
import HTTPTypes
import Hummingbird

/// `GET /docs`: the OpenAPI document for people, as one page without scripts that needs no other host.
struct DocumentationRoute: Sendable {
    private let page: Data
    private let policy: String

    /// Makes the page once.
    ///
    /// - Throws: what the template's parser throws, which a test rules out.
    init(document: OpenAPIDocument) throws {
        let page = try DocumentationPage(document)
        self.page = Data(page.html.utf8)
        // Nothing but the page's own style sheet, known by its hash.
        policy = "default-src 'none'; style-src '\(page.styleHash)'; frame-ancestors 'none'"
    }

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        await .negotiated(
            page, for: request,
            headers: [.contentType: "text/html; charset=utf-8", .contentSecurityPolicy: policy])
    }
}
