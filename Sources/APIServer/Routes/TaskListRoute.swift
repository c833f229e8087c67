import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Shared

/// `GET /tasks?status=&created_from=&created_before=&limit=&cursor=`: the caller's tasks, newest first.
struct TaskListRoute: Sendable {
    let store: any TaskStore

    private struct Answer: Encodable {
        var tasks: [StatusAnswer]
        /// Absent on the last page.
        var nextCursor: String?

        enum CodingKeys: String, CodingKey {
            case tasks
            case nextCursor = "next_cursor"
        }
    }

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let query = try TaskListQuery.read(from: request.uri)
        let page = try await fromStore(context.logger) {
            try await store.tasks(
                // defence: tenant-of-list; without it: nil
                of: context.tenant,
                matching: query.filter, after: query.cursor, limit: query.limit)
        }
        var headers: HTTPFields = [:]
        if let next = page.next { headers[.link] = "<\(query.path(after: next))>; rel=\"next\"" }
        return try .json(
            Answer(tasks: page.records.map(StatusAnswer.init), nextCursor: page.next?.description), headers: headers)
    }
}
