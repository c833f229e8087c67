import Foundation

extension LakewrightProcess {
    /// Whether both programs are built, so that tests of the whole can run.
    public static var isAvailable: Bool { executable(.api) != nil && executable(.worker) != nil }

    /// Where a program stands: in the folder that `LAKEWRIGHT_BIN` names, else beside the tests' own bundle.
    static func executable(_ program: Program) -> URL? {
        folders.lazy.map { $0.appendingPathComponent(program.rawValue) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    private static var folders: [URL] {
        if let given = ProcessInfo.processInfo.environment["LAKEWRIGHT_BIN"] { return [URL(fileURLWithPath: given)] }
        var folders: [URL] = []
        var folder = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
        while folder.path.contains("/.build/") {
            folder.deleteLastPathComponent()
            folders.append(folder)
        }
        return folders + [DevelopmentTrino.repositoryRoot.appendingPathComponent(".build/debug")]
    }
}
