import TrinoSQL

extension Query {
    /// The first output that is a column in parentheses without a name of its own, as in `SELECT DISTINCT (region)`; nil where there is
    /// none. Engines that speak Trino's protocol disagree about its name: some leave the parentheses away as they read, others have it
    /// unnamed. Our texts are printed without them, so that a comparison could not tell.
    var parenthesisedOutput: String? { body.parenthesisedOutput }
}

extension QueryBody {
    fileprivate var parenthesisedOutput: String? {
        switch self {
        case .select(let select):
            for item in select.items {
                guard case .expression(let value, alias: nil) = item.kind, case .column = value.kind,
                    item.position.line > 0, value.position.line > 0
                else { continue }
                let isWritten =
                    item.position.line == value.position.line && item.position.column == value.position.column
                if !isWritten { return value.sql() }
            }
            return nil
        // The first branch gives the names.
        case .setOperation(let operation): return operation.branches.first?.parenthesisedOutput
        default: return nil
        }
    }
}
