import Foundation
import Testing

@testable import Shared

@Suite struct ProgramPagesTests {
    @Test func onlyWhatCannotHaveBeenChangedIsLetGo() throws {
        func mapping(_ kind: String, _ file: String = "/usr/bin/a program") -> ProgramPages.FileMapping? {
            ProgramPages.FileMapping("55d0c0a00000-55d0c0a02000 \(kind) 00001000 fe:00 1234       \(file)")
        }
        let code = try #require(mapping("r-xp"))
        #expect(code.start == 0x55d0_c0a0_0000)
        #expect(code.length == 0x2000)
        #expect(code.isUnchangeable)
        // Relocated and made read-only afterwards; data; code that may be written.
        for kind in ["r--p", "rw-p", "rwxp"] { #expect(mapping(kind)?.isUnchangeable == false) }
        // Shared with other processes; nobody's file; the system's own.
        #expect(mapping("rw-s") == nil)
        #expect(mapping("r-xp", "") == nil)
        #expect(mapping("r-xp", "[vdso]") == nil)
        #expect(ProgramPages.FileMapping("") == nil)
        #expect(ProgramPages.FileMapping("nonsense r-xp 0 0 0 /x") == nil)
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
