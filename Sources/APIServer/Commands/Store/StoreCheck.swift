import ArgumentParser
import Shared

/// `lakewright-api store check`: looks for damage, beside a running service or without one.
struct StoreCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look through the whole database for damage; ends with status 1 where there is some.")

    @OptionGroup var options: StoreOptions

    func run() throws {
        let path = try options.path()
        let problems = try DatabaseIntegrity.problems(of: path)
        guard !problems.isEmpty else {
            print("\(path) is sound")
            return
        }
        problems.forEach { print($0) }
        print("\(path) is damaged: restore a backup (`lakewright-api store restore`), and check the disk")
        throw ExitCode.failure
    }
}
