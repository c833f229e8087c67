import TrinoSQL

extension MeasuredFact {
    /// That no two rows of a table share the values of some columns. Rows in which one of these is NULL don't count: they equal none.
    ///
    /// ```sql
    /// SELECT custkey FROM lake.raw.customers WHERE custkey IS NOT NULL GROUP BY custkey HAVING count(*) > 1
    /// ```
    static func unique(_ columns: [String], of table: TableName) -> MeasuredFact {
        let keys = columns.map { Expression.column(QualifiedName([Identifier(quotedWhereNeeded: $0)])) }
        let select = Select(
            items: keys.map { SelectItem(.expression($0, alias: nil)) },
            from: [Relation(.table(TableReference(table.qualifiedName)))],
            filter: .conjunction(keys.map { Expression(.isNull($0, negated: true)) }),
            groupBy: GroupBy(elements: keys.map { .expression($0) }),
            having: .comparison(.countStar, .greater, .integer(1)))
        return MeasuredFact(
            claim: "no two rows of \(table) share \(columns.joined(separator: ", "))",
            counterexamples: Query(body: .select(select)))
    }
}
