import Hummingbird
import NIOCore
import Shared

/// What travels with one request from middleware to middleware to its route.
struct APIRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    /// The connection's other end, for the access log.
    let remoteAddress: SocketAddress?

    /// Names the request in the log, in `X-Request-Id` and in problems.
    var requestID: String

    /// Whose tasks the request may make and see.
    var tenant = Tenant.anonymous

    /// What the access log is to tell besides.
    let notes = AccessNotes()

    init(source: Source) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
        requestID = ""
        requestID = id
    }
}
