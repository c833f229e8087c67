import Foundation
import Logging

/// Log lines as JSON on standard error, one object a line: `time`, `level`, `logger`, `message`, and the metadata.
public struct JSONLogHandler: LogHandler {
    public var logLevel: Logger.Level = .info
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let write: @Sendable (Data) -> Void

    public init(
        label: String, metadataProvider: Logger.MetadataProvider? = nil,
        write: @escaping @Sendable (Data) -> Void = { FileHandle.standardError.write($0) }
    ) {
        self.label = label
        self.metadataProvider = metadataProvider
        self.write = write
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var members = metadata.merging(metadataProvider?.get() ?? [:]) { _, new in new }
        members.merge(event.metadata ?? [:]) { _, new in new }
        var line = members.mapValues(Self.json)
        line["time"] = .string(Date().timestamp)
        line["level"] = .string(event.level.rawValue)
        line["logger"] = .string(label)
        line["message"] = .string(event.message.description)
        if let error = event.error { line["error"] = .string("\(error)") }
        guard var data = try? WireJSON.encode(line) else { return }
        data.append(0x0A)
        write(data)
    }

    private static func json(_ value: Logger.Metadata.Value) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let value): .string(value.description)
        case .array(let elements): .array(elements.map(json))
        case .dictionary(let members): .object(members.mapValues(json))
        }
    }
}
