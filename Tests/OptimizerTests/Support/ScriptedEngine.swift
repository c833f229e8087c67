import Synchronization

@testable import Optimizer

/// An engine that answers by a closure, and remembers what it was asked.
final class ScriptedEngine: QueryEngine {
    private let answer: @Sendable (String, Int) throws -> EngineResult
    private let asked = Mutex<[String]>([])

    /// - Parameter answer: given a statement and how many came before it.
    init(_ answer: @escaping @Sendable (String, Int) throws -> EngineResult) {
        self.answer = answer
    }

    var statements: [String] { asked.withLock { $0 } }

    func run(_ statement: EngineStatement) async throws -> EngineResult {
        let before = asked.withLock { list in
            list.append(statement.sql)
            return list.count - 1
        }
        return try answer(statement.sql, before)
    }
}
