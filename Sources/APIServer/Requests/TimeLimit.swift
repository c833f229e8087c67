/// The time for something is over.
struct TimeLimitPassed: Error {}

/// Runs something, and cancels it where it takes too long.
///
/// - Throws: ``TimeLimitPassed``, or what `body` throws.
func withTimeLimit<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask { try await body() }
        // defence: body-time
        group.addTask {
            try await Task.sleep(for: limit)
            throw TimeLimitPassed()
        }
        defer { group.cancelAll() }
        guard let value = try await group.next() else { throw TimeLimitPassed() }
        return value
    }
}
