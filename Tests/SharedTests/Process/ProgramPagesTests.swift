import Foundation
import Testing

@testable import Shared

@Suite struct ProgramPagesTests {
    @Test func onlyWhatCannotHaveBeenChangedIsGivenBack() {
        func pages(_ line: String) -> Range<UInt>? { ProgramPages.executablePages(in: line) }
        #expect(
            pages("55d0c0a00000-55d0c2a00000 r-xp 00001000 fe:00 1234       /usr/bin/a program")
                == 0x55d0_c0a0_0000..<0x55d0_c2a0_0000)
        // Relocated and made read-only afterwards; writable; nobody's file; the system's own.
        #expect(pages("55d0c0a00000-55d0c2a00000 r--p 00001000 fe:00 1234       /usr/bin/program") == nil)
        #expect(pages("55d0c0a00000-55d0c2a00000 rwxp 00001000 fe:00 1234       /usr/bin/program") == nil)
        #expect(pages("55d0c0a00000-55d0c2a00000 r-xp 00000000 00:00 0 ") == nil)
        #expect(pages("7ffd1f5f2000-7ffd1f5f4000 r-xp 00000000 00:00 0          [vdso]") == nil)
        #expect(pages("") == nil)
        #expect(pages("nonsense r-xp 0 0 0 /x") == nil)
    }

    @Test func theProgramGoesOn() throws {
        /// Pages of files in memory.
        func filePages() throws -> Int {
            let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
            return try #require(Int(fields[2]))
        }
        let before = try filePages()
        ProgramPages.giveBack()
        #expect(try filePages() < before)
        let words: [String] = (1...3).map { "\($0)" }
        #expect(words.joined(separator: " ") == "1 2 3")
    }
}
