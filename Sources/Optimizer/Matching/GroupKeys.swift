import TrinoSQL

/// The keys that a group's rows agree in, and what can be told from them alone.
struct GroupKeys {
    /// Types by the key's canonical text.
    let types: [String: SQLType]

    init(_ types: [String: SQLType]) { self.types = types }

    /// Whether an expression in canonical form has one value for all rows that agree in the keys.
    func determine(_ expression: Expression) -> Bool {
        (try? replacing(in: expression) { _ in .null }) != nil
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
            guard !type.isFloatingPoint || parent.map(\.onlyCompares) ?? true else {
                throw Missing(what: text + ", of which 0.0 and -0.0 are one group")
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
