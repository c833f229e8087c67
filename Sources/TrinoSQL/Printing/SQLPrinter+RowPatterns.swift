// Row pattern recognition, in MATCH_RECOGNIZE and in window frames.
extension SQLPrinter {
    mutating func print(_ recognition: PatternRecognition) {
        put("MATCH_RECOGNIZE (")
        out.open()
        var parts = PatternParts()
        parts.next(&self, unless: recognition.partitionBy.isEmpty) { printer in
            printer.put("PARTITION BY ")
            printer.printSeparated(recognition.partitionBy) { $0.print($1) }
        }
        parts.next(&self, unless: recognition.orderBy.isEmpty) { $0.printOrderBy(recognition.orderBy) }
        parts.next(&self, unless: recognition.measures.isEmpty) { $0.print(recognition.measures) }
        parts.next(&self, unless: recognition.rowsPerMatch == nil) { $0.print(recognition.rowsPerMatch) }
        printTail(
            &parts, recognition.afterMatch, recognition.search, recognition.pattern, recognition.subsets,
            recognition.definitions)
        out.closingLine()
        out.close()
        put(")")
    }

    mutating func print(_ frame: WindowFrame) {
        guard let pattern = frame.pattern else { return printExtent(of: frame) }
        var parts = PatternParts(hasBreakBefore: true)
        parts.next(&self, unless: pattern.measures.isEmpty) { $0.print(pattern.measures) }
        parts.next(&self, unless: false) { $0.printExtent(of: frame) }
        printTail(&parts, pattern.afterMatch, pattern.search, pattern.pattern, pattern.subsets, pattern.definitions)
    }

    /// Sets a break in front of each part that there is.
    private struct PatternParts {
        var isFirst = true
        /// Whether the caller has already set a break in front of the first part.
        var hasBreakBefore = false

        init(hasBreakBefore: Bool = false) {
            self.hasBreakBefore = hasBreakBefore
        }

        mutating func next(_ printer: inout SQLPrinter, unless isAbsent: Bool, _ print: (inout SQLPrinter) -> Void) {
            guard !isAbsent else { return }
            if !isFirst { printer.out.line() } else if !hasBreakBefore { printer.out.softLine() }
            isFirst = false
            print(&printer)
        }
    }

    private mutating func printTail(
        _ parts: inout PatternParts, _ afterMatch: SkipTo?, _ search: PatternSearch?, _ pattern: RowPattern?,
        _ subsets: [SubsetDefinition], _ definitions: [VariableDefinition]
    ) {
        parts.next(&self, unless: afterMatch == nil) { $0.print(afterMatch) }
        parts.next(&self, unless: search == nil) { $0.put(search?.rawValue.uppercased() ?? "") }
        if let pattern {
            parts.next(&self, unless: false) { printer in
                printer.put("PATTERN (")
                printer.print(pattern)
                printer.put(")")
            }
        }
        parts.next(&self, unless: subsets.isEmpty) { printer in
            printer.put("SUBSET ")
            printer.printSeparated(subsets) { printer, subset in
                printer.print(subset.name)
                printer.put(" =")
                printer.printColumnList(subset.variables)
            }
        }
        parts.next(&self, unless: definitions.isEmpty) { printer in
            printer.put("DEFINE")
            printer.printClauseItems(definitions) { printer, definition in
                printer.print(definition.name)
                printer.put(" AS ")
                printer.print(definition.condition)
            }
        }
    }

    private mutating func print(_ measures: [MeasureDefinition]) {
        put("MEASURES")
        printClauseItems(measures) { printer, measure in
            printer.print(measure.value)
            printer.put(" AS ")
            printer.print(measure.name)
        }
    }

    private mutating func print(_ rows: RowsPerMatch?) {
        switch rows {
        case .one: put("ONE ROW PER MATCH")
        case .all: put("ALL ROWS PER MATCH")
        case .allShowEmpty: put("ALL ROWS PER MATCH SHOW EMPTY MATCHES")
        case .allOmitEmpty: put("ALL ROWS PER MATCH OMIT EMPTY MATCHES")
        case .allWithUnmatched: put("ALL ROWS PER MATCH WITH UNMATCHED ROWS")
        case nil: break
        }
    }

    private mutating func print(_ skip: SkipTo?) {
        guard let skip else { return }
        put("AFTER MATCH SKIP ")
        switch skip {
        case .nextRow: put("TO NEXT ROW")
        case .pastLastRow: put("PAST LAST ROW")
        case .first(let variable):
            put("TO FIRST ")
            print(variable)
        case .last(let variable):
            put("TO LAST ")
            print(variable)
        }
    }

    // MARK: Patterns

    private enum PatternPlace: Int, Comparable {
        case alternation, concatenation, quantified, primary

        static func < (left: PatternPlace, right: PatternPlace) -> Bool { left.rawValue < right.rawValue }

        init(of pattern: RowPattern) {
            switch pattern {
            case .alternation: self = .alternation
            case .concatenation: self = .concatenation
            case .quantified: self = .quantified
            case .variable, .empty, .partitionStart, .partitionEnd, .excluded, .permute: self = .primary
            }
        }
    }

    mutating func print(_ pattern: RowPattern) { print(pattern, atLeast: .alternation) }

    private mutating func print(_ pattern: RowPattern, atLeast place: PatternPlace) {
        guard PatternPlace(of: pattern) >= place else {
            put("(")
            print(pattern)
            put(")")
            return
        }
        switch pattern {
        case .variable(let name): print(name)
        case .empty: put("()")
        case .partitionStart: put("^")
        case .partitionEnd: put("$")
        case .excluded(let inner):
            put("{- ")
            print(inner)
            put(" -}")
        case .permute(let patterns):
            put("PERMUTE(")
            printSeparated(patterns) { $0.print($1) }
            put(")")
        case .quantified(let inner, let quantifier):
            print(inner, atLeast: .primary)
            print(quantifier)
        case .concatenation(let patterns):
            printPatterns(patterns, separator: " ", atLeast: .quantified)
        case .alternation(let patterns):
            printPatterns(patterns, separator: " | ", atLeast: .concatenation)
        }
    }

    private mutating func printPatterns(_ patterns: [RowPattern], separator: String, atLeast place: PatternPlace) {
        for (index, pattern) in patterns.enumerated() {
            if index > 0 { put(separator) }
            print(pattern, atLeast: place)
        }
    }

    private mutating func print(_ quantifier: RowPattern.Quantifier) {
        switch quantifier.bounds {
        case .zeroOrMore: put("*")
        case .oneOrMore: put("+")
        case .zeroOrOne: put("?")
        case .exactly(let count): put("{\(count)}")
        case .range(let atLeast, let atMost): put("{\(atLeast ?? ""),\(atMost ?? "")}")
        }
        if quantifier.isReluctant { put("?") }
    }
}
