import TrinoSQL

/// What a summary is made over: base tables, and the conditions that join them.
///
/// Two blocks with equal sources see the same joined rows before their own filters, whatever aliases and orders they use.
struct BlockSource: Hashable, Sendable {
    /// The tables, in order; a self-join names its table twice. The relation at place `k` is called `tK` in expressions.
    var tables: [TableName]
    /// Equalities between columns of two of the relations, in canonical form, sorted by text; empty for a single table.
    var joins: [Expression]

    /// The text by which equal sources are told.
    var key: String {
        tables.map(\.description).joined(separator: ", ") + " | " + joins.map { $0.sql() }.joined(separator: " AND ")
    }

    /// FROM and WHERE of the joined rows that pass the filters.
    func select(filters: [Expression]) -> Select {
        let relations = tables.enumerated().map { place, table in
            Relation(
                .aliased(
                    Relation(.table(TableReference(table.qualifiedName))),
                    alias: Identifier(CanonicalForm.relation(place)), columns: []))
        }
        let conditions = joins + filters
        return Select(items: [], from: relations, filter: conditions.isEmpty ? nil : .conjunction(conditions))
    }
}
