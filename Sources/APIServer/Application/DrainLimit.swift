import ServiceLifecycle

/// Gives a service some time to end by itself once it is told to stop, and cancels it after that.
///
/// Services stop one after the other. Without a limit a client that sends its body a byte at a time would keep the
/// server, and with it the services after it, from stopping.
struct DrainLimit: Service {
    let limit: Duration
    let service: any Service

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            group.addTask {
                try await gracefulShutdown()
                try await Task.sleep(for: limit)
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
