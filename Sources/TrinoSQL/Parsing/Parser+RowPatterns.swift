/// MATCH_RECOGNIZE and row patterns.
extension Parser {
    mutating func matchRecognize() throws(Failure) -> PatternRecognition {
        try expect(.matchRecognize)
        try expect(.leftParenthesis)
        var recognition = PatternRecognition(pattern: .empty)
        recognition.partitionBy = try partitionBy()
        recognition.orderBy = try orderBy()
        recognition.measures = try measures()
        recognition.rowsPerMatch = try rowsPerMatch()
        recognition.afterMatch = try afterMatch()
        recognition.search = patternSearch()
        recognition.pattern = try patternClause()
        recognition.subsets = try subsets()
        recognition.definitions = try definitions()
        try expect(.rightParenthesis)
        return recognition
    }

    /// `MEASURES ...`, if it stands here.
    mutating func measures() throws(Failure) -> [MeasureDefinition] {
        guard accept(.measures) else { return [] }
        return try list { (parser) throws(Failure) in try parser.measure() }
    }

    private mutating func measure() throws(Failure) -> MeasureDefinition {
        let value = try expression()
        try expect(.as)
        return MeasureDefinition(value: value, name: try identifier())
    }

    private mutating func rowsPerMatch() throws(Failure) -> RowsPerMatch? {
        if accept(.one) {
            try expect(.row)
            try expect(.per, .match)
            return .one
        }
        guard accept(.all) else { return nil }
        try expect(.rows)
        try expect(.per, .match)
        if accept(.show) {
            try expect(.empty, .matches)
            return .allShowEmpty
        }
        if accept(.omit) {
            try expect(.empty, .matches)
            return .allOmitEmpty
        }
        if accept(.with) {
            try expect(.unmatched, .rows)
            return .allWithUnmatched
        }
        return .all
    }

    /// `AFTER MATCH SKIP ...`, if it stands here.
    mutating func afterMatch() throws(Failure) -> SkipTo? {
        guard accept(.after) else { return nil }
        try expect(.match, .skip)
        if accept(.past) {
            try expect(.last, .row)
            return .pastLastRow
        }
        try expect(.to)
        if at(.next, .row) {
            index += 2
            return .nextRow
        }
        if at(.first), isName(token(ahead: 1)), !startsAfterSkip(ahead: 1) {
            advance()
            return .first(try identifier())
        }
        if at(.last), isName(token(ahead: 1)), !startsAfterSkip(ahead: 1) {
            advance()
            return .last(try identifier())
        }
        return .last(try identifier())
    }

    /// Whether what follows SKIP TO begins here, so that FIRST or LAST in front of it is a variable's name.
    private func startsAfterSkip(ahead count: Int) -> Bool {
        keyword(ahead: count) == .pattern && symbol(ahead: count + 1) == .leftParenthesis
    }

    /// `INITIAL` or `SEEK`, if it stands here.
    mutating func patternSearch() -> PatternSearch? {
        if accept(.initial) { return .initial }
        if accept(.seek) { return .seek }
        return nil
    }

    /// `PATTERN ( ... )`
    mutating func patternClause() throws(Failure) -> RowPattern {
        try expect(.pattern)
        try expect(.leftParenthesis)
        let pattern = try rowPattern()
        try expect(.rightParenthesis)
        return pattern
    }

    /// `SUBSET ...`, if it stands here.
    mutating func subsets() throws(Failure) -> [SubsetDefinition] {
        guard accept(.subset) else { return [] }
        return try list { (parser) throws(Failure) in try parser.subset() }
    }

    private mutating func subset() throws(Failure) -> SubsetDefinition {
        let name = try identifier()
        try expect(.equal)
        return SubsetDefinition(name: name, variables: try columnList())
    }

    /// `DEFINE ...`
    mutating func definitions() throws(Failure) -> [VariableDefinition] {
        try expect(.define)
        return try list { (parser) throws(Failure) in try parser.definition() }
    }

    private mutating func definition() throws(Failure) -> VariableDefinition {
        let name = try identifier()
        try expect(.as)
        return VariableDefinition(name: name, condition: try expression())
    }

    // MARK: Patterns

    mutating func rowPattern() throws(Failure) -> RowPattern {
        let outerDeepest = deepest
        deepest = depth
        try enter(2)
        var alternatives = [try patternSequence()]
        while accept(.bar) { alternatives.append(try patternSequence()) }
        leave(2)
        if deepest < outerDeepest { deepest = outerDeepest }
        return alternatives.count == 1 ? alternatives[0] : .alternation(alternatives)
    }

    private mutating func patternSequence() throws(Failure) -> RowPattern {
        var parts = [try quantifiedPattern()]
        while startsPattern() { parts.append(try quantifiedPattern()) }
        return parts.count == 1 ? parts[0] : .concatenation(parts)
    }

    private func startsPattern() -> Bool {
        switch current.symbol {
        case .leftParenthesis, .caret, .dollar, .leftBraceMinus: true
        default: isName(current)
        }
    }

    private mutating func quantifiedPattern() throws(Failure) -> RowPattern {
        let primary = try patternPrimary()
        guard let bounds = try patternBounds() else { return primary }
        return .quantified(primary, .init(bounds, isReluctant: accept(.question)))
    }

    private mutating func patternPrimary() throws(Failure) -> RowPattern {
        if accept(.caret) { return .partitionStart }
        if accept(.dollar) { return .partitionEnd }
        if accept(.leftBraceMinus) {
            let pattern = try rowPattern()
            try expect(.minusRightBrace)
            return .excluded(pattern)
        }
        if accept(.leftParenthesis) {
            if accept(.rightParenthesis) { return .empty }
            let pattern = try rowPattern()
            try expect(.rightParenthesis)
            return pattern
        }
        if at(.permute, .leftParenthesis) {
            advance()
            return .permute(try parenthesizedList { (parser) throws(Failure) in try parser.rowPattern() })
        }
        guard isName(current) else { throw unexpected("a pattern variable") }
        return .variable(try identifier())
    }

    private mutating func patternBounds() throws(Failure) -> RowPattern.Quantifier.Bounds? {
        if accept(.star) { return .zeroOrMore }
        if accept(.plus) { return .oneOrMore }
        if accept(.question) { return .zeroOrOne }
        guard accept(.leftBrace) else { return nil }
        let least = current.kind == .integer ? try integer() : nil
        if let least, accept(.rightBrace) { return .exactly(least) }
        try expect(.comma)
        let most = current.kind == .integer ? try integer() : nil
        try expect(.rightBrace)
        return .range(atLeast: least, atMost: most)
    }
}
