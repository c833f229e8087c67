import TrinoSQL

extension Expression {
    /// The last parts of the names of all columns in it.
    var columnNames: Set<String> {
        var names: Set<String> = []
        forEachExpression { part in
            if case .column(let name) = part.kind { names.insert(name.last.canonical) }
        }
        return names
    }
}
