import TrinoSQL

extension Query {
    /// The same query with every `TABLE t` written out, so that each table is read by a relation and each column by a name.
    ///
    /// ```sql
    /// SELECT a FROM t WHERE b IN (TABLE u)
    /// -- becomes
    /// SELECT a FROM t WHERE b IN (SELECT * FROM u)
    /// ```
    /// Exact: that is what `TABLE` means (ISO/IEC 9075-2, "explicit table").
    func writingOutTables() -> Query {
        var rewriter = WritingOutTables()
        return rewriter.rewrite(self)
    }
}

private struct WritingOutTables: SyntaxRewriter {
    mutating func rewrite(_ body: QueryBody) -> QueryBody {
        guard case .table(let name) = body else { return rewriteChildren(of: body) }
        return .select(Select(items: [SelectItem(.all)], from: [Relation(.table(TableReference(name)))]))
    }
}
