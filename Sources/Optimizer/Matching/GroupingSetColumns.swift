import TrinoSQL

extension GroupBy {
    /// Whether GROUPING SETS, ROLLUP and CUBE, where there are any, hold nothing but columns, as Trino wants: it refuses any other
    /// expression there ("GROUP BY expression must be a column reference").
    ///
    /// Source: Trino, `StatementAnalyzer.analyzeGroupBy` and `TestAnalyzer.testComplexExpressionInGroupingSet`.
    var hasOnlyColumnsInSets: Bool { expressionsInSets.allSatisfy { $0.columnName != nil } }

    /// The names, without what qualifies them, of the columns in GROUPING SETS, ROLLUP and CUBE.
    var namesInSets: Set<String> { Set(expressionsInSets.compactMap(\.columnName)) }

    /// The columns that are grouped by, as they are written: what GROUPING may name.
    var columns: [Expression] {
        elements.flatMap { element in
            if case .expression(let value) = element { [value] } else { element.expressions(inSets: false) }
        }
        .filter { $0.columnName != nil }
    }

    private var expressionsInSets: [Expression] { elements.flatMap { $0.expressions(inSets: false) } }
}

extension GroupBy.Element {
    fileprivate func expressions(inSets: Bool) -> [Expression] {
        switch self {
        case .expression(let value): inSets ? [value] : []
        case .set(let values): inSets ? values : []
        case .rollup(let sets), .cube(let sets): Array(sets.joined())
        case .groupingSets(let elements): elements.flatMap { $0.expressions(inSets: true) }
        case .auto: []
        }
    }
}

extension Expression {
    fileprivate var columnName: String? {
        if case .column(let name) = kind { name.last.canonical } else { nil }
    }
}
