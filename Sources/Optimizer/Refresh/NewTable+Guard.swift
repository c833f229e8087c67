import TrinoSQL

extension NewTable {
    /// The query that fills the table. Rows that are joined beforehand would stand there twice if a key were no longer unique by the
    /// time that it runs, so it fails then, and names the claim.
    ///
    /// ```sql
    /// SELECT t0.orderdate, t1.name FROM lake.raw.orders AS t0 LEFT JOIN lake.raw.customers AS t1 ON t0.custkey = t1.custkey
    /// WHERE (SELECT CAST(CASE WHEN count(*) = 0 THEN '0' ELSE 'no longer true ...' END AS bigint) FROM (...) AS counterexamples) = 0
    /// ```
    func guardedFilling(_ casts: FillingCasts) -> Query {
        guard kind == .join, !facts.isEmpty else { return filling(casts) }
        var copy = self
        let guards = facts.map { Expression.comparison(.subquery($0.asserting("filled")), .equal, .integer(0)) }
        copy.definition.filter = .conjunction([definition.filter].compactMap { $0 } + guards)
        return copy.filling(casts)
    }
}
