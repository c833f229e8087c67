import TrinoSQL

/// Keeps an aggregate as it is, for a summary with one row for each group of the very SELECT that reads it.
///
/// ```sql
/// SELECT region, corr(price, weight) FROM lake.raw.orders GROUP BY region
/// -- keeps corr(t0.price, t0.weight) AS corr_price for each region, and reads
/// SELECT s.region, max(s.corr_price) FROM lake.fast.orders_by_region AS s GROUP BY s.region
/// ```
/// Exact, since each group then has one row, whose maximum is that row's value. What is kept is what the engine gave for the group:
/// of estimates, and where the order decides in which rows arrive, one run's is as good as another's. A condition on the groups'
/// keys may be asked of the groups instead, since it holds for all of a group's rows or for none.
struct OwnGroupRule {
    let form: CanonicalForm
    /// Whether the SELECT gives a row though no row is in its only group.
    let mayBeEmpty: Bool

    func rollUp(_ expression: Expression) -> RollUp? {
        guard case .function(var call) = expression.kind, call.over == nil, call.orderBy.isEmpty,
            call.nullTreatment == nil, call.arguments.allSatisfy({ $0.name == nil }),
            let function = form.resolved.function(of: expression)?.function, function.kind == .aggregate,
            function.traits.isDisjoint(with: [.random, .clock, .zone, .session, .locale]),
            let type = form.resolved.type(of: expression), type.isOrderable, !type.isNested, !type.holdsZone
        else { return nil }
        for index in call.arguments.indices {
            guard let canonical = form.form(of: call.arguments[index].value) else { return nil }
            call.arguments[index].value = canonical
        }
        if let filter = call.filter {
            guard let canonical = form.form(of: filter) else { return nil }
            call.filter = canonical
        }
        call.name = QualifiedName(call.name.parts.map { Identifier($0.canonical) })
        var suggestion = call.name.last.canonical + (call.isDistinct ? "_distinct" : "")
        if call.isStar { suggestion = "row_count" }
        if case .column(let column)? = call.arguments.first?.value.kind { suggestion += "_" + column.last.canonical }
        let measure = Measure(
            definition: Expression(.function(call)), type: type,
            suggestedName: suggestion + (call.filter == nil ? "" : "_where"))
        let counts = mayBeEmpty && ["count", "count_if", "approx_distinct"].contains(call.name.last.canonical)
        return RollUp(
            measures: [measure],
            value: { columns in
                // Without any group there is no row, and the maximum of none is NULL where a count is 0.
                counts ? .call("coalesce", [.call("max", columns), .integer(0)]) : .call("max", columns)
            }, addsFloating: nil)
    }
}
