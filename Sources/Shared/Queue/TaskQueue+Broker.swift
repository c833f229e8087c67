import Logging

extension BrokerURL {
    /// The queue that this URL names.
    ///
    /// - Parameter name: The list of normal priority, where the broker is Redis.
    public func makeQueue(name: String, logger: Logger = Logger(label: "lakewright.queue")) -> any TaskQueue {
        switch self {
        case .redis(let address): RedisTaskQueue(address: address, name: name, logger: logger)
        case .memory: InMemoryTaskQueue()
        }
    }
}
