import Shared
import Testing

@Suite struct CoreDumpsTests {
    @Test func afterwardsTheKernelMayNotWriteTheProcessesMemory() throws {
        try CoreDumps.turnOff()
        #expect(!CoreDumps.areOn)
    }
}
