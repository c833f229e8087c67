import ServiceLifecycle

/// Gives memory back that the process has no use for: soon after the start, which runs and looks through much that is never needed
/// again, and now and then after that.
public struct ThriftLoop: Service {
    private static let first: Duration = .seconds(2)
    private static let interval: Duration = .seconds(300)

    public init() {}

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = Self.first
            while (try? await Task.sleep(for: pause)) != nil {
                ResidentMemory.giveBack()
                ProgramPages.giveBack()
                pause = Self.interval
            }
        }
    }
}
