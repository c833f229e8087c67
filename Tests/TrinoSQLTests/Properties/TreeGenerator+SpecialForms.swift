import TrinoSQL

extension TreeGenerator {
    mutating func specialForm() -> SpecialForm {
        switch number(0...18) {
        case 0:
            let side = maybe { $0.pick(Trim.Side.allCases) }
            return .trim(Trim(side: side, characters: maybe { $0.expression() }, source: expression()))
        case 1: return .substring(expression(), from: expression(), length: maybe { $0.expression() })
        case 2: return .position(expression(), in: expression())
        case 3:
            return .overlay(expression(), placing: expression(), from: expression(), length: maybe { $0.expression() })
        case 4: return .normalize(expression(), form: maybe { $0.pick(SpecialForm.NormalForm.allCases) })
        case 5: return .grouping(list(1...3) { $0.name(1...2) })
        case 6: return .listAggregate(listAggregate())
        case 7:
            return .jsonExists(
                JSONExists(path: jsonPath(), onError: maybe { $0.pick(JSONExists.ErrorBehavior.allCases) }))
        case 8:
            return .jsonValue(
                JSONValue(
                    path: jsonPath(), returning: maybe { $0.type() }, onEmpty: maybe { $0.valueBehavior() },
                    onError: maybe { $0.valueBehavior() }))
        case 9: return .jsonQuery(jsonQuery())
        case 10:
            return .jsonObject(
                JSONObject(
                    members: list(1...2) { .init(key: $0.expression(), value: $0.jsonOperand()) },
                    nullTreatment: maybe { $0.pick(JSONNullTreatment.allCases) }, uniqueKeys: maybe { $0.chance(50) },
                    returning: maybe(30) { $0.jsonReturning() }))
        case 11:
            return .jsonArray(
                JSONArray(
                    elements: list(1...2) { $0.jsonOperand() },
                    nullTreatment: maybe { $0.pick(JSONNullTreatment.allCases) },
                    returning: maybe(30) { $0.jsonReturning() }))
        case 12:
            return .match(
                MatchPredicate(
                    expression(), isUnique: chance(30), mode: maybe { $0.pick(MatchPredicate.Mode.allCases) },
                    query: query()))
        case 13: return .unique(query())
        case 14: return .measure(identifier(), over: window())
        case 15: return .methodCall(methodBase(), identifier(), list(0...2) { .init($0.expression()) })
        case 16: return .staticMethodCall(name(1...2), identifier(), list(0...2) { .init($0.expression()) })
        default:
            return .truthTest(expression(), pick(SpecialForm.TruthValue.allCases), negated: chance(50))
        }
    }

    /// What a method is called on: a column with a method behind it would be a call of a function with a longer name.
    private mutating func methodBase() -> Expression {
        let base = expression()
        if case .column = base.kind { return Expression(.subscriptAccess(base, .integer(1))) }
        return base
    }

    private mutating func listAggregate() -> ListAggregate {
        ListAggregate(
            quantifier: maybe(20) { $0.pick([.all, .distinct]) }, value: expression(), separator: maybe { $0.string() },
            overflow: maybe(40) { generator in
                generator.chance(30)
                    ? .error : .truncate(filler: generator.maybe { $0.string() }, withCount: generator.chance(50))
            },
            orderBy: list(1...2) { $0.sortItem() }, filter: maybe(20) { $0.expression() })
    }

    // MARK: JSON

    mutating func jsonPath() -> JSONPathInvocation {
        JSONPathInvocation(
            input: jsonOperand(), path: StringLiteral(pick(["lax $", "strict $.a[*]"])),
            pathName: maybe(20) { $0.identifier() },
            arguments: list(0...1) { .init(operand: $0.jsonOperand(), name: $0.identifier()) })
    }

    private mutating func jsonOperand() -> JSONOperand {
        JSONOperand(expression(), format: maybe(20) { $0.jsonFormat() })
    }

    private mutating func jsonFormat() -> JSONFormat {
        JSONFormat(encoding: maybe { $0.pick(JSONFormat.Encoding.allCases) })
    }

    private mutating func jsonReturning() -> JSONReturning { JSONReturning(type(), format: maybe { $0.jsonFormat() }) }

    private mutating func valueBehavior() -> JSONValueBehavior {
        switch number(0...2) {
        case 0: .error
        case 1: .null
        default: .defaultValue(expression())
        }
    }

    private mutating func jsonQuotes() -> JSONQuotes { JSONQuotes(isKept: chance(50), onScalarString: chance(50)) }

    private mutating func jsonQuery() -> JSONQuery {
        JSONQuery(
            path: jsonPath(), returning: maybe(30) { $0.jsonReturning() },
            wrapper: maybe { $0.pick(JSONWrapper.allCases) }, quotes: maybe(30) { $0.jsonQuotes() },
            onEmpty: maybe(30) { $0.pick(JSONQueryBehavior.allCases) },
            onError: maybe(30) { $0.pick(JSONQueryBehavior.allCases) })
    }

