import TrinoSQL

/// A sub-query in one form, wherever it stands and however it is spelled, so that equal work is recognised across queries by an
/// equal key.
///
/// ```sql
/// FROM (SELECT o.region, sum(o.price) AS total FROM orders AS o, shops AS s WHERE s.id = o.shop AND o.paid GROUP BY 1) AS x
/// WITH y AS (SELECT sum(price) AS t FROM shops JOIN orders ON orders.shop = shops.id WHERE paid = true GROUP BY region)
/// -- have one key, and between them the outputs t0.region and sum(t0.price)
/// ```
/// Sub-queries of one key give the same rows, and outputs of one text the same values in each of them. A plain SELECT's key says
/// which rows there are and not what is computed of each, so that several can share one table with the outputs of all.
struct SubqueryForm: Sendable {
    /// Equal for equal rows.
    let key: String
    /// The sub-query itself, its common tables written out, its relations called `t0`, `t1`, ... Its items are `columns`.
    let query: Query
    /// What it gives, in the order of the query's items.
    let columns: [Column]
    /// For each output of the sub-query as it was written, the column's text.
    let outputs: [String]
    /// Whether further columns can be computed beside.
    let isExtendable: Bool
    /// Whether the number of rows stays when columns are left out.
    let isNarrowable: Bool
    /// Whether it does nothing but pick columns of one table.
    let isProjection: Bool
    /// The base tables that it reads.
    let sources: Set<TableName>
    /// Outputs, by place, whose last digits depend on the order in which rows are added up.
    let inexactOutputs: Set<Int>
    /// Why its rows can't be kept; nil where they can.
    let defect: String?

    /// One column.
    struct Column: Sendable {
        /// The expression's canonical text; a place among the columns where the whole body decides.
        let text: String
        /// Over the query's relations; nil where the body is no SELECT.
        let expression: Expression?
    }

    init(
        _ normal: QueryNormaliser.Normal, columns: [Column], outputs: [String], sources: Set<TableName>,
        inexactOutputs: Set<Int>, defect: String?
    ) {
        query = normal.query
        isExtendable = normal.isExtendable
        isNarrowable = normal.isExtendable && !normal.isOneGroup
        isProjection = normal.isProjection
        self.columns = columns
        self.outputs = outputs
        self.sources = sources
        self.inexactOutputs = inexactOutputs
        self.defect = defect
        guard normal.isExtendable, case .select(var select) = normal.query.body else {
            key = "whole: " + normal.query.sql()
            return
        }
        select.items = [SelectItem(.expression(.integer(1), alias: nil))]
        var rows = normal.query
        rows.body = .select(select)
        // An aggregate without GROUP BY makes one row of all rows.
        var rowsAre = "rows: "
        // check: one-group-is-one-row
        if normal.isOneGroup { rowsAre = "one row of " }
        key = rowsAre + rows.sql()
    }
}
