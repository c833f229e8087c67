import HTTPTypes
import Hummingbird
import Logging
import Shared

/// `GET /getresult?task_id=`: what came of a task; 200 whether it runs, is done or failed.
struct ResultRoute: Sendable {
    let store: any TaskStore

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let id = try TaskIDParameter.read(from: request.uri)
        context.notes.task = id
        if let unchanged = try await unchanged(id, request, context) { return unchanged }
        guard
            let outcome = try await fromStore(
                context.logger,
                {
                    try await store.outcome(
                        of: id,
                        // defence: tenant-of-result; without it: nil
                        for: context.tenant)
                })
        else { throw TaskIDParameter.unknownTask }
        let answer = ResultAnswer(id, outcome)
        guard let tag = EntityTag.of(id, answer.status) else {
            return try .json(answer, headers: [.retryAfter: PollingInterval.headerValue])
        }
        var headers = Self.headers(tag)
        headers[.contentType] = "application/json"
        return await .negotiated(try WireJSON.encode(answer), for: request, headers: headers)
    }

    /// 304 for a client that has the result, which then isn't read.
    private func unchanged(
        _ id: TaskID, _ request: Request, _ context: APIRequestContext
    ) async throws -> Response? {
        guard request.headers.contains(.ifNoneMatch) else { return nil }
        let record = try await fromStore(context.logger) {
            try await store.record(
                of: id,
                // defence: tenant-of-etag; without it: nil
                for: context.tenant)
        }
        guard let status = record?.state.status, let tag = EntityTag.of(id, status),
            EntityTag.isKnown(tag, to: request.headers)
        else { return nil }
        var headers = Self.headers(tag)
        headers[.vary] = "Accept-Encoding"
        return Response(status: .notModified, headers: headers)
    }

    /// A finished result may be kept by its reader, who has to ask each time whether it is still there to be had.
    private static func headers(_ tag: String) -> HTTPFields {
        [.eTag: tag, .cacheControl: "private, no-cache"]
    }
}
