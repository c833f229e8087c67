import CCurl
import Foundation
import Synchronization

/// The one thread that drives libcurl's multi interface for a client.
///
/// The multi handle and every easy handle are touched by this thread alone. What other threads may do is put orders
/// into the inbox, ask for a stop, and call `curl_multi_wakeup`, which libcurl documents as safe from any thread. The thread and
/// the multi handle, which brings a pair of sockets, are there from the first order on: a client that is never asked costs neither.
final class TransferLoop: Sendable {
    /// libcurl's multi handle.
    //
    // @unchecked: a raw pointer, which the compiler can't see through. It is made before the thread starts and freed by the thread
    // as its last act, both under the inbox's lock; `wake` uses it under that same lock, and all else is the thread's alone.
    private struct Multi: @unchecked Sendable {
        let handle: UnsafeMutableRawPointer
    }

    private struct Inbox {
        var orders: [TransferOrder] = []
        var stopBy: ContinuousClock.Instant?
        /// From the first order until the thread's end.
        var multi: Multi?
        var hasEnded = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private enum Admission {
        case first(Multi)
        case accepted
        case refused(HTTPTransportError)
    }

    private let maximumConnectionsPerHost: Int
    private let inbox = Mutex(Inbox())

    init(maximumConnectionsPerHost: Int) throws {
        try CurlLibrary.initialise()
        self.maximumConnectionsPerHost = maximumConnectionsPerHost
    }

    func submit(_ order: TransferOrder) {
        let admission = inbox.withLock { inbox -> Admission in
            guard inbox.stopBy == nil, !inbox.hasEnded else { return .refused(.clientIsShutDown) }
            guard inbox.multi == nil else {
                inbox.orders.append(order)
                return .accepted
            }
            guard let handle = curl_multi_init() else {
                return .refused(.invalidRequest("libcurl has no memory for a multi handle"))
            }
            _ = shim_curl_multi_setopt_long(handle, CURLMOPT_MAX_HOST_CONNECTIONS, maximumConnectionsPerHost)
            let multi = Multi(handle: handle)
            inbox.multi = multi
            inbox.orders.append(order)
            return .first(multi)
        }
        switch admission {
        case .first(let multi): start(multi)
        case .accepted: wake()
        case .refused(let error): order.completion(.failure(error))
        }
    }

    private func start(_ multi: Multi) {
        // The thread keeps the loop alive until it ends.
        let thread = Thread { self.run(multi.handle) }
        thread.name = "http-client"
        thread.start()
    }

    func wake() {
        inbox.withLock { inbox in
            if let multi = inbox.multi { _ = curl_multi_wakeup(multi.handle) }
        }
    }

    func stop(within grace: Duration) {
        inbox.withLock { inbox in
            // Without a thread there is nobody else to do it.
            if inbox.multi == nil { inbox.hasEnded = true }
            let instant = ContinuousClock.now + grace
            inbox.stopBy = inbox.stopBy.map { min($0, instant) } ?? instant
        }
        wake()
    }

    func waitUntilEnded() async {
        await withCheckedContinuation { continuation in
            let ended = inbox.withLock { inbox in
                if !inbox.hasEnded { inbox.waiters.append(continuation) }
                return inbox.hasEnded
            }
            if ended { continuation.resume() }
        }
    }

    // MARK: - On the thread

    private func run(_ multi: UnsafeMutableRawPointer) {
        var running: [UnsafeMutableRawPointer: Transfer] = [:]
        while true {
            let (orders, stopBy) = inbox.withLock { inbox in
                defer { inbox.orders.removeAll() }
                return (inbox.orders, inbox.stopBy)
            }
            for order in orders { start(order, on: multi, among: &running) }
            for transfer in Array(running.values) where transfer.order.cancellation.isRaised {
                end(transfer, with: .failure(CancellationError()), on: multi, among: &running)
            }
            var count: Int32 = 0
            _ = curl_multi_perform(multi, &count)
            collectFinished(on: multi, among: &running)

            var patience: Int32 = 60_000
            if let stopBy {
                let left = stopBy - .now
                if running.isEmpty || left <= .zero { break }
                patience = Int32(clamping: max(1, min(60_000, left.wholeMilliseconds)))
            }
            _ = curl_multi_poll(multi, nil, 0, patience, nil)
        }
        finish(running, on: multi)
    }

    private func start(
        _ order: TransferOrder, on multi: UnsafeMutableRawPointer,
        among running: inout [UnsafeMutableRawPointer: Transfer]
    ) {
        guard !order.cancellation.isRaised else {
            order.completion(.failure(CancellationError()))
            return
        }
        do {
            let transfer = try Transfer(order)
            guard curl_multi_add_handle(multi, transfer.handle) == CURLM_OK else {
                throw HTTPTransportError.invalidRequest("libcurl has no memory for another transfer")
            }
            running[transfer.handle] = transfer
        } catch {
            order.completion(.failure(error))
        }
    }

    private func collectFinished(
        on multi: UnsafeMutableRawPointer, among running: inout [UnsafeMutableRawPointer: Transfer]
    ) {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
                let transfer = running[handle]
            else { continue }
            let code = shim_curl_message_result(message)
            end(transfer, with: transfer.outcome(code), on: multi, among: &running)
        }
    }

    private func end(
        _ transfer: Transfer, with result: Result<HTTPResponse, any Error>, on multi: UnsafeMutableRawPointer,
        among running: inout [UnsafeMutableRawPointer: Transfer]
    ) {
        running[transfer.handle] = nil
        _ = curl_multi_remove_handle(multi, transfer.handle)
        transfer.order.completion(result)
    }

    private func finish(_ running: [UnsafeMutableRawPointer: Transfer], on multi: UnsafeMutableRawPointer) {
        for transfer in running.values { _ = curl_multi_remove_handle(multi, transfer.handle) }
        let (orders, waiters) = inbox.withLock { inbox in
            inbox.hasEnded = true
            inbox.multi = nil
            _ = curl_multi_cleanup(multi)
            defer {
                inbox.orders.removeAll()
                inbox.waiters.removeAll()
            }
            return (inbox.orders, inbox.waiters)
        }
        for transfer in running.values { transfer.order.completion(.failure(HTTPTransportError.clientIsShutDown)) }
        for order in orders { order.completion(.failure(HTTPTransportError.clientIsShutDown)) }
        for waiter in waiters { waiter.resume() }
    }
}

extension Duration {
    /// Rounded up, so that a wait is never shorter than asked.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let milliseconds = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int(clamping: seconds.multipliedReportingOverflow(by: 1000).partialValue + milliseconds)
    }
}
