/// Windows, frames and sort keys.
extension Parser {
    /// `OVER name` or `OVER (specification)`
    mutating func over() throws(Failure) -> WindowReference {
        try expect(.over)
        if accept(.leftParenthesis) {
            try enter(Self.queryLevels)
            let specification = try windowSpecification()
            leave(Self.queryLevels)
            try expect(.rightParenthesis)
            return .specification(specification)
        }
        return .name(try identifier())
    }

    mutating func windowSpecification() throws(Failure) -> WindowSpecification {
        var window = WindowSpecification()
        if isName(current), !startsWindowClause() { window.base = try identifier() }
        window.partitionBy = try partitionBy()
        window.orderBy = try orderBy()
        window.frame = try windowFrame()
        return window
    }

    private func startsWindowClause() -> Bool {
        switch current.keyword {
        case .partition: keyword(ahead: 1) == .by
        case .rows, .range, .groups, .measures: symbol(ahead: 1) != .rightParenthesis && !at(.rows, .order)
        default: false
        }
    }

    /// `PARTITION BY ...`, if it stands here.
    mutating func partitionBy() throws(Failure) -> [Expression] {
        guard accept(.partition, .by) else { return [] }
        return try list { (parser) throws(Failure) in try parser.expression() }
    }

    /// `ORDER BY ...`, if it stands here.
    mutating func orderBy() throws(Failure) -> [SortItem] {
        guard accept(.order) else { return [] }
        try expect(.by)
        return try list { (parser) throws(Failure) in try parser.sortItem() }
    }

    mutating func sortItem() throws(Failure) -> SortItem {
        var item = SortItem(try expression())
        if accept(.asc) {
            item.direction = .ascending
        } else if accept(.desc) {
            item.direction = .descending
        }
        if accept(.nulls) {
            if accept(.first) {
                item.nullOrder = .first
            } else {
                try expect(.last)
                item.nullOrder = .last
            }
        }
        return item
    }

    private mutating func windowFrame() throws(Failure) -> WindowFrame? {
        let measures = try measures()
        let unit: WindowFrame.Unit
        if accept(.rows) {
            unit = .rows
        } else if accept(.range) {
            unit = .range
        } else if accept(.groups) {
            unit = .groups
        } else {
            guard measures.isEmpty else { throw unexpected() }
            return nil
        }
        var frame: WindowFrame
        if accept(.between) {
            let start = try bound()
            try expect(.and)
            frame = WindowFrame(unit: unit, start: start, end: try bound())
        } else {
            frame = WindowFrame(unit: unit, start: try bound())
        }
        frame.pattern = try framePattern(measures)
        return frame
    }

    private mutating func bound() throws(Failure) -> WindowFrame.Bound {
        if at(.unbounded), keyword(ahead: 1) == .preceding || keyword(ahead: 1) == .following {
            let isPreceding = keyword(ahead: 1) == .preceding
            index += 2
            return isPreceding ? .unboundedPreceding : .unboundedFollowing
        }
        if accept(.current, .row) { return .currentRow }
        let distance = try expression(.value)
        if accept(.preceding) { return .preceding(distance) }
        try expect(.following)
        return .following(distance)
    }

    private mutating func framePattern(_ measures: [MeasureDefinition]) throws(Failure) -> FramePattern? {
        var pattern = FramePattern(measures: measures)
        pattern.afterMatch = try afterMatch()
        pattern.search = patternSearch()
        if at(.pattern, .leftParenthesis) { pattern.pattern = try patternClause() }
        pattern.subsets = try subsets()
        if at(.define) { pattern.definitions = try definitions() }
        return pattern == FramePattern() ? nil : pattern
    }
}
