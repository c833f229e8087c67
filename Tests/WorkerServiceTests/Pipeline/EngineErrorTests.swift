import Optimizer
import Testing
import TrinoClient

@testable import WorkerService

@Suite("The client's errors as the optimizer sees them")
struct EngineErrorTests {
    @Test("Refused credentials are told from a server that is away, since only the latter is worth another try")
    func denied() {
        let error = EngineError(.accessDenied(status: 401, message: "no", challenges: ["Basic"]), timeLimit: 5)
        guard case .denied(let reason) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(reason.contains("401"))
        guard case .unreachable = EngineError(.status(503, message: "", statementID: nil), timeLimit: 5) else {
            Issue.record("503 is a server that is away")
            return
        }
    }

    @Test("A time limit is told in seconds")
    func timeLimit() {
        #expect(EngineError(.timeLimitExceeded(.seconds(5), statementID: nil), timeLimit: 5) == .timedOut(seconds: 5))
    }
}
