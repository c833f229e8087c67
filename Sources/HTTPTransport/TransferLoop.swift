import CCurl
import Foundation
import Synchronization

/// The one thread that drives libcurl's multi interface for a client.
///
/// The multi handle and every easy handle are touched by this thread alone. What other threads may do is put orders
/// into the inbox, ask for a stop, and call `curl_multi_wakeup`, which libcurl documents as safe from any thread.
//
// @unchecked: `multi` is a raw pointer, which the compiler can't see through. It is a constant, freed by the thread as
// its last act under the inbox's lock (`hasEnded`), and `wake` uses it under that same lock only while not ended.
final class TransferLoop: @unchecked Sendable {
    private struct Inbox {
        var orders: [TransferOrder] = []
        var stopBy: ContinuousClock.Instant?
        var hasStarted = false
        var hasEnded = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let multi: OpaquePointer
    private let inbox = Mutex(Inbox())

    init(maximumConnectionsPerHost: Int) throws {
        try CurlLibrary.initialise()
        guard let handle = curl_multi_init() else {
            throw HTTPTransportError.invalidConfiguration("libcurl has no memory for a multi handle")
        }
        multi = OpaquePointer(handle)
        _ = shim_curl_multi_setopt_long(handle, CURLMOPT_MAX_HOST_CONNECTIONS, maximumConnectionsPerHost)
    }

    private func start() {
        // The thread keeps the loop alive until it ends.
        let thread = Thread { self.run() }
        thread.name = "http-client"
        thread.start()
    }

    func submit(_ order: TransferOrder) {
        let (accepted, isFirst) = inbox.withLock { inbox in
            guard inbox.stopBy == nil, !inbox.hasEnded else { return (false, false) }
            inbox.orders.append(order)
            defer { inbox.hasStarted = true }
            return (true, !inbox.hasStarted)
        }
        if isFirst {
            start()
        } else if accepted {
            wake()
        } else {
            order.completion(.failure(HTTPTransportError.clientIsShutDown))
        }
    }

    func wake() {
        inbox.withLock { inbox in
            if !inbox.hasEnded { _ = curl_multi_wakeup(UnsafeMutableRawPointer(multi)) }
        }
    }

    func stop(within grace: Duration) {
        inbox.withLock { inbox in
            if !inbox.hasStarted && !inbox.hasEnded {
                // There is no thread to do it.
                inbox.hasEnded = true
                curl_multi_cleanup(UnsafeMutableRawPointer(multi))
            }
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

    private func run() {
        let multi = UnsafeMutableRawPointer(self.multi)
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
