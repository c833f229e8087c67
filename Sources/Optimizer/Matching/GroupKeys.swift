import TrinoSQL

/// The keys that a group's rows agree in, and what can be told from them alone.
struct GroupKeys {
    /// Types by the key's canonical text.
    let types: [String: SQLType]

    init(_ types: [String: SQLType]) { self.types = types }

    /// Whether an expression in canonical form has one value for all rows that agree in the keys.
    ///
    /// - Parameter parent: what it is part of.
    func determine(_ expression: Expression, under parent: Expression? = nil) -> Bool {
        (try? replacing(in: expression, under: parent) { _ in .null }) != nil
    }

    /// Puts what holds a key in the place of the key, in the largest parts first.
    ///
    /// A floating-point key is told from its representative only by what compares: 0.0 and -0.0 are one group, and `1 / x` or a
    /// cast to text would tell them apart.
    ///
    /// - Throws: `Missing`, when a column of the source would be left.
    func replacing(
        in expression: Expression, under parent: Expression? = nil, _ read: (String) -> Expression
    ) throws(Missing) -> Expression {
        let text = expression.sql()
        if let type = types[text] {
            // check: zero-and-minus-zero-are-one-group
            guard Self.isTold(by: type, under: parent) else {
                throw Missing(what: text + Self.zeros)
            }
            return read(text)
        }
        // check: columns-are-keys
        if case .column = expression.kind { throw Missing(what: text) }
        var missing: Missing?
        let replaced = expression.mapChildren { child in
            do throws(Missing) {
                return try replacing(in: child, under: expression, read)
            } catch {
                missing = missing ?? error
                return child
            }
        }
        if let missing { throw missing }
        return replaced
    }

    /// Whether what stands around a key is the same for all values of a type that are one group.
    static func isTold(by type: SQLType, under parent: Expression?) -> Bool {
        !type.isFloatingPoint || parent.map(\.onlyCompares) ?? true
    }

    /// What is wrong where it isn't, behind the key's text.
    static let zeros = ", of which 0.0 and -0.0 are one group"

    /// A part of an expression that the keys don't tell.
    struct Missing: Error {
        let what: String
    }
}

extension Expression {
    /// Whether the expression asks of its parts no more than how they compare.
    fileprivate var onlyCompares: Bool {
        switch kind {
        case .comparison, .between, .inList, .isNull, .isDistinctFrom, .and, .or, .not: true
        default: false
        }
    }
}
