import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// The pages of memory that hold the program itself and its libraries.
public enum ProgramPages {
    /// Takes them out of this process's memory. Those that are used come back one by one, from the file, which costs a
    /// millisecond in all; the rest, such as what only the start ran or looked through, doesn't.
    ///
    /// Nothing is lost by that: only mappings of files that are executable and not writable are touched, which the process
    /// can't have changed (madvise(2), MADV_DONTNEED). Does nothing on systems without /proc.
    public static func giveBack() {
        #if canImport(Glibc)
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else { return }
        for line in maps.split(separator: "\n") {
            guard let pages = executablePages(in: line),
                let start = UnsafeMutableRawPointer(bitPattern: pages.lowerBound)
            else { continue }
            madvise(start, pages.count, MADV_DONTNEED)
        }
        #endif
    }

    /// The addresses that a line of /proc/self/maps tells of, where they are a file's, executable and not writable:
    /// `55d0c0a00000-55d0c2a00000 r-xp 00001000 fe:00 1234 /usr/bin/program`.
    static func executablePages(in line: some StringProtocol) -> Range<UInt>? {
        let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
        guard fields.count == 6, fields[1] == "r-xp", fields[5].drop(while: { $0 == " " }).first == "/"
        else { return nil }
        let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard ends.count == 2, ends[0] < ends[1] else { return nil }
        return ends[0]..<ends[1]
    }
}
