import TestSupport
import Testing

/// Starts one development Trino for a whole suite, and stops it at its end.
struct DevelopmentTrinoTrait: SuiteTrait, TestScoping {
    @TaskLocal private static var current: DevelopmentTrino?

    let catalogs: [String: String]

    struct NotStarted: Error {}

    /// The suite's server.
    static func shared() throws -> DevelopmentTrino {
        guard let current else { throw NotStarted() }
        return current
    }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        var options = DevelopmentTrino.Options()
        options.catalogs = catalogs.map { ($0.key, $0.value) }
        let trino = try await DevelopmentTrino.start(options)
        defer { trino.stop() }
        try await Self.$current.withValue(trino) { try await function() }
    }
}

extension Trait where Self == DevelopmentTrinoTrait {
    static func withDevelopmentTrino(_ catalogs: [String: String]) -> Self {
        DevelopmentTrinoTrait(catalogs: catalogs)
    }
}
