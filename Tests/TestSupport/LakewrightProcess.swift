import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// One of the product's own executables, as a process of its own.
///
/// Its environment is the one given and nothing of the test's own settings; what it writes is kept in files, whole.
///
/// ```swift
/// let worker = try LakewrightProcess.start(.worker, ["serve"], environment: settings, folder: folder)
/// defer { worker.kill() }
/// ```
public final class LakewrightProcess: Sendable {
    /// The executables, by the names that they are built under.
    public enum Program: String, Sendable {
        case api = "lakewright-api"
        case worker = "lakewright-worker"
    }

    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// How a process ended: its exit status, or the signal that ended it.
    public enum Ending: Sendable, Hashable {
        case exit(Int32)
        case signal(Int32)
    }

    public let program: Program
    public let processID: pid_t
    private let process: Mutex<Process>
    private let outputFile: URL
    private let errorFile: URL

    private init(program: Program, process: sending Process, outputFile: URL, errorFile: URL) {
        self.program = program
        processID = process.processIdentifier
        self.process = Mutex(process)
        self.outputFile = outputFile
        self.errorFile = errorFile
    }

    deinit {
        kill()
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - environment: all of its `LAKEWRIGHT_` variables.
    ///   - folder: where it runs, and where its output is kept.
    /// - Throws: ``Failure`` where it isn't built.
    public static func start(
        _ program: Program, _ arguments: [String], environment: [String: String], folder: URL
    ) throws -> LakewrightProcess {
        guard let executable = executable(program) else {
            throw Failure(
                description: "\(program.rawValue) is not built. Run `swift build`, or set LAKEWRIGHT_BIN to its folder."
            )
        }
        let name = "\(program.rawValue)-\(UUID().uuidString.prefix(8))"
        let outputFile = folder.appendingPathComponent("\(name).out")
        let errorFile = folder.appendingPathComponent("\(name).err")
        for file in [outputFile, errorFile] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }

        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("LAKEWRIGHT_") }
            .merging(environment) { _, given in given }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
        return LakewrightProcess(program: program, process: process, outputFile: outputFile, errorFile: errorFile)
    }

    public var isRunning: Bool { process.withLock { $0.isRunning } }

    /// Everything that it has written to standard output.
    public var output: String { Self.text(of: outputFile) }

    /// Everything that it has written to standard error: its log.
    public var log: String { Self.text(of: errorFile) }

    /// SIGTERM: it is asked to stop.
    public func terminate() { send(SIGTERM) }

    /// SIGKILL: it gets no chance to do anything.
    public func kill() { send(SIGKILL) }

    /// SIGSTOP: it stands still, and doesn't notice.
    public func freeze() { send(SIGSTOP) }

    /// SIGCONT: it goes on where it stood.
    public func thaw() { send(SIGCONT) }

    /// Waits until it has ended.
    public func ending() async throws -> Ending {
        while isRunning { try await Task.sleep(for: .milliseconds(10)) }
        return process.withLock { process in
            process.terminationReason == .exit
                ? .exit(process.terminationStatus) : .signal(process.terminationStatus)
        }
    }

    /// Waits until its log holds a text.
    ///
    /// - Throws: ``Failure`` with the log where it ends without.
    public func logs(_ text: String) async throws {
        while !log.contains(text) {
            guard isRunning else {
                throw Failure(description: "\(program.rawValue) ended before it said \"\(text)\": \(log.suffix(3000))")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func send(_ signal: Int32) {
        process.withLock { process in
            // Only while it runs: afterwards the number may be another's.
            if process.isRunning { _ = systemKill(process.processIdentifier, signal) }
        }
    }

    private static func text(of file: URL) -> String {
        (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

/// The system's call, whose name the type's own method hides.
private func systemKill(_ id: pid_t, _ signal: Int32) -> Int32 {
    kill(id, signal)
}
