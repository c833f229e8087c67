import TestSupport
import Testing

@testable import Optimizer

/// Every unsound rewriting is stopped, and by what it should be; its sound twin passes.
@Suite(
    "Unsound rewritings", .adversarialLab,
    .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct EquivalenceTests {
    static let cases: [EquivalenceCase] = [
        DuplicateCases.all, NullCases.all, EmptyCases.all, JoinCases.all, AggregateCases.all, OrderCases.all,
        ShapeCases.all, ValueCases.all, LargeCases.all,
    ].flatMap { $0 }

    @Test("It is stopped", arguments: cases)
    func unsound(item: EquivalenceCase) async throws {
        let lab = try #require(AdversarialLab.current)
        let (defect, check) = try await lab.judge(item.unsound, for: item)
        switch (item.stop, check) {
        case (.statically(let words), nil):
            #expect(defect?.contains(words) == true, "\(item.name): \(defect ?? "no defect")")
        case (.onData(let words), .different(let what)?):
            #expect(words.isEmpty || what.contains(words), "\(item.name): \(what)")
        case (.failing, .failed?):
            break
        default:
            Issue.record("\(item.name): \(defect ?? check.map { "\($0)" } ?? "nothing")")
        }
    }

    @Test("Its sound twin passes", arguments: cases.filter { $0.sound != nil })
    func sound(item: EquivalenceCase) async throws {
        let lab = try #require(AdversarialLab.current)
        let (defect, check) = try await lab.judge(try #require(item.sound), for: item)
        guard defect == nil, case .equal? = check else {
            Issue.record("\(item.name): \(defect ?? check.map { "\($0)" } ?? "nothing")")
            return
        }
    }

    @Test("There are no two cases of one name")
    func names() {
        #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
    }
}