    mutating func jsonTable() -> JSONTable {
        JSONTable(
            path: jsonPath(), columns: list(1...3) { $0.jsonColumn() }, plan: maybe(30) { $0.plan() },
            onError: maybe { $0.pick(JSONTable.ErrorBehavior.allCases) })
    }

    private mutating func jsonColumn() -> JSONTable.Column {
        switch number(0...(depth > 0 ? 3 : 2)) {
        case 0: return .ordinality(identifier())
        case 1:
            return .value(
                JSONTable.ValueColumn(
                    name: identifier(), type: type(), path: maybe { $0.string() },
                    onEmpty: maybe(30) { $0.valueBehavior() }, onError: maybe(30) { $0.valueBehavior() }))
        case 2:
            return .query(
                JSONTable.QueryColumn(
                    name: identifier(), type: type(), format: jsonFormat(), path: maybe { $0.string() },
                    wrapper: maybe { $0.pick(JSONWrapper.allCases) }, quotes: maybe(30) { $0.jsonQuotes() },
                    onEmpty: maybe(30) { $0.pick(JSONQueryBehavior.allCases) },
                    onError: maybe(30) { $0.pick(JSONQueryBehavior.allCases) }))
        default:
            return deeper { generator in
                .nested(
                    path: generator.string(), name: generator.maybe { $0.identifier() },
                    columns: generator.list(1...2) { $0.jsonColumn() })
            }
        }
    }

    private mutating func plan() -> JSONTable.Plan {
        if chance(50) { return .specific(pathPlan(levels: 2)) }
        let parentChild = maybe { $0.pick(JSONTable.ParentChild.allCases) }
        return .byDefault(parentChild, parentChild == nil || chance(50) ? pick(JSONTable.Siblings.allCases) : nil)
    }

    private mutating func pathPlan(levels: Int) -> JSONTable.PathPlan {
        guard levels > 0 else { return .path(Identifier("p")) }
        switch number(0...2) {
        case 0: return .path(Identifier("p"))
        case 1:
            return .nested(Identifier("q"), pick(JSONTable.ParentChild.allCases), pathPlan(levels: levels - 1))
        default:
            return .siblings(pick(JSONTable.Siblings.allCases), list(2...3) { $0.pathPlan(levels: levels - 1) })
        }
    }

    // MARK: Row patterns

    mutating func framePattern() -> FramePattern {
        FramePattern(
            measures: list(0...1) { .init(value: $0.expression(), name: $0.identifier()) },
            afterMatch: maybe { $0.skipTo() }, search: maybe { $0.pick(PatternSearch.allCases) },
            pattern: rowPattern(levels: 3), subsets: list(0...1) { $0.subset() },
            definitions: list(1...2) { .init(name: Identifier("A"), condition: $0.expression()) })
    }

    mutating func patternRecognition() -> PatternRecognition {
        PatternRecognition(
            partitionBy: list(0...2) { $0.expression() }, orderBy: list(0...2) { $0.sortItem() },
            measures: list(0...2) { .init(value: $0.expression(), name: $0.identifier()) },
            rowsPerMatch: maybe { $0.pick([.one, .all, .allShowEmpty, .allOmitEmpty, .allWithUnmatched]) },
            afterMatch: maybe { $0.skipTo() }, search: maybe { $0.pick(PatternSearch.allCases) },
            pattern: rowPattern(levels: 3), subsets: list(0...1) { $0.subset() },
            definitions: list(1...2) { .init(name: Identifier("A"), condition: $0.expression()) })
    }

    private mutating func subset() -> SubsetDefinition {
        SubsetDefinition(name: Identifier("U"), variables: list(1...2) { $0.identifier() })
    }

    private mutating func skipTo() -> SkipTo {
        pick([.nextRow, .pastLastRow, .first(Identifier("A")), .last(Identifier("B"))])
    }

    private mutating func rowPattern(levels: Int) -> RowPattern {
        guard levels > 0 else { return .variable(Identifier(pick(["A", "B", "C"]))) }
        switch number(0...8) {
        case 0: return .empty
        case 1: return pick([.partitionStart, .partitionEnd])
        case 2: return .excluded(rowPattern(levels: levels - 1))
        case 3: return .permute(list(2...3) { $0.rowPattern(levels: levels - 1) })
        case 4: return .quantified(rowPattern(levels: levels - 1), quantifier())
        case 5, 6:
            return .concatenation(
                list(2...3) { $0.rowPattern(levels: levels - 1) }.map { pattern in
                    if case .concatenation = pattern { .empty } else { pattern }
                })
        case 7:
            return .alternation(
                list(2...3) { $0.rowPattern(levels: levels - 1) }.map { pattern in
                    if case .alternation = pattern { .empty } else { pattern }
                })
        default: return .variable(Identifier("A"))
        }
    }

    private mutating func quantifier() -> RowPattern.Quantifier {
        .init(
            pick([
                .zeroOrMore, .oneOrMore, .zeroOrOne, .exactly("3"), .range(atLeast: "1", atMost: nil),
                .range(atLeast: nil, atMost: "2"), .range(atLeast: "1", atMost: "2"), .range(atLeast: nil, atMost: nil),
            ]), isReluctant: chance(30))
    }
}
