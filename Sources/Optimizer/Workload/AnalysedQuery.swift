import TrinoSQL

/// One query of the workload, read and resolved as far as it could be.
struct AnalysedQuery: Sendable {
    /// Its place in the request, from 0.
    let index: Int
    let input: InputQuery
    /// As it was parsed; nil where it can't be read.
    var parsed: Query?
    /// What its names mean, stars expanded and unread columns of inner queries left out; nil where it can't be resolved.
    var resolved: ResolvedQuery?
    /// What the original, as it was parsed, gives back and depends on.
    var original: ResolvedQuery?
    /// The original with its views written out; the original itself where it reads none.
    var flat: ResolvedQuery?
    /// Views that were written out, by the text that the request's DDL gives them.
    var views: Set<TableName> = []
    /// What is wrong with it as it came in.
    var problem: QueryProblem?
    /// Why it can't be moved to new tables although it was understood.
    var obstacle: String?

    /// Base tables that it reads.
    var tables: Set<TableName> { Set((resolved?.tables ?? []).map(\.schema.name)) }

    /// How much it counts in the objective, which weighs speed-ups by runs.
    var weight: Double { input.runs }
}
