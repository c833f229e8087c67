import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Answers `Expect: 100-continue` (RFC 9110, section 10.1.1), which Hummingbird leaves to its users.
///
/// curl asks so before a body of more than a mebibyte, and holds it back for a second if nobody answers. A body that
/// is announced as too large isn't asked for: the route refuses it before it is sent.
final class ContinueHandler: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundOut = HTTPResponsePart

    /// In bytes.
    private let bodyLimit: Int

    init(bodyLimit: Int) {
        self.bodyLimit = bodyLimit
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data), isToContinue(head.headerFields) {
            context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
        }
        context.fireChannelRead(data)
    }

    private func isToContinue(_ headers: HTTPFields) -> Bool {
        guard headers[.expect]?.lowercased() == "100-continue" else { return false }
        return headers[.contentLength].flatMap(Int.init).map { $0 <= bodyLimit } ?? true
    }
}
