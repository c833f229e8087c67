import Foundation
import Shared
import TestSupport

/// A whole service for one test: a folder with the database, a Redis where one is wanted, and the processes.
///
/// Lease, heartbeat and sweep are short, so that recovery doesn't keep the tests waiting.
final class Deployment: Sendable {
    let folder: URL
    let redis: RedisServer?
    let environment: [String: String]
    private let processes = Processes()

    private init(folder: URL, redis: RedisServer?, environment: [String: String]) {
        self.folder = folder
        self.redis = redis
        self.environment = environment
    }

    /// A service over Redis, or over `memory://` where `hasRedis` is false. Nothing of it runs yet but Redis.
    static func make(hasRedis: Bool = true, _ settings: [String: String] = [:]) async throws -> Deployment {
        let folder = try temporaryFolder()
        let redis = hasRedis ? try await RedisServer.start() : nil
        let environment = [
            "LAKEWRIGHT_HOST": "127.0.0.1", "LAKEWRIGHT_PORT": "0",
            "LAKEWRIGHT_BROKER_URL": redis?.url ?? "memory://",
            "LAKEWRIGHT_DATABASE": folder.appendingPathComponent("data/lakewright.sqlite").path,
            "LAKEWRIGHT_HEARTBEAT_SECONDS": "0.3", "LAKEWRIGHT_LEASE_SECONDS": "4",
            "LAKEWRIGHT_SWEEP_SECONDS": "0.5", "LAKEWRIGHT_GRACE_SECONDS": "1",
        ]
        return Deployment(
            folder: folder, redis: redis, environment: environment.merging(settings) { _, given in given })
    }

    /// Starts the API and returns a client of it once it listens.
    func startAPI(key: String? = nil) async throws -> APIClient {
        let process = try LakewrightProcess.start(.api, ["serve"], environment: environment, folder: folder)
        await processes.add(process)
        let announcement = "listening on 127.0.0.1:"
        try await process.logs(announcement)
        while true {
            if let start = process.log.range(of: announcement) {
                let digits = process.log[start.upperBound...].prefix(while: \.isNumber)
                let isWhole = process.log[start.upperBound...].dropFirst(digits.count).first != nil
                if isWhole, let port = UInt16(digits) { return APIClient(port: port, process: process, key: key) }
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// The outcome of a command that ends by itself.
    typealias CommandRun = (ending: LakewrightProcess.Ending, output: String, log: String)

    /// Runs a command of `lakewright-api` to its end.
    func command(_ arguments: String...) async throws -> CommandRun { try await command(arguments) }

    func command(_ arguments: [String]) async throws -> CommandRun {
        let process = try LakewrightProcess.start(.api, arguments, environment: environment, folder: folder)
        await processes.add(process)
        let ending = try await process.ending()
        return (ending, process.output, process.log)
    }

    /// Starts a worker and returns once it takes tasks.
    func startWorker(_ settings: [String: String] = [:]) async throws -> LakewrightProcess {
        let process = try LakewrightProcess.start(
            .worker, ["serve"], environment: environment.merging(settings) { _, given in given }, folder: folder)
        await processes.add(process)
        try await process.logs("worker started")
        return process
    }

    /// The service's store, for a look beside the running processes.
    func openStore() throws -> SQLiteTaskStore {
        try SQLiteTaskStore(path: environment["LAKEWRIGHT_DATABASE"] ?? "", creates: false)
    }

    /// The logs of all processes so far.
    func logs() async -> [String] {
        await processes.all.flatMap { [$0.log, $0.output] }
    }

    /// Every byte in the folder of the database: the file, its log, the key.
    func storedBytes() throws -> [String: Data] {
        let data = folder.appendingPathComponent("data")
        return try FileManager.default.contentsOfDirectory(at: data, includingPropertiesForKeys: nil)
            .reduce(into: [:]) { $0[$1.lastPathComponent] = try Data(contentsOf: $1) }
    }

    /// Ends everything, by process id, and removes the folder.
    func stop() async {
        for process in await processes.all {
            process.kill()
            _ = try? await process.ending()
        }
        redis?.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lakewright-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("data"), withIntermediateDirectories: true)
        return folder
    }

    private actor Processes {
        private(set) var all: [LakewrightProcess] = []

        func add(_ process: LakewrightProcess) { all.append(process) }
    }
}

/// Runs a test with a deployment that is stopped afterwards, whatever happens.
func withDeployment(
    hasRedis: Bool = true, _ settings: [String: String] = [:], _ body: (Deployment) async throws -> Void
) async throws {
    let deployment = try await Deployment.make(hasRedis: hasRedis, settings)
    do {
        try await body(deployment)
    } catch {
        await deployment.stop()
        throw error
    }
    await deployment.stop()
}
