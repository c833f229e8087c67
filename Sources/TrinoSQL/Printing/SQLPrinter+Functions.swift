// Calls, windows and sort keys.
extension SQLPrinter {
    mutating func print(_ call: FunctionCall) {
        if let mode = call.processingMode { put("\(mode.rawValue.uppercased()) ") }
        print(call.name)
        printArguments(of: call)
        printFilter(call.filter)
        if let nullTreatment = call.nullTreatment { put(" \(nullTreatment.rawValue.uppercased()) NULLS") }
        if let window = call.over {
            put(" OVER ")
            print(window)
        }
    }

    private mutating func printArguments(of call: FunctionCall) {
        put("(")
        if call.isStar {
            if let label = call.starLabel {
                print(label)
                put(".")
            }
            put("*")
        } else if !call.arguments.isEmpty || !call.orderBy.isEmpty {
            out.open()
            out.softLine()
            if call.isDistinct { put("DISTINCT ") }
            for (index, argument) in call.arguments.enumerated() {
                if index > 0 {
                    put(",")
                    out.line()
                }
                print(argument)
            }
            if !call.orderBy.isEmpty {
                if !call.arguments.isEmpty { out.line() }
                printOrderBy(call.orderBy)
            }
            out.closingLine()
            out.close()
        }
        put(")")
    }

    mutating func print(_ argument: FunctionCall.Argument) {
        if let name = argument.name {
            print(name)
            put(" => ")
        }
        printBehindQuantifier(argument.value)
    }

    mutating func printFilter(_ filter: Expression?) {
        guard let filter else { return }
        put(" FILTER (WHERE ")
        print(filter)
        put(")")
    }

    mutating func print(_ window: WindowReference) {
        switch window {
        case .name(let name):
            print(name)
        case .specification(let specification):
            print(specification)
        }
    }

    /// A window's definition, in its parentheses.
    mutating func print(_ window: WindowSpecification) {
        put("(")
        out.open()
        var needsBreak = false
        if let base = window.base {
            out.softLine()
            print(base)
            needsBreak = true
        }
        if !window.partitionBy.isEmpty {
            if needsBreak { out.line() } else { out.softLine() }
            put("PARTITION BY ")
            printSeparated(window.partitionBy) { $0.print($1) }
            needsBreak = true
        }
        if !window.orderBy.isEmpty {
            if needsBreak { out.line() } else { out.softLine() }
            printOrderBy(window.orderBy)
            needsBreak = true
        }
        if let frame = window.frame {
            if needsBreak { out.line() } else { out.softLine() }
            print(frame)
            needsBreak = true
        }
        if needsBreak { out.closingLine() }
        out.close()
        put(")")
    }

    mutating func printExtent(of frame: WindowFrame) {
        put(frame.unit.rawValue.uppercased())
        put(" ")
        guard let end = frame.end else { return print(frame.start) }
        put("BETWEEN ")
        print(frame.start)
        put(" AND ")
        print(end)
    }

    private mutating func print(_ bound: WindowFrame.Bound) {
        switch bound {
        case .unboundedPreceding: put("UNBOUNDED PRECEDING")
        case .preceding(let distance):
            print(distance, atLeast: .value)
            put(" PRECEDING")
        case .currentRow: put("CURRENT ROW")
        case .following(let distance):
            print(distance, atLeast: .value)
            put(" FOLLOWING")
        case .unboundedFollowing: put("UNBOUNDED FOLLOWING")
        }
    }

    mutating func printOrderBy(_ items: [SortItem]) {
        put("ORDER BY ")
        out.open()
        printSeparated(items) { $0.print($1) }
        out.close()
    }

    mutating func print(_ item: SortItem) {
        print(item.key)
        if let direction = item.direction { put(" \(direction.rawValue.uppercased())") }
        if let nullOrder = item.nullOrder { put(" NULLS \(nullOrder.rawValue.uppercased())") }
    }
}
