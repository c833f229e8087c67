/// An expression that is read as JSON, or written into JSON: `value [FORMAT JSON [ENCODING UTF8]]`.
public struct JSONOperand: Hashable, Sendable {
    public var value: Expression
    public var format: JSONFormat?

    public init(_ value: Expression, format: JSONFormat? = nil) {
        self.value = value
        self.format = format
    }
}

/// `FORMAT JSON [ENCODING UTF8 | UTF16 | UTF32]`.
public struct JSONFormat: Hashable, Sendable {
    /// How text is held in bytes.
    public enum Encoding: String, Hashable, Sendable, CaseIterable {
        case utf8, utf16, utf32
    }

    public var encoding: Encoding?

    public init(encoding: Encoding? = nil) {
        self.encoding = encoding
    }
}

/// `input, 'path' [AS name] [PASSING value AS name, ...]`.
public struct JSONPathInvocation: Hashable, Sendable {
    /// A value that the path knows by a name.
    public struct Argument: Hashable, Sendable {
        public var operand: JSONOperand
        public var name: Identifier

        public init(operand: JSONOperand, name: Identifier) {
            self.operand = operand
            self.name = name
        }
    }

    public var input: JSONOperand
    public var path: StringLiteral
    public var pathName: Identifier?
    public var arguments: [Argument]

    public init(input: JSONOperand, path: StringLiteral, pathName: Identifier? = nil, arguments: [Argument] = []) {
        self.input = input
        self.path = path
        self.pathName = pathName
        self.arguments = arguments
    }
}

/// The type that a JSON function gives back: `RETURNING type [FORMAT JSON ...]`.
public struct JSONReturning: Hashable, Sendable {
    public var type: DataType
    public var format: JSONFormat?

    public init(_ type: DataType, format: JSONFormat? = nil) {
        self.type = type
        self.format = format
    }
}

/// `JSON_EXISTS(path [TRUE | FALSE | UNKNOWN | ERROR ON ERROR])`.
public struct JSONExists: Hashable, Sendable {
    /// What an error in the path counts as.
    public enum ErrorBehavior: String, Hashable, Sendable, CaseIterable {
        case `true`, `false`, unknown, error
    }

    public var path: JSONPathInvocation
    public var onError: ErrorBehavior?

    public init(path: JSONPathInvocation, onError: ErrorBehavior? = nil) {
        self.path = path
        self.onError = onError
    }
}

/// What stands in for a scalar that is missing or wrong.
public indirect enum JSONValueBehavior: Hashable, Sendable {
    case error
    case null
    case defaultValue(Expression)
}

/// `JSON_VALUE(path [RETURNING type] [... ON EMPTY] [... ON ERROR])`.
public struct JSONValue: Hashable, Sendable {
    public var path: JSONPathInvocation
    public var returning: DataType?
    public var onEmpty: JSONValueBehavior?
    public var onError: JSONValueBehavior?

    public init(
        path: JSONPathInvocation, returning: DataType? = nil, onEmpty: JSONValueBehavior? = nil,
        onError: JSONValueBehavior? = nil
    ) {
        self.path = path
        self.returning = returning
        self.onEmpty = onEmpty
        self.onError = onError
    }
}

/// Whether results are wrapped in an array.
public enum JSONWrapper: String, Hashable, Sendable, CaseIterable {
    case without
    /// `WITH [UNCONDITIONAL] [ARRAY] WRAPPER`
    case unconditional
    case conditional
}

/// `KEEP | OMIT QUOTES [ON SCALAR STRING]`.
public struct JSONQuotes: Hashable, Sendable {
    public var isKept: Bool
    public var onScalarString: Bool

    public init(isKept: Bool = false, onScalarString: Bool = false) {
        self.isKept = isKept
        self.onScalarString = onScalarString
    }
}

/// What stands in for JSON that is missing or wrong.
public enum JSONQueryBehavior: String, Hashable, Sendable, CaseIterable {
    case error
    case null
    case emptyArray = "empty array"
    case emptyObject = "empty object"
}

/// `JSON_QUERY(path [RETURNING ...] [... WRAPPER] [... QUOTES] [... ON EMPTY] [... ON ERROR])`.
public struct JSONQuery: Hashable, Sendable {
    public var path: JSONPathInvocation
    public var returning: JSONReturning?
    public var wrapper: JSONWrapper?
    public var quotes: JSONQuotes?
    public var onEmpty: JSONQueryBehavior?
    public var onError: JSONQueryBehavior?

    public init(
        path: JSONPathInvocation, returning: JSONReturning? = nil, wrapper: JSONWrapper? = nil,
        quotes: JSONQuotes? = nil, onEmpty: JSONQueryBehavior? = nil, onError: JSONQueryBehavior? = nil
    ) {
        self.path = path
        self.returning = returning
        self.wrapper = wrapper
        self.quotes = quotes
        self.onEmpty = onEmpty
        self.onError = onError
    }
}

/// What becomes of NULL members and elements.
public enum JSONNullTreatment: String, Hashable, Sendable, CaseIterable {
    /// `NULL ON NULL`
    case null
    /// `ABSENT ON NULL`
    case absent
}

/// `JSON_OBJECT(members [NULL | ABSENT ON NULL] [WITH | WITHOUT UNIQUE KEYS] [RETURNING ...])`.
public struct JSONObject: Hashable, Sendable {
    /// One member: `[KEY] key VALUE value` or `key : value`, which are the same.
    public struct Member: Hashable, Sendable {
        public var key: Expression
        public var value: JSONOperand

        public init(key: Expression, value: JSONOperand) {
            self.key = key
            self.value = value
        }
    }

    public var members: [Member]
    public var nullTreatment: JSONNullTreatment?
    /// `WITH UNIQUE KEYS` (true), `WITHOUT UNIQUE KEYS` (false), or neither.
    public var uniqueKeys: Bool?
    public var returning: JSONReturning?

    public init(
        members: [Member] = [], nullTreatment: JSONNullTreatment? = nil, uniqueKeys: Bool? = nil,
        returning: JSONReturning? = nil
    ) {
        self.members = members
        self.nullTreatment = nullTreatment
        self.uniqueKeys = uniqueKeys
        self.returning = returning
    }
}

/// `JSON_ARRAY(elements [NULL | ABSENT ON NULL] [RETURNING ...])`.
public struct JSONArray: Hashable, Sendable {
    public var elements: [JSONOperand]
    public var nullTreatment: JSONNullTreatment?
    public var returning: JSONReturning?

    public init(elements: [JSONOperand] = [], nullTreatment: JSONNullTreatment? = nil, returning: JSONReturning? = nil)
    {
        self.elements = elements
        self.nullTreatment = nullTreatment
        self.returning = returning
    }
}
