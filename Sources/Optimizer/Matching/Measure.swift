import TrinoSQL

/// One aggregate that a summary keeps for each group, from which aggregates over coarser groups can be put together.
struct Measure: Hashable, Sendable {
    /// The aggregate in canonical form, over the source's relations: `sum(CAST(t0.price AS decimal(38, 0)))`.
    let definition: Expression
    /// The type of its value.
    let type: SQLType
    /// What a column that holds it is called, where the name is free.
    let suggestedName: String

    /// The text by which equal measures are told.
    var key: String { definition.sql() }
}

/// How an aggregate is put together from measures of finer groups.
///
/// ```sql
/// avg(price) FILTER (WHERE region = 'EU')
/// -- keeps sum(price) FILTER (WHERE ...) AS s and count(price) FILTER (WHERE ...) AS n, and reads
/// sum(s) / sum(n)
/// ```
struct RollUp: Sendable {
    let measures: [Measure]
    /// The value from columns that hold the measures, in the same order.
    let value: @Sendable ([Expression]) -> Expression
    /// What is added up in floating-point arithmetic, in canonical form, where the order of addition could show in the last
    /// digits: then the value is the original's only within tolerance, unless all sums are exact.
    let addsFloating: Expression?
    /// A FILTER that looks at more than the source and so stays outside, around each measure's sum.
    var outerFilter: Expression?
}
