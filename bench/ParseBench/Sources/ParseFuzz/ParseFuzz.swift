import Foundation
import TrinoSQL

/// `ParseFuzz CORPUS COUNT SEED [--show]`: damages statements at random and reads them, COUNT times.
///
/// CORPUS is a table whose second column is a kind (statement, expression, type) and whose third is SQL. What can be read must be printed, compact and readable, and read again as
/// the same tree; what can't must be refused with a place inside the text. Prints counts; exit status 1 where a tree changed.
/// A crash ends the program: `--show` prints each text before it is read, so that the last one is the culprit.
@main
struct ParseFuzz {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4, let count = Int(arguments[2]), let seed = UInt64(arguments[3]) else {
            FileHandle.standardError.write(Data("usage: ParseFuzz CORPUS COUNT SEED [--show]\n".utf8))
            exit(2)
        }
        let table = try String(contentsOfFile: arguments[1], encoding: .utf8)
        let corpus = table.split(separator: "\n").dropFirst().compactMap { line -> [UInt8]? in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count > 2 else { return nil }
            switch cells[1] {
            case "expression": return Array("SELECT \(cells[2]) FROM t".utf8)
            case "type": return Array("SELECT CAST(a AS \(cells[2])) FROM t".utf8)
            default: return Array(cells[2].utf8)
            }
        }
        var fuzzer = Fuzzer(corpus: corpus, seed: seed, shows: arguments.contains("--show"))
        for _ in 0..<count { fuzzer.tryOne() }
        print(fuzzer.summary)
        if fuzzer.changed > 0 { exit(1) }
    }
}
