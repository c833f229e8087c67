import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// The pages of memory that hold the program itself and its libraries, as their files do.
enum ProgramPages {
    /// Takes them out of this process's memory. Those that are used come back one by one, from the file, which costs a
    /// millisecond in all; the rest, such as what only the start ran or looked through, doesn't.
    ///
    /// Nothing is lost by that. Code can't have been changed, and is let go (madvise(2), MADV_DONTNEED). Data may have been: the
    /// system is asked to reclaim what it can read again (MADV_PAGEOUT), and keeps what it can't. Does nothing on systems
    /// without /proc.
    static func giveBack() {
        #if canImport(Glibc)
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else { return }
        for line in maps.split(separator: "\n") {
            guard let mapping = FileMapping(line), let start = UnsafeMutableRawPointer(bitPattern: mapping.start) else {
                continue
            }
            madvise(start, mapping.length, mapping.isUnchangeable ? MADV_DONTNEED : MADV_PAGEOUT)
        }
        #endif
    }

    /// A private mapping of a file.
    struct FileMapping {
        let start: UInt
        let length: Int
        /// Whether it is executable and not writable.
        let isUnchangeable: Bool

        /// Reads a line of /proc/self/maps, `55d0c0a00000-55d0c2a00000 r-xp 00001000 fe:00 1234 /usr/bin/program`; nil for
        /// mappings of another kind.
        init?(_ line: some StringProtocol) {
            let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
            guard fields.count == 6, fields[1].hasSuffix("p"), fields[5].drop(while: { $0 == " " }).first == "/" else {
                return nil
            }
            let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard ends.count == 2, ends[0] < ends[1] else { return nil }
            start = ends[0]
            length = Int(ends[1] - ends[0])
            isUnchangeable = fields[1] == "r-xp"
        }
    }
}
