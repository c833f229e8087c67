import HTTPTypes
import Hummingbird
import Shared

/// Gives every request an id and puts it on the answer and on every log line of the request.
///
/// A client (or a proxy in front) may bring its own id in `X-Request-Id`; one that isn't 1 to 64 letters, digits,
/// dots, dashes or underscores is passed over, so that nothing can be smuggled into a log. A trace that the request
/// belongs to (`traceparent`) is on every log line too.
struct RequestIDMiddleware: RouterMiddleware {
    typealias Context = APIRequestContext

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let brought = request.headers[.requestID],
            // defence: request-id-form; without it: true
            Self.isWellFormed(brought)
        {
            context.requestID = brought
        }
        if let trace = request.headers[.traceParent].flatMap({ TraceContext($0) }) {
            context.logger[metadataKey: "trace.id"] = .string(String(trace.traceID))
        }
        context.logger[metadataKey: "request.id"] = .string(context.requestID)
        context.logger[metadataKey: "hb.request.id"] = nil
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID
        return response
    }

    private static func isWellFormed(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
