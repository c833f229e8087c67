import TrinoSQL

/// A query on its way through the run: what it is to become, and what speaks for it so far.
struct PlannedQuery: Sendable {
    let analysed: AnalysedQuery
    /// The query over the new tables; nil where the original stays.
    var rewritten: Query?
    /// What is moved to layouts: the query as it was resolved, or over summaries already.
    var form: ResolvedQuery?
    /// The new tables that `rewritten` reads.
    var tables: Set<TableName> = []
    /// Types that the live engine gives columns of the original, by place, where Trino's rules say others.
    var engineTypes: [Int: SQLType] = [:]
    var evidence = Evidence(.original, "the original text is given back")
    var reasons: [String] = []
    /// What `rewritten` rests on that holds of the data today, and that no constraint guards.
    var assumptions: [Assumption] = []
    var before = QueryReport.Cost(seconds: nil, bytesRead: nil, measured: false)
    var after: QueryReport.Cost?

    /// What layouts are made for: the query with `form` in the place of what it was resolved to.
    var moving: AnalysedQuery {
        var copy = analysed
        copy.resolved = form
        return copy
    }

    /// Whether the original itself was seen to fail on the live engine.
    var isBroken = false

    /// Whether it was decided that the original stays.
    private(set) var keepsOriginal = false

    /// Whether nothing more is looked for.
    var isSettled: Bool { keepsOriginal || rewritten != nil }

    init(_ analysed: AnalysedQuery) {
        self.analysed = analysed
        form = analysed.resolved
        before.seconds = analysed.input.seconds
        if analysed.problem != nil {
            keepOriginal("it can't be read as it is")
        } else if let obstacle = analysed.obstacle {
            keepOriginal(obstacle)
        }
    }

    /// Says what an exact rule shows of a rewrite: that the new tables hold the same rows. What depends on chance goes with the files
    /// (`TABLESAMPLE SYSTEM` draws whole splits), and no rule shows anything of it.
    /// - Parameter allowsUnverified: whether what nothing shows may stand, labelled so.
    mutating func restOnRule(_ rule: MoveRule, isConnected: Bool, allowsUnverified: Bool) {
        // check: chance-is-not-proven
        if let chance = analysed.original?.instabilities.first(where: { $0.cause == .random }) {
            let reason = "the result depends on \(chance.what)"
            if allowsUnverified {
                evidence = Evidence(.unverified, reason)
            } else {
                keepOriginal("nothing could show that a rewritten query is right: \(reason)")
            }
            return
        }
        if isConnected, !analysed.views.isEmpty {
            let views = analysed.views.sorted().map(\.description).joined(separator: ", ")
            evidence = Evidence(
                .unverified, "moved by an exact rule, with the text that the request's DDL gives \(views)")
            return
        }
        evidence =
            isConnected
            ? Evidence(.provenByRule, rule.rawValue)
            : Evidence(
                .unverified, "moved by an exact rule, from the DDL alone: there was no connection to check it on")
    }

    /// Takes one way back, for a reason; another may still be found.
    /// - Parameter loss: what that means for the query, in words.
    mutating func withdraw(_ reason: String, loss: String = "its result is not kept as a table") {
        rewritten = nil
        tables = []
        assumptions = []
        engineTypes = [:]
        after = nil
        evidence = Evidence(.original, "the original text is given back")
        reasons.append("\(loss): \(reason)")
    }

    /// Gives the original back, for a reason.
    mutating func keepOriginal(_ reason: String) {
        keepsOriginal = true
        rewritten = nil
        tables = []
        assumptions = []
        after = nil
        evidence = Evidence(.original, reason)
        reasons.append("unchanged: \(reason)")
    }
}

/// What a moved query rests on before its rows were compared.
enum MoveRule: String, Sendable {
    case sameRows = "the new tables hold the same rows, and every column keeps its values and type"
    case lookups = "rows were joined beforehand by keys that no two rows share, so that each stands there once"
    case groups = "aggregates are put together from groups whose rows agree in all else that the query looks at"
    case parts = "sub-queries are read from tables that hold their rows"
    case ownResult = "the table holds what the query itself gives"

    /// The rule by which queries read tables of these kinds.
    init(over kinds: Set<NewTable.Kind>) {
        self =
            kinds.contains(.summary)
            ? .groups : kinds.contains(.join) ? .lookups : kinds.contains(.subquery) ? .parts : .sameRows
    }
}
