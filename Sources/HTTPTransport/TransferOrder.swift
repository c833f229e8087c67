import Synchronization

/// A request on its way to the client's thread.
struct TransferOrder: Sendable {
    let request: HTTPRequest
    let configuration: HTTPClientConfiguration
    let cancellation: CancellationFlag
    /// Called exactly once, on the client's thread or, where the client is shut down, on the caller's.
    let completion: @Sendable (Result<HTTPResponse, any Error>) -> Void
}

/// Raised where the task that waits for a transfer is cancelled; it may be raised before the transfer starts.
final class CancellationFlag: Sendable {
    private let flag = Atomic<Bool>(false)

    var isRaised: Bool { flag.load(ordering: .acquiring) }

    func raise() { flag.store(true, ordering: .releasing) }
}
