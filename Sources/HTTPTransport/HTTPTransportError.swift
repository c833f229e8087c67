/// Why no response came.
///
/// The texts never hold headers, bodies or credentials. A cancelled task gets `CancellationError` instead.
public enum HTTPTransportError: Error, Sendable, Equatable {
    public enum Phase: String, Sendable {
        /// Name resolution, the TCP connection and the TLS handshake.
        case connecting
        /// After the connection stood.
        case exchanging
    }

    /// The request can't be sent as it is.
    case invalidRequest(String)
    /// The configuration can't be used, such as a certificate file that can't be read.
    case invalidConfiguration(String)
    case hostNotFound(String)
    case connectionRefused(String)
    case tls(String)
    /// A limit of ``HTTPTimeLimits`` or of the request has passed.
    case timedOut(Phase, String)
    /// The connection ended or broke before the response was complete.
    case connectionLost(String)
    /// The other side doesn't speak HTTP as it should.
    case malformedResponse(String)
    /// The decompressed body has more than this many bytes.
    case responseTooLarge(limit: Int)
    case clientIsShutDown

    /// Whether the server may have received the request: if not, sending it again is safe whatever it asks.
    public var requestMayHaveArrived: Bool {
        switch self {
        case .invalidRequest, .invalidConfiguration, .hostNotFound, .connectionRefused, .tls, .clientIsShutDown: false
        case .timedOut(let phase, _): phase == .exchanging
        case .connectionLost, .malformedResponse, .responseTooLarge: true
        }
    }

    /// Whether the same request may well succeed a moment later.
    public var isTransient: Bool {
        switch self {
        case .hostNotFound, .connectionRefused, .timedOut, .connectionLost: true
        case .invalidRequest, .invalidConfiguration, .tls, .malformedResponse, .responseTooLarge, .clientIsShutDown:
            false
        }
    }
}

extension HTTPTransportError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidRequest(let reason):
            "The request can't be sent: \(reason)."
        case .invalidConfiguration(let reason):
            "The connection is configured wrongly: \(reason)."
        case .hostNotFound(let detail):
            "The host name can't be resolved (\(detail)). Check the name, and that this machine's DNS knows it."
        case .connectionRefused(let detail):
            "No connection could be made (\(detail)). Check host and port, and that the server is up and reachable."
        case .tls(let detail):
            "The TLS handshake failed (\(detail)). Check that the port speaks TLS and which certificates are trusted."
        case .timedOut(.connecting, let detail):
            "Connecting took too long (\(detail)). Check host and port, and whether a firewall drops the traffic."
        case .timedOut(.exchanging, let detail):
            "The server didn't answer in time (\(detail))."
        case .connectionLost(let detail):
            "The connection was lost before the response was complete (\(detail))."
        case .malformedResponse(let detail):
            "The response isn't valid HTTP (\(detail)). Check that the port is that of an HTTP server."
        case .responseTooLarge(let limit):
            "The response is larger than the limit of \(limit) bytes."
        case .clientIsShutDown:
            "The HTTP client has been shut down."
        }
    }
}
