import TrinoSQL

/// Makes random syntax trees of every kind of node, such as the parser could have made them.
struct TreeGenerator {
    var random: SeededGenerator
    /// How much deeper the tree may grow from here.
    var depth: Int

    init(seed: UInt64, depth: Int = 4) {
        random = SeededGenerator(seed: seed)
        self.depth = depth
    }

    // MARK: Choices

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func maybe<Value>(_ percent: Int = 50, _ make: (inout Self) -> Value) -> Value? {
        chance(percent) ? make(&self) : nil
    }

    mutating func list<Value>(_ count: ClosedRange<Int>, _ make: (inout Self) -> Value) -> [Value] {
        (0..<number(count)).map { _ in make(&self) }
    }

    /// Makes something one level further down.
    mutating func deeper<Value>(_ make: (inout Self) -> Value) -> Value {
        depth -= 1
        defer { depth += 1 }
        return make(&self)
    }

    // MARK: Names and texts

    mutating func identifier() -> Identifier {
        if chance(20) {
            return Identifier(
                pick(["select", "Mixed Case", "with \"quotes\"", "1st", "a.b", "$path", "größe", "x-y", "A"]),
                isQuoted: true)
        }
        return Identifier(
            pick([
                "a", "b", "c", "Total", "_x", "col_1", "l_orderkey", "date", "year", "key", "count", "data", "first",
                "T", "leading", "Both", "all",
            ]))
    }

    mutating func name(_ parts: ClosedRange<Int> = 1...3) -> QualifiedName {
        QualifiedName(list(parts) { $0.identifier() })
    }

    mutating func string() -> StringLiteral {
        if chance(15) {
            return StringLiteral(pick(["größe", "a\\b", "it's", "\u{1F600}", "tab\there", ""]), isUnicode: true)
        }
        return StringLiteral(
            pick(["x", "", "it's", "-- no comment", "/* nor this */", "größe", "%_", "a\nb", "\\", "''"]))
    }

    // MARK: Types

    mutating func type() -> DataType {
        if depth <= 0 || chance(50) { return simpleType() }
        return deeper { generator in
            switch generator.number(0...2) {
            case 0: DataType(.named(Identifier("array"), [.type(generator.type())]))
            case 1: DataType(.named(Identifier("map"), [.type(generator.type()), .type(generator.type())]))
            default: DataType(.row(generator.list(1...3) { $0.field() }))
            }
        }
    }

    private mutating func field() -> DataType.Field {
        .init(name: Identifier(pick(["a", "b", "Total", "col_1"])), type: type())
    }

    private mutating func simpleType() -> DataType {
        switch number(0...8) {
        case 0: DataType(.named(Identifier("decimal"), [.number("12"), .number("2")]))
        case 1: DataType(.named(Identifier("varchar"), [.number("10")]))
        case 2:
            DataType(
                .dateTime(
                    pick([.time, .timestamp]), precision: maybe { .number(String($0.number(0...12))) },
                    withTimeZone: chance(50)))
        case 3: DataType(.interval(from: .year, to: .month))
        case 4: DataType(.interval(from: .day, to: .second))
        case 5: DataType(.row([.init(name: nil, type: DataType.named("bigint"))]))
        default:
            DataType(.named(Identifier(pick(["bigint", "double", "varchar", "date", "json", "char", "real"])), []))
        }
    }

    // MARK: Sort keys and windows

    mutating func sortItem() -> SortItem {
        SortItem(
            expression(), direction: maybe(40) { $0.pick([.ascending, .descending]) },
            nullOrder: maybe(30) { $0.pick([.first, .last]) })
    }

    mutating func window() -> WindowReference {
        chance(20) ? .name(identifier()) : .specification(windowSpecification())
    }

    mutating func windowSpecification() -> WindowSpecification {
        deeper { generator in
            WindowSpecification(
                base: generator.maybe(15) { _ in Identifier("w") },
                partitionBy: generator.list(0...2) { $0.expression() },
                orderBy: generator.list(0...2) { $0.sortItem() },
                frame: generator.maybe(40) { $0.frame() })
        }
    }

    private mutating func frame() -> WindowFrame {
        let start = bound(isStart: true)
        let hasEnd = chance(60)
        let end = hasEnd ? bound(isStart: false) : nil
        return WindowFrame(
            unit: pick(WindowFrame.Unit.allCases), start: start, end: end,
            pattern: maybe(15) { $0.framePattern() })
    }

    private mutating func bound(isStart: Bool) -> WindowFrame.Bound {
        switch number(0...3) {
        case 0: isStart ? .unboundedPreceding : .unboundedFollowing
        case 1: .preceding(expression())
        case 2: .currentRow
        default: .following(expression())
        }
    }
}
