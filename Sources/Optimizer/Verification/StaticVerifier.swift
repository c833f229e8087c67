import TrinoSQL

/// Checks a rewritten query from its text alone: it prints and parses to the same tree, means something against the new DDL,
/// has the original's columns with their types, and reads new tables only.
struct StaticVerifier {
    let design: Design

    /// Why a rewritten query must not be used, or nil.
    /// - Parameter types: types that the live engine gives some of the original's columns, by place from 0, in place of those that
    ///   Trino's rules say.
    func defect(of rewritten: Query, original: ResolvedQuery, types: [Int: SQLType] = [:]) -> String? {
        let text = rewritten.sql()
        let again: Query
        do {
            again = try Parser.parseQuery(text)
        } catch {
            return "its text can't be read again: \(error)"
        }
        guard again == rewritten else { return "its text reads as something else" }
        let resolved: ResolvedQuery
        do {
            // The new tables alone, so that a name of an original left behind is an unknown table.
            resolved = try Resolver(catalog: design.newTables).resolve(again)
        } catch {
            return "it does not resolve against the new tables: \(error)"
        }
        // check: same-number-of-columns
        guard resolved.outputs.count == original.outputs.count else {
            return "it has \(resolved.outputs.count) columns, the original \(original.outputs.count)"
        }
        for (index, pair) in zip(resolved.outputs, original.outputs).enumerated() {
            // check: same-names
            guard pair.0.shownName(at: index).lowercased() == pair.1.shownName(at: index).lowercased() else {
                return
                    "column \(index + 1) is called \(pair.0.shownName(at: index)), in the original \(pair.1.shownName(at: index))"
            }
            // check: same-types
            guard pair.0.type == types[index] ?? pair.1.type else {
                return "column \(pair.1.shownName(at: index)) changed its type"
            }
        }
        return nil
    }
}
