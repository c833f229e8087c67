import HTTPTypes
import Hummingbird

/// `OPTIONS` of any path: its methods, in `Allow`.
struct OptionsRoute: Sendable {
    let route: RouteTable.Route

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        Response(status: .noContent, headers: [.allow: RouteTable.list(route.methods)])
    }
}
