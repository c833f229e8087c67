/// What the new tables must stay equal to, and so what refreshing them may take for granted.
public enum Freshness: String, Sendable, Hashable, CaseIterable {
    /// The originals live on: rows are added, of any age, and some may be changed. After each load the refresh statements bring
    /// every new table up to date; between a load and its refresh a rewritten query sees what the last refresh saw.
    case append
    /// The originals don't change any more. New tables are filled once; refresh statements are there for the day when one changes
    /// after all, and fill each table anew.
    case `static`
    /// Nothing derived: only copies of base tables, row by row. Whoever loads an original can load its copy in the same way, so that
    /// nothing has to be computed to be up to date. Refresh statements compare every row and suppose nothing.
    case strict

    /// The families of tables that it allows.
    var kinds: Set<NewTable.Kind> {
        switch self {
        case .append, .static: Set(NewTable.Kind.allCases)
        case .strict: [.layout]
        }
    }
}
