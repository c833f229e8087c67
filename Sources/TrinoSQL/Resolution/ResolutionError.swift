/// Why a query does not mean anything against its catalog.
public struct ResolutionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of mistake it is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case unknownTable, unknownColumn, ambiguousName, unknownFunction, unknownType, typeMismatch
        case wrongColumnCount, notInGroupBy, misplacedAggregate, misplacedWindow, invalidOrdinal, duplicateName
        case recursion, unsupported, invalid
    }

    public var kind: Kind
    /// What is wrong, in Trino's words where it has some.
    public var message: String
    /// What to write instead, where that can be told.
    public var hint: String?
    public var position: SourcePosition

    public init(_ kind: Kind, _ message: String, hint: String? = nil, position: SourcePosition = .none) {
        self.kind = kind
        self.message = message
        self.hint = hint
        self.position = position
    }

    public var description: String {
        let place = position.line > 0 ? "line \(position.line):\(position.column): " : ""
        return place + message + (hint.map { " (\($0))" } ?? "")
    }
}

/// Something that could not be told and does not make the query wrong, such as the type of an unknown function.
public struct ResolutionNote: Hashable, Sendable {
    public var message: String
    public var position: SourcePosition

    public init(_ message: String, position: SourcePosition) {
        self.message = message
        self.position = position
    }
}
