import TrinoSQL

extension Identifier {
    /// A name made from text, marked as quoted where it can't stand without: so it is the same as the name that its text is
    /// read back as.
    init(quotedWhereNeeded text: String) {
        let plain = Identifier(text)
        self.init(text, isQuoted: plain.sql().hasPrefix("\""))
    }

    /// Whether table properties can hold it as it is: a lower-case word.
    ///
    /// Source: Trino's Iceberg connector, which reads `sorted_by` and `partitioning` by patterns of its own.
    static func isPlainColumn(_ name: String) -> Bool {
        guard let first = name.first, first.isASCII, first.isLowercase || first == "_" else { return false }
        return name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }
    }
}

extension Query {
    /// The same query with every column name marked as quoted that can't stand without quotes.
    func quotingIrregularColumns() -> Query {
        mapExpressions { expression in
            guard case .column(var name) = expression.kind else { return expression }
            name.parts = name.parts.map { part in
                part.isQuoted
                    ? part : Identifier(part.text, isQuoted: Identifier(quotedWhereNeeded: part.text).isQuoted)
            }
            return Expression(.column(name), position: expression.position)
        }
    }
}
