/// What a parenthesis holds is decided by looking, never by trying: each look is bounded by the depth limit.
extension Parser {
    /// Whether the token opens a parenthesis that holds a query: `(SELECT ...)`, `((SELECT ...) UNION ...)`.
    func opensQuery(at place: Int) -> Bool {
        let tokens = source.tokens
        var inner = place
        while inner < tokens.count, tokens[inner].symbol == .leftParenthesis {
            guard inner - place <= Self.maximumDepth else { return false }
            inner += 1
        }
        guard inner > place, startsQuery(at: inner) else { return false }
        // Trino allows WITH only directly inside the parentheses of a subquery.
        if tokens[inner].keyword == .with, inner - place > 1 { return false }
        var level = inner - 1
        while level > place {
            let close = Int(source.partners[level])
            // A parenthesis that nothing closes is an error in any reading.
            guard close >= 0 else { return true }
            guard continuesQuery(at: close + 1) else { return false }
            level -= 1
        }
        return true
    }

    /// Whether the token begins a query without parentheses.
    func startsQuery(at place: Int) -> Bool {
        switch source.tokens[place].keyword {
        case .select, .with, .values: true
        case .table: source.tokens[min(place + 1, source.tokens.count - 1)].symbol != .leftParenthesis
        default: false
        }
    }

    /// Whether what follows a parenthesized query makes it part of a larger query, or ends it.
    private func continuesQuery(at place: Int) -> Bool {
        let token = source.tokens[place]
        if token.symbol == .rightParenthesis { return true }
        switch token.keyword {
        case .union, .intersect, .except, .order: return true
        case .limit, .offset, .fetch: return startsRowLimit(at: place)
        default: return false
        }
    }

    /// Whether LIMIT, OFFSET or FETCH stands here as a clause, not as a name.
    func startsRowLimit(at place: Int) -> Bool {
        let next = source.tokens[min(place + 1, source.tokens.count - 1)]
        let isCount = next.kind == .integer || next.symbol == .question
        switch source.tokens[place].keyword {
        case .limit: return isCount || next.keyword == .all
        case .offset: return isCount
        case .fetch: return next.keyword == .first || next.keyword == .next
        default: return false
        }
    }

    /// Whether a parenthesis holds nothing but another one: `((...))`.
    func holdsOneParenthesis(at place: Int) -> Bool {
        let inner = place + 1
        guard inner < source.tokens.count, source.tokens[inner].symbol == .leftParenthesis else { return false }
        let close = Int(source.partners[inner])
        return close >= 0 && source.tokens[close + 1].symbol == .rightParenthesis
    }

    /// Whether the parenthesis here is the parameter list of a lambda.
    func opensLambda(at place: Int) -> Bool {
        let close = Int(source.partners[place])
        return close >= 0 && source.tokens[close + 1].symbol == .arrow
    }

    /// Whether a token can begin a value, so that a word in front of it is no name.
    func startsOperand(_ token: Token) -> Bool {
        switch token.kind {
        case .word:
            guard let keyword = token.keyword, keyword.isReserved, !keyword.isNewlyReserved else { return true }
            return Self.operandWords.contains(keyword)
        case .symbol:
            return token.symbol == .leftParenthesis || token.symbol == .question || token.symbol == .minus
                || token.symbol == .plus || token.symbol == .leftBracket
        case .invalid, .end: return false
        default: return true
        }
    }

    private static let operandWords: Set<Keyword> = [
        .case, .cast, .currentCatalog, .currentDate, .currentPath, .currentSchema, .currentTime, .currentTimestamp,
        .currentUser, .exists, .extract, .false, .grouping, .jsonArray, .jsonExists, .jsonObject, .jsonQuery,
        .jsonValue, .listagg, .localTime, .localTimestamp, .normalize, .not, .null, .trim, .true,
    ]

    /// Whether the word here is the quantifier ALL in front of something, rather than a name.
    func isAllQuantifier() -> Bool {
        guard at(.all) else { return false }
        let next = token(ahead: 1)
        // `SELECT ALL *`, also with a clause behind it, but `SELECT all * 2`.
        if next.symbol == .star { return !startsOperand(token(ahead: 2)) || startsClause(at: index + 2) }
        // `all AS x` is about a column; `ALL -1` could be, and Trino's grammar takes the quantifier first.
        switch next.keyword {
        case .not: return !isNegatablePredicate(keyword(ahead: 2))
        case .match: return !isMatchPredicate(at: index + 1)
        case .at: return keyword(ahead: 2) != .time || keyword(ahead: 3) != .zone
        default: return startsOperand(next) && !startsClause(at: index + 1)
        }
    }

    /// Whether a word that could be a name begins a clause behind a list: LIMIT, OFFSET, FETCH, WINDOW.
    private func startsClause(at place: Int) -> Bool {
        startsRowLimit(at: place) || (source.tokens[place].keyword == .window && startsWindowDefinitions(at: place))
    }

    /// Whether `WINDOW name AS (` stands here.
    func startsWindowDefinitions(at place: Int) -> Bool {
        guard place + 3 < source.tokens.count else { return false }
        return isName(source.tokens[place + 1]) && source.tokens[place + 2].keyword == .as
            && source.tokens[place + 3].symbol == .leftParenthesis
    }
}
