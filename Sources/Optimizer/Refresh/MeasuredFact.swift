import TrinoSQL

/// Something that was measured on the live data and that a new table rests on, such as a key that no two rows share. No constraint
/// holds it for tomorrow's rows, so each refresh asserts it before it writes.
public struct MeasuredFact: Sendable, Hashable {
    /// What was found, as a sentence: `custkey of lake.raw.customers is unique`.
    public var claim: String
    /// A query that gives a row or more exactly where the claim doesn't hold.
    public var counterexamples: Query

    public init(claim: String, counterexamples: Query) {
        self.claim = claim
        self.counterexamples = counterexamples
    }

    /// A statement that fails, naming the claim, where it no longer holds, and gives 0 where it does.
    ///
    /// ```sql
    /// SELECT CAST(CASE WHEN count(*) = 0 THEN '0' ELSE 'no longer true: ...' END AS bigint) AS broken FROM (...) AS counterexamples
    /// ```
    /// Trino has no documented function that fails on purpose; a cast that can't succeed shows its text in the error.
    var assertion: Statement { Statement(.query(asserting("refreshed"))) }

    /// The assertion as a query, which gives 0.
    /// - Parameter deed: what is not done where the claim no longer holds.
    func asserting(_ deed: String) -> Query {
        let found = Relation(
            .aliased(Relation(.subquery(counterexamples)), alias: Identifier("counterexamples"), columns: []))
        let broken = "no longer true, so nothing was \(deed): \(claim)"
        let verdict = Expression(
            .caseWhen(
                CaseExpression(
                    branches: [.init(when: .comparison(.countStar, .equal, .integer(0)), then: .string("0"))],
                    otherwise: .string(broken))))
        let item = SelectItem(.expression(.cast(verdict, to: DataType(.bigint)), alias: Identifier("broken")))
        return Query(body: .select(Select(items: [item], from: [found])))
    }
}

extension MeasuredFact {
    /// That rows were only added to an Iceberg table since a moment: its snapshots say which operation made each.
    ///
    /// Source: Trino documentation, Iceberg connector, "$snapshots": append adds files, replace rewrites them without changing a row,
    /// overwrite and delete take rows away. That list holds what is kept, of whatever branch: so each later snapshot's parent has to
    /// be kept as well (one that was expired may have taken rows away; a table that was replaced begins anew), and none that was
    /// current since may have been left again ("$history": a rollback).
    static func onlyAppended(_ table: TableName, since moment: String) -> MeasuredFact {
        let since = Expression.typed("TIMESTAMP", moment)
        func snapshots(of list: String, where condition: Expression?) -> Select {
            let name = QualifiedName(table.catalog, table.schema, table.table + list)
            return Select(
                items: [SelectItem(.expression(.column("snapshot_id"), alias: nil))],
                from: [Relation(.table(TableReference(name)))], filter: condition)
        }
        let later = Expression.comparison(.column("committed_at"), .greater, since)
        let kept = Query(body: .select(snapshots(of: "$snapshots", where: nil)))
        let other = Expression(.inList(.column("operation"), [.string("append"), .string("replace")], negated: true))
        let orphan = Expression.disjunction([
            Expression(.isNull(.column("parent_id"), negated: false)),
            Expression(.inSubquery(.column("parent_id"), kept, negated: true)),
        ])
        let left = Expression(.not(.column("is_current_ancestor")))
        let found = SetOperation(
            .union, .all,
            branches: [
                .select(snapshots(of: "$snapshots", where: .conjunction([later, .disjunction([other, orphan])]))),
                .select(snapshots(of: "$history", where: left)),
            ])
        return MeasuredFact(
            claim: "rows of \(table) were only added since \(moment), as all its snapshots since then show",
            counterexamples: Query(body: .setOperation(found)))
    }
}
