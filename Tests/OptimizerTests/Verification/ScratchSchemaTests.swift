import Foundation
import Testing

@testable import Optimizer

@Suite("Scratch schema names")
struct ScratchSchemaTests {
    @Test("A name is read back as it was made")
    func roundTrip() {
        let scratch = ScratchSchema(label: "ab12t3", expiry: 1_800_000_000)
        #expect(ScratchSchema(name: scratch.name) == scratch)
    }

    @Test(
        "Names that no rehearsal made are left alone",
        arguments: ["sales", "lw_rehearsal_", "lw_rehearsal_x", "lw_rehearsal_a_b_1", "lw_rehearsal_a_12x"])
    func foreign(name: String) {
        #expect(ScratchSchema(name: name) == nil)
    }

    @Test("It expires when its time is over, not before")
    func expiry() {
        let scratch = ScratchSchema(label: "a", expiry: 1000)
        #expect(scratch.hasExpired(at: Date(timeIntervalSince1970: 1001)))
        #expect(!scratch.hasExpired(at: Date(timeIntervalSince1970: 999)))
    }
}
