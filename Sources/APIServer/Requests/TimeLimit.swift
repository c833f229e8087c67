/// The time for something is over.
struct TimeLimitPassed: Error {}

/// Runs something, and cancels it where it takes too long.
///
/// - Throws: ``TimeLimitPassed``, or what `body` throws.
func withTimeLimit<Value: Sendable>(
    _ limit: Duration, alarms: Alarms = .shared, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let answer = FirstAnswer<Value>()
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            do {
                answer.give(.success(try await body()))
            } catch {
                answer.give(.failure(error))
            }
        }
        let alarm = alarms.set(after: limit) {
            // defence: body-time
            answer.give(.failure(TimeLimitPassed()))
        }
        defer {
            alarms.stop(alarm)
            group.cancelAll()
        }
        return try await answer.value
    }
}
