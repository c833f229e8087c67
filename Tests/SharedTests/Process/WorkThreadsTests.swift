import Foundation
import Testing

@testable import Shared

@Suite(.timeLimit(.minutes(5))) struct WorkThreadsTests {
    @Test func whatRunsOnThemMayBlockAndNothingElseMay() async {
        let threads = WorkThreads(count: 2, name: "tests")
        defer { threads.finish() }
        #expect(!WorkThreads.isCurrentThread)
        await withTaskExecutorPreference(threads) {
            #expect(isOnWorkThread())
            await withTaskGroup(of: Void.self) { group in
                group.addTask { #expect(isOnWorkThread()) }
                group.addTask(executorPreference: globalConcurrentExecutor) { #expect(!isOnWorkThread()) }
            }
            try? await Task.sleep(for: .milliseconds(1))
            #expect(isOnWorkThread())
        }
        #expect(!isOnWorkThread())
    }

    @Test func allThatIsMadeReadyIsRun() async {
        let threads = WorkThreads(count: 3, name: "tests")
        defer { threads.finish() }
        let sum = await withTaskExecutorPreference(threads) {
            await withTaskGroup(of: Int.self) { group in
                for number in 0..<500 {
                    group.addTask {
                        await withTaskGroup(of: Int.self) { inner in
                            for _ in 0..<3 {
                                inner.addTask {
                                    await Task.yield()
                                    return number
                                }
                            }
                            return await inner.reduce(0, +)
                        }
                    }
                }
                return await group.reduce(0, +)
            }
        }
        #expect(sum == 3 * (0..<500).reduce(0, +))
    }

    @Test func jobsThatAreReadyAtTheSameTimeRunOnSeveralThreads() async {
        let threads = WorkThreads(count: 2, name: "tests")
        defer { threads.finish() }
        let met = Monitor(0)
        // Each blocks its thread until the other has come.
        @Sendable func meet() -> Bool {
            met.change { $0 += 1 }
            return met.wait(atMost: .seconds(30)) { $0 == 2 ? true : nil } == true
        }
        let haveMet = await withTaskExecutorPreference(threads) {
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<2 { group.addTask { meet() } }
                return await group.allSatisfy { $0 }
            }
        }
        #expect(haveMet)
    }

    @Test func whatAThreadWouldRunNextIsRunByAnotherWhereItBlocks() async {
        let threads = WorkThreads(count: 2, name: "tests")
        defer { threads.finish() }
        let wasRun = Monitor(false)
        let waited = await withTaskExecutorPreference(threads) {
            await Task(executorPreference: threads) {
                let next = Task(executorPreference: threads) { wasRun.change { $0 = true } }
                WorkThreads.willBlock()
                let waited = wasRun.wait(atMost: .seconds(30)) { $0 ? true : nil }
                await next.value
                return waited
            }.value
        }
        #expect(waited == true)
    }

    @Test func theyEndWhenThereIsNothingLeftToDo() async {
        weak var gone: WorkThreads?
        do {
            let threads = WorkThreads(count: 2, name: "tests")
            gone = threads
            await withTaskExecutorPreference(threads) { await Task.yield() }
            threads.finish()
        }
        while gone != nil { await Task.yield() }
    }
}

/// Outside of any `async` function, so that it says where it is called from.
private func isOnWorkThread() -> Bool { WorkThreads.isCurrentThread }
