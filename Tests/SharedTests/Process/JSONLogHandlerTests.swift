import Foundation
import Logging
import Testing

@testable import Shared

@Suite struct JSONLogHandlerTests {
    @Test func aLineIsOneJSONObjectWithItsMetadata() throws {
        let lines = Monitor<[Data]>([])
        var logger = Logger(label: "l") { label in
            JSONLogHandler(label: label) { line in lines.change { $0.append(line) } }
        }
        logger[metadataKey: "task"] = "t1"
        logger.info("two\nlines \"quoted\"", metadata: ["list": ["a", "b"], "level": "can't be overwritten"])
        logger.debug("below the level")
        let written = lines.change { $0 }
        #expect(written.count == 1)
        let text = String(decoding: try #require(written.first), as: UTF8.self)
        #expect(text.filter { $0 == "\n" }.count == 1 && text.hasSuffix("\n"))
        let object = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        #expect(object["message"] == "two\nlines \"quoted\"")
        #expect(object["level"] == "info")
        #expect(object["logger"] == "l")
        #expect(object["task"] == "t1")
        #expect(object["list"] == ["a", "b"])
    }
}
