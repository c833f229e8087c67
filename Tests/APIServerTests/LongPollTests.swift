import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("waiting for a task's end")
struct LongPollTests {
    /// Neither would come to its end by itself in the time of a test run.
    @Test("an answer comes when the task ends", arguments: ["&wait=60", ""])
    func ends(parameter: String) async throws {
        let service = try TestService()
        let record = TaskRecord.sample(state: .running)
        service.store.put(record, .unfinished)
        try await service.test { client async throws in
            async let answer = client.get(
                "/status?task_id=\(record.id)\(parameter)", headers: parameter.isEmpty ? [.prefer: "wait=60"] : [:])
            while service.store.finishedQuestions == 0 { try await Task.sleep(for: .milliseconds(5)) }
            service.store.put(.sample(id: record.id, state: .done, finishedAt: Date()), .unfinished)
            let response = try await answer
            #expect(try response.json()["status"] == "DONE")
            #expect(response.headers[.preferenceApplied] == (parameter.isEmpty ? "wait=60" : nil))
        }
    }

    @Test("when the time is over the answer says RUNNING")
    func timePasses() async throws {
        let service = try TestService()
        let record = TaskRecord.sample(state: .running)
        service.store.put(record, .unfinished)
        try await service.test { client async throws in
            let response = try await client.get("/status?task_id=\(record.id)&wait=1")
            #expect(try response.json()["status"] == "RUNNING")
        }
        #expect(service.store.finishedQuestions > 0)
    }

    @Test("a finished task, an unknown one and wait=0 are answered without waiting")
    func atOnce() async throws {
        let service = try TestService()
        let (done, running) = (TaskRecord.sample(state: .done), TaskRecord.sample(state: .running))
        service.store.put(done, .unfinished)
        service.store.put(running, .unfinished)
        try await service.test { client async throws in
            #expect(try await client.get("/status?task_id=\(done.id)&wait=60").status == .ok)
            #expect(try await client.get("/status?task_id=\(TaskID())&wait=60").status == .notFound)
            #expect(try await client.get("/status?task_id=\(running.id)&wait=0").status == .ok)
        }
        #expect(service.store.finishedQuestions == 0)
    }

    @Test("a wait that is no number from 0 to 60 is 400", arguments: ["-1", "61", "x", "1.5", "", "1&wait=2"])
    func malformed(value: String) async throws {
        let service = try TestService()
        let record = TaskRecord.sample(state: .running)
        service.store.put(record, .unfinished)
        try await service.test { client in
            let response = try await client.get("/status?task_id=\(record.id)&wait=\(value)")
            #expect(response.status == .badRequest)
            #expect(try response.problem().errors?.first?.path == "wait")
        }
    }

    @Test(
        "a preference that can't be heeded is passed over", arguments: ["wait", "wait=x", "respond-async", "wait=-1"])
    func preference(value: String) async throws {
        let service = try TestService()
        let record = TaskRecord.sample(state: .running)
        service.store.put(record, .unfinished)
        try await service.test { client in
            let response = try await client.get("/status?task_id=\(record.id)", headers: [.prefer: value])
            #expect(response.status == .ok)
            #expect(response.headers[.preferenceApplied] == nil)
        }
    }

    @Test("a thousand that wait ask the store one question at a time")
    func many() async throws {
        let store = StubTaskStore()
        let records = (0..<1000).map { _ in TaskRecord.sample(state: .running) }
        for record in records { store.put(record, .unfinished) }
        let watch = CompletionWatch(store: store)
        await withTaskGroup(of: Void.self) { group in
            for record in records { group.addTask { await watch.wait(for: record.id, atMost: .seconds(600)) } }
            while store.finishedQuestions == 0 { try? await Task.sleep(for: .milliseconds(5)) }
            for record in records { store.put(.sample(id: record.id, state: .failed), .unfinished) }
        }
        #expect(store.finishedQuestions < 1000)
    }

    @Test("a cancelled wait ends")
    func cancelled() async throws {
        let store = StubTaskStore()
        let record = TaskRecord.sample(state: .running)
        store.put(record, .unfinished)
        let watch = CompletionWatch(store: store)
        let waiting = Task { await watch.wait(for: record.id, atMost: .seconds(600)) }
        while store.finishedQuestions == 0 { try await Task.sleep(for: .milliseconds(5)) }
        waiting.cancel()
        await waiting.value
    }
}
