import Foundation
import Shared
import Testing

@Suite struct OptimizationOptionsTests {
    private func decode(_ options: String) throws -> OptimizationOptions {
        try WireJSON.decode(OptimizationOptions.self, from: Data(options.utf8))
    }

    @Test func nothingSaidMeansTheDefaults() throws {
        let options = try decode("{}")
        #expect(options == OptimizationOptions())
        #expect(options.deadlineSeconds == 780)
        #expect(options.retain == .workload)
        #expect(options.verify == nil)
        #expect(!options.allowUnverified)
    }

    @Test func everyOptionIsReadAndWrittenBack() throws {
        let options = try decode(
            """
            {"target_schema": "c.s", "retain": "all", "verify": "rehearse", "deadline_seconds": 60,
             "objective": {"speed_weight": 1, "storage_weight": 0.5}, "storage_limit_bytes": 5e9,
             "candidates": {"results": false},
             "freshness": "strict", "allow_unverified": true, "priority": "high", "llm": false}
            """)
        #expect(options.targetSchema == "c.s")
        #expect(options.objective == .init(speedWeight: 1, storageWeight: 0.5))
        #expect(options.storageLimitBytes == 5_000_000_000)
        #expect(options.candidates == ["results": false])
        #expect(options.priority == .high)
        #expect(try WireJSON.decode(OptimizationOptions.self, from: WireJSON.encode(options)) == options)
    }

    @Test(arguments: [
        (#"{"retian": "all"}"#, "retian"),
        (#"{"objective": {"speed": 1}}"#, "objective.speed"),
        (#"{"retain": "some"}"#, "retain"),
        (#"{"verify": 1}"#, "verify"),
        (#"{"deadline_seconds": 0}"#, "deadline_seconds"),
        (#"{"objective": {"storage_weight": -1}}"#, "objective.storage_weight"),
        (#"{"objective": {"speed_weight": 0, "storage_weight": 0}}"#, "objective.speed_weight"),
        (#"{"storage_limit_bytes": -1}"#, "storage_limit_bytes"),
        (#"{"storage_limit_bytes": "5 GB"}"#, "storage_limit_bytes"),
        (#"{"candidates": {"results": "no"}}"#, "candidates.results"),
        (#"{"candidates": {"result": false}}"#, "candidates.result"),
        (#"{"target_schema": ""}"#, "target_schema"),
    ])
    func whatIsUnknownOrOutOfRangeIsRefused(options: String, path: String) {
        #expect {
            try decode(options)
        } throws: { error in
            (error as? RequestDefect)?.path == path
        }
    }

    @Test func theDefectOfAnUnknownOptionSaysItsWholePathAndWhatIsKnown() {
        let body = #"{"url": "u", "ddl": [], "queries": [{"queryid": "a", "query": "b"}], "options": {"fast": true}}"#
        #expect {
            try OptimizationRequest.decode(Data(body.utf8))
        } throws: { error in
            guard let defect = error as? RequestDefect else { return false }
            return defect.path == "options.fast" && defect.message.contains("deadline_seconds")
        }
    }
}
