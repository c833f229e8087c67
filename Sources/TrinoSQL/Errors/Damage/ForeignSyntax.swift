/// Words and symbols of other databases, and placeholders of templates.
enum ForeignSyntax: Damage {
    static func recognise(_ damaged: DamagedText) -> Finding? {
        rowLimit(damaged) ?? doubleEquals(damaged) ?? placeholder(damaged) ?? word(damaged) ?? string(damaged)
    }

    private static func tokens(_ damaged: DamagedText, from: Int, _ count: Int) -> ArraySlice<Token>? {
        let tokens = damaged.source.tokens
        guard from >= 0, from + count <= tokens.count else { return nil }
        return tokens[from..<from + count]
    }

    /// `LIMIT 10 OFFSET 5` and `LIMIT 5, 10`
    private static func rowLimit(_ damaged: DamagedText) -> Finding? {
        let place = damaged.token
        guard let before = tokens(damaged, from: place - 2, 4), before[place - 2].keyword == .limit else { return nil }
        let range = before[place - 2].start..<before[place + 1].end
        let first = damaged.source.text(of: before[place - 1])
        let second = damaged.source.text(of: before[place + 1])
        if damaged.found.keyword == .offset {
            return Finding(
                hint: "In Trino, OFFSET stands in front of LIMIT.",
                repairs: [damaged.replacing([(range, "OFFSET \(second) LIMIT \(first)")])])
        }
        guard damaged.found.symbol == .comma else { return nil }
        return Finding(
            hint: "Trino writes OFFSET \(first) LIMIT \(second).",
            repairs: [damaged.replacing([(range, "OFFSET \(first) LIMIT \(second)")])])
    }

    private static func doubleEquals(_ damaged: DamagedText) -> Finding? {
        let place = damaged.token
        guard let pair = tokens(damaged, from: place - 1, 2), damaged.found.symbol == .equal,
            pair[place - 1].symbol == .equal, pair[place - 1].end == damaged.found.start
        else { return nil }
        return Finding(
            hint: "Trino compares with a single =.",
            repairs: [damaged.replacing([(damaged.found.start..<damaged.found.end, "")])])
    }

    private static func placeholder(_ damaged: DamagedText) -> Finding? {
        switch damaged.found.symbol {
        case .leftBrace, .dollar, .colon, .at, .percent:
            guard damaged.found.symbol != .percent || damaged.token > 0 else { return nil }
            return Finding(hint: "If this is a placeholder of a template, put its value in, or a ? for a parameter.")
        default: return nil
        }
    }

    /// The word where reading stopped; or the one in front of it, which may have passed for an alias.
    private static func word(_ damaged: DamagedText) -> Finding? {
        if let hint = hint(damaged, damaged.found) { return Finding(hint: hint) }
        guard damaged.token > 0, let hint = hint(damaged, damaged.source.tokens[damaged.token - 1]) else { return nil }
        return Finding(hint: hint)
    }

    private static func hint(_ damaged: DamagedText, _ token: Token) -> String? {
        guard token.kind == .word else { return nil }
        return switch damaged.source.text(of: token).lowercased() {
        case "qualify": "Trino has no QUALIFY: filter the window function's result in an outer query."
        case "ilike": "Trino has no ILIKE: write lower(value) LIKE lower(pattern)."
        case "rlike", "regexp", "similar": "Trino matches regular expressions with regexp_like(value, pattern)."
        case "top": "Trino has no TOP: put LIMIT n at the end."
        case "minus": "Trino writes EXCEPT for MINUS."
        case "div": "Trino divides integers with /."
        case "semi", "anti": "Trino has no SEMI or ANTI JOIN: write EXISTS or NOT EXISTS."
        case "distribute", "cluster", "sort": "Trino has no DISTRIBUTE BY, CLUSTER BY or SORT BY: leave it out."
        case "straight_join", "asof": "Trino doesn't know this kind of join."
        case "pivot", "unpivot": "Trino has no PIVOT: aggregate with FILTER (WHERE ...), or UNNEST."
        case "on", "using": "Only a join takes ON and USING, and a CROSS JOIN takes neither."
        default: nil
        }
    }

    private static func string(_ damaged: DamagedText) -> Finding? {
        guard damaged.found.kind == .quotedName else { return nil }
        return Finding(hint: "Double quotes are for names; strings stand in single quotes.")
    }
}
