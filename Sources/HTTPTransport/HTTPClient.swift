import CCurl

/// An asynchronous HTTP/1.1 client on libcurl.
///
/// One thread of its own drives all transfers of a client, so that nothing blocks on the cooperative pool. Connections
/// are kept and used again. Redirects are not followed, only http and https are spoken, and no environment variable is
/// looked at. A cancelled task aborts its transfer at once.
///
/// ```swift
/// let client = try HTTPClient()
/// let response = try await client.send(HTTPRequest(.get, HTTPURL("http://127.0.0.1:8080/v1/info")))
/// print(response.status, response.text)
/// await client.shutDown()
/// ```
///
/// The process must ignore SIGPIPE (`signal(SIGPIPE, SIG_IGN)`), as libcurl can't keep TLS libraries from raising it.
public final class HTTPClient: Sendable {
    public let configuration: HTTPClientConfiguration
    private let loop: TransferLoop

    /// Makes a client; its thread starts with its first request.
    ///
    /// - Throws: ``HTTPTransportError/invalidConfiguration(_:)``.
    public init(_ configuration: HTTPClientConfiguration = HTTPClientConfiguration()) throws {
        var configuration = configuration
        if case .pkcs12(let path, let password) = configuration.tls.trustedCertificates {
            configuration.tls.trustedCertificates = .pem(try PKCS12TrustStore.pem(path: path, password: password))
        }
        self.configuration = configuration
        loop = try TransferLoop(maximumConnectionsPerHost: configuration.maximumConnectionsPerHost)
    }

    deinit {
        loop.stop(within: .zero)
    }

    /// Sends a request and waits for the whole response, whatever its status.
    ///
    /// - Throws: ``HTTPTransportError``, or `CancellationError` where the task was cancelled.
    public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        try Task.checkCancellation()
        try request.validateHeaders()
        let cancellation = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                loop.submit(
                    TransferOrder(
                        request: request, configuration: configuration, cancellation: cancellation,
                        completion: { continuation.resume(with: $0) }))
            }
        } onCancel: {
            cancellation.raise()
            loop.wake()
        }
    }

    /// Refuses further requests, lets the running ones end for up to `grace`, aborts the rest and ends the thread.
    ///
    /// Those aborted get ``HTTPTransportError/clientIsShutDown``. May be called more than once.
    public func shutDown(grace: Duration = .seconds(5)) async {
        loop.stop(within: grace)
        await loop.waitUntilEnded()
    }
}
