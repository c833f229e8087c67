import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// The repository's development Trino (`deploy/dev-trino`) as a process of its own, for a test or a suite.
///
/// It listens on a free port of the loopback interface and keeps its tables in a temporary directory, which goes with it.
///
/// ```swift
/// let trino = try await DevelopmentTrino.start()
/// defer { trino.stop() }
/// // trino.url is "http://127.0.0.1:PORT"
/// ```
public final class DevelopmentTrino: Sendable {
    public struct Options: Sendable {
        /// Connectors by the name of their catalog.
        public var catalogs: [(name: String, connector: String)] = [("iceberg", "iceberg")]
        /// Directories of Parquet files, each registered as a schema of read-only tables.
        public var imports: [(schema: String, directory: String)] = []
        /// Passwords by user; with any, others are refused.
        public var users: [(name: String, password: String)] = []
        /// Users by access token.
        public var tokens: [(token: String, user: String)] = []
        /// PEM files of the server's certificate and key.
        public var tls: (certificate: String, key: String)?
        public var furtherArguments: [String] = []

        public init() {}
    }

    public struct StartFailure: Error, CustomStringConvertible {
        public let description: String
    }

    /// `http://127.0.0.1:PORT`, or `https`.
    public let url: String
    public let processID: pid_t
    private let directory: URL
    private let isStopped = Atomic<Bool>(false)

    private init(url: String, processID: pid_t, directory: URL) {
        self.url = url
        self.processID = processID
        self.directory = directory
    }

    deinit {
        stop()
    }

    /// `127.0.0.1:PORT`, as a JDBC URL wants it.
    public var hostAndPort: String { url.split(separator: "/").last.map(String.init) ?? "" }

    /// Starts the server and waits until it listens.
    ///
    /// - Throws: ``StartFailure`` with what the process said.
    public static func start(_ options: Options = Options()) async throws -> DevelopmentTrino {
        try await withCheckedThrowingContinuation { continuation in
            // Waiting for a process blocks: not on the cooperative pool.
            let thread = Thread { continuation.resume(with: Result { try launch(options) }) }
            thread.start()
        }
    }

    /// Ends the process, politely first, and removes its tables. May be called more than once.
    public func stop() {
        guard !isStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
        DevelopmentTrinoProcess.end(processID)
        try? FileManager.default.removeItem(at: directory)
    }

    /// Whether a Python environment for it exists; tests that need it are skipped without.
    public static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: python) }

    // MARK: -

    /// The repository's root, found from where this file stands.
    public static let repositoryRoot: URL = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static var python: String {
        ProcessInfo.processInfo.environment["LAKEWRIGHT_DEV_TRINO_PYTHON"]
            ?? repositoryRoot.appendingPathComponent("deploy/dev-trino/.venv/bin/python").path
    }

    private static func launch(_ options: Options) throws -> DevelopmentTrino {
        guard isAvailable else {
            throw StartFailure(
                description: "The development Trino has no Python environment at \(python). Make it with"
                    + " `make trino_start`, or set LAKEWRIGHT_DEV_TRINO_PYTHON.")
        }
        // A connection that the server closes must not end the test's process.
        signal(SIGPIPE, SIG_IGN)
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("dev-trino-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        var arguments = [
            python, "-m", "dev_trino", "--port", "0", "--warehouse", directory.appendingPathComponent("warehouse").path,
        ]
        arguments += options.catalogs.flatMap { ["--catalog", "\($0.name)=\($0.connector)"] }
        arguments += options.imports.flatMap { ["--import", "\($0.schema)=\($0.directory)"] }
        arguments += options.users.flatMap { ["--user", "\($0.name):\($0.password)"] }
        arguments += options.tokens.flatMap { ["--token", "\($0.token)=\($0.user)"] }
        if let tls = options.tls { arguments += ["--tls-cert", tls.certificate, "--tls-key", tls.key] }
        arguments += options.furtherArguments

        var environment = ProcessInfo.processInfo.environment
        environment["PYTHONPATH"] = repositoryRoot.appendingPathComponent("deploy/dev-trino").path
        let log = directory.appendingPathComponent("log").path
        do {
            let process = try DevelopmentTrinoProcess.spawn(arguments, environment: environment, log: log)
            guard let url = process.listeningURL() else {
                DevelopmentTrinoProcess.end(process.id)
                let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                throw StartFailure(description: "The development Trino didn't start: \(said.suffix(2000))")
            }
            return DevelopmentTrino(url: url, processID: process.id, directory: directory)
        } catch {
            try? FileManager.default.removeItem(at: directory)
            throw error
        }
    }
}
