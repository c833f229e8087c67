import TrinoSQL

extension Query {
    /// Whether LIMIT and OFFSET, where they are there, are whole numbers as written.
    var isCutByNumbers: Bool {
        let counts: [Expression?] =
            switch limit {
            case .rows(let count)?: [count, offset]
            case .fetchFirst(let count, _)?: [count, offset]
            case .all?, nil: [offset]
            }
        return counts.compactMap { $0 }.allSatisfy(\.isBareNumber)
    }
}

extension Expression {
    /// Whether it is a bare whole number, which GROUP BY would take for an item's place.
    var isBareNumber: Bool {
        if case .integer = kind { true } else { false }
    }
}

extension GroupBy.Element {
    /// Whether a bare whole number stands in it.
    var hasBareNumber: Bool {
        switch self {
        case .expression(let value): value.isBareNumber
        case .set(let values): values.contains(where: \.isBareNumber)
        case .rollup(let sets), .cube(let sets): sets.joined().contains(where: \.isBareNumber)
        case .groupingSets(let elements): elements.contains(where: \.hasBareNumber)
        case .auto: false
        }
    }
}

extension Relation {
    /// Whether it is one base table under an alias.
    var isPlainTable: Bool {
        if case .aliased(let inner, _, _) = kind, case .table = inner.kind { true } else { false }
    }
}
