import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("ETag and gzip")
struct CachingTests {
    private static let large = OptimizationResult(
        ddl: [], migrations: [],
        queries: (0..<500).map { .init(queryid: "q\($0)", query: "SELECT a, b, c FROM lake.s.t WHERE a = \($0)") },
        meta: ResultMeta(tokensUsed: 0), report: [:])

    @Test("a finished result has a tag, and who has it gets 304 and no body")
    func notModified() async throws {
        let service = try TestService()
        let record = TaskRecord.sample(state: .done)
        service.store.put(record, .done(Self.large))
        try await service.test { client in
            let path = "/getresult?task_id=\(record.id)"
            let first = try await client.get(path)
            let tag = try #require(first.headers[.eTag])
            #expect(first.headers[.cacheControl] == "private, no-cache")
            for condition in [tag, "*", "\"x\", \(tag)", String(tag.dropFirst(2))] {
                let again = try await client.get(path, headers: [.ifNoneMatch: condition])
                #expect(again.status == .notModified)
                #expect(again.headers[.eTag] == tag)
                #expect(again.body.readableBytes == 0)
            }
            let other = try await client.get(path, headers: [.ifNoneMatch: "\"other\""])
            #expect(other.status == .ok)
            #expect(other.text == first.text)
        }
    }

    @Test("a task that runs has no tag, so that nobody keeps its answer")
    func unfinished() async throws {
        let service = try TestService()
        let record = TaskRecord.sample(state: .running)
        service.store.put(record, .unfinished)
        try await service.test { client in
            let response = try await client.get("/getresult?task_id=\(record.id)", headers: [.ifNoneMatch: "*"])
            #expect(response.status == .ok)
            #expect(response.headers[.eTag] == nil)
            #expect(response.headers[.cacheControl] == "no-store")
        }
    }

    @Test("a tag is no way to learn of another's task")
    func otherTenant() async throws {
        let service = try TestService(keys: ["ann", "ben"])
        let record = TaskRecord.sample(tenant: KeyDigest(of: "ann").tenant, state: .done)
        service.store.put(record, .done(Self.large))
        try await service.test { client in
            let response = try await client.get(
                "/getresult?task_id=\(record.id)", headers: [.apiKey: "ben", .ifNoneMatch: "*"])
            #expect(response.status == .notFound)
        }
    }

    @Test("a large result comes gzipped to who takes that, and is the same")
    func gzip() async throws {
        let service = try TestService()
        let record = TaskRecord.sample(state: .done)
        service.store.put(record, .done(Self.large))
        try await service.test { client in
            let path = "/getresult?task_id=\(record.id)"
            let plain = try await client.get(path)
            let packed = try await client.get(path, headers: [.acceptEncoding: "br, gzip;q=0.5"])
            #expect(plain.headers[.contentEncoding] == nil)
            #expect(packed.headers[.contentEncoding] == "gzip")
            #expect(plain.headers[.vary] == "Accept-Encoding")
            #expect(packed.headers[.vary] == "Accept-Encoding")
            #expect(packed.body.readableBytes * 5 < plain.body.readableBytes)
            #expect(try unpacked(Data(packed.body.readableBytesView)) == Data(plain.body.readableBytesView))
        }
    }

    @Test("gzip is for who asks for it only", arguments: ["", "identity", "br", "gzip;q=0", "*;q=0", "gzipped"])
    func noGzip(accepted: String) {
        #expect(!Gzip.isAccepted(by: [.acceptEncoding: accepted]))
    }

    @Test("small answers stay as they are")
    func small() async throws {
        let service = try TestService()
        let record = TaskRecord.sample(state: .failed)
        service.store.put(record, .failed(TaskFailure(code: "c", message: "m"), meta: ResultMeta()))
        try await service.test { client in
            let response = try await client.get(
                "/getresult?task_id=\(record.id)", headers: [.acceptEncoding: "gzip"])
            #expect(response.headers[.contentEncoding] == nil)
            #expect(try response.json()["status"] == "FAILED")
        }
    }

    /// What gzip itself makes of the bytes.
    private func unpacked(_ data: Data) throws -> Data {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).gz")
        try data.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-dc", file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return output
    }
}
