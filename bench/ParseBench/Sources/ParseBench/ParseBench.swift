import Foundation
import TrinoSQL

/// `ParseBench FILE ROUNDS`: parses and prints every statement of a JSON array of texts, ROUNDS times, after one round that
/// warms up. Prints the seconds and the number of characters printed, as JSON. `ParseBench --growth` measures how time grows with
/// the size of a text instead.
@main
struct ParseBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        if arguments.dropFirst() == ["--growth"] { return Growth.measure() }
        guard arguments.count == 3, let rounds = Int(arguments[2]) else {
            FileHandle.standardError.write(Data("usage: ParseBench FILE ROUNDS | ParseBench --growth\n".utf8))
            exit(2)
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: arguments[1]))
        let statements = try JSONDecoder().decode([String].self, from: data)
        var printed = 0
        for text in statements { printed += try Parser.parseStatement(text).sql().utf8.count }
        let began = ContinuousClock.now
        for _ in 0..<rounds {
            for text in statements { printed += try Parser.parseStatement(text).sql().utf8.count }
        }
        let took = (ContinuousClock.now - began).components
        let seconds = Double(took.seconds) + Double(took.attoseconds) / 1e18
        print("{\"seconds\": \(seconds), \"printed\": \(printed)}")
    }
}
