import Foundation

/// What is wrong with a request's shape, and where.
///
/// The path is written as one would in JavaScript, `queries[3].queryid`; it is empty when the whole body is meant.
public struct RequestDefect: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where the defect is, for instance `options.objective.speed_weight`.
    public let path: String
    /// What is wrong there and what is expected instead. Never quotes the URL.
    public let message: String

    public init(path: String, message: String) {
        self.path = path
        self.message = message
    }

    public var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

extension RequestDefect {
    /// Reads path and reason out of one of `JSONDecoder`'s errors.
    init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self.init(codingPath: context.codingPath + [key], message: "is missing")
        case .valueNotFound(let type, let context):
            self.init(codingPath: context.codingPath, message: "is null; expected \(Self.word(for: type))")
        case .typeMismatch(let type, let context):
            self.init(codingPath: context.codingPath, message: "has the wrong type; expected \(Self.word(for: type))")
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            self.init(path: "", message: "the body is not valid JSON, or holds a number that is out of range")
        case .dataCorrupted(let context):
            self.init(codingPath: context.codingPath, message: context.debugDescription)
        @unknown default:
            self.init(path: "", message: "the body could not be read")
        }
    }

    init(codingPath: [any CodingKey], message: String) {
        self.init(path: Self.path(codingPath), message: message)
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
    }

    private static func word(for type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type: "a whole number"
        case is any BinaryFloatingPoint.Type: "a number"
        case is [Any].Type, is any UnkeyedShape.Type: "an array"
        default: "an object"
        }
    }
}

/// Marks the types that are read from a JSON array.
private protocol UnkeyedShape {}
extension Array: UnkeyedShape {}
