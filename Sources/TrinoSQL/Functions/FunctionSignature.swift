/// One form of a built-in function: its name, its parameters and what is known of its behaviour.
public struct FunctionSignature: Hashable, Sendable {
    /// How a function is called.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case scalar, aggregate, window, table
    }

    /// What is particular about a function.
    public enum Trait: String, Hashable, Sendable, CaseIterable {
        /// Another result at every call.
        case random
        /// Depends on the time at which the query starts.
        case clock
        /// Depends on the session's time zone.
        case zone
        /// Depends on the session's user, catalog or properties.
        case session
        /// Depends on the session's language where its format asks for words.
        case locale
        /// An aggregate whose result depends on the order of its input, ORDER BY in the call apart.
        case order
        /// Adds floating-point values, so that the last digits depend on the order of its input.
        case rounding
        /// An aggregate or function that estimates.
        case approx
        /// Takes NULL arguments as values, where others give NULL.
        case nulls
        /// May give NULL though no argument is NULL.
        case nullable
        /// The result does not change when a row is counted twice: `min`, `bool_and`.
        case idempotent
    }

    public var kind: Kind
    /// In lower case.
    public var name: String
    public var parameters: [TypePattern]
    /// Whether the last parameter may be given any number of times, none included.
    public var isVariadic: Bool
    public var result: TypePattern
    public var traits: Set<Trait>

    /// Whether the same arguments always give the same result.
    public var isDeterministic: Bool { !traits.contains(.random) }
    /// Whether the result depends on the session or on the time of day.
    public var isSessionDependent: Bool {
        !traits.isDisjoint(with: [.clock, .zone, .session, .locale])
    }
    /// Whether an aggregate's result depends on the order of its input.
    public var isOrderSensitive: Bool { traits.contains(.order) }
}

/// A type with variables in it, as signatures have them: `T`, `array(T)`, `decimal(p,s)`, `function(T,boolean)`.
public indirect enum TypePattern: Hashable, Sendable {
    /// A type without variables.
    case exact(SQLType)
    /// `T`: any type, the same wherever the variable stands.
    case variable(String)
    /// `varchar(x)`, `char(x)`, `time(p)`, `timestamp(p)`, with or without zone, `decimal(p,s)`: numbers are variables or, in
    /// results, formulas.
    case sized(SizedType, [SizeFormula])
    case array(TypePattern)
    case map(TypePattern, TypePattern)
    /// `?`: a value of any type, each for itself.
    case anything
    /// A lambda's argument types and result type.
    case function([TypePattern], TypePattern)
    case named(String, [TypePattern])
    case row([RowField])

    /// A field of a row pattern.
    public struct RowField: Hashable, Sendable {
        public var name: String?
        public var type: TypePattern
    }

    /// The types that have numbers for parameters.
    public enum SizedType: String, Hashable, Sendable {
        case varchar, char, decimal, time, timestamp
        case timeWithTimeZone = "time with time zone"
        case timestampWithTimeZone = "timestamp with time zone"
    }
}

/// A formula for a length, a precision or a scale.
public indirect enum SizeFormula: Hashable, Sendable {
    case number(Int)
    case variable(String)
    case sum(SizeFormula, SizeFormula)
    case difference(SizeFormula, SizeFormula)
    case product(SizeFormula, SizeFormula)
    /// Without the remainder.
    case quotient(SizeFormula, SizeFormula)
    case minimum(SizeFormula, SizeFormula)
    case maximum(SizeFormula, SizeFormula)
}
