import Foundation
import Testing

@testable import Shared

@Suite struct TaskIDTests {
    @Test func itIsAVersion7UUIDThatFitsIntoAURL() {
        let id = TaskID().description
        #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    }

    @Test func laterOnesSortLater() {
        #expect(TaskID(milliseconds: 1_000) < TaskID(milliseconds: 1_001))
        #expect(TaskID(milliseconds: 0xFFFF) < TaskID(milliseconds: 0x1_0000))
    }

    @Test func noTwoAreTheSame() {
        #expect(Set((0..<10_000).map { _ in TaskID(milliseconds: 5) }).count == 10_000)
    }

    @Test func upperCaseIsTheSameId() {
        let id = TaskID()
        #expect(TaskID(id.description.uppercased()) == id)
    }

    @Test(arguments: ["", "1", "'; DROP TABLE task", "0190d0f5-1111-7111-8111-11111111111", "../../etc/passwd"])
    func whatIsNoIdIsNone(text: String) {
        #expect(TaskID(text) == nil)
    }
}
