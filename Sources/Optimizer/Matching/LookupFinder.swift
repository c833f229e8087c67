import TrinoSQL

/// Finds what of a query tables of rows joined beforehand could answer: in each SELECT, every base table with what is looked up for
/// its rows.
struct LookupFinder {
    let resolved: ResolvedQuery

    /// A SELECT whose FROM is understood.
    private struct Subject {
        let select: Select
        let tree: FromTree
        let places: [JoinPlaces.Place]
    }

    private let subjects: [Subject]
    /// Why SELECTs that join can't read such a table.
    let refusals: [String]

    init(_ resolved: ResolvedQuery) {
        self.resolved = resolved
        var finder = SelectFinder()
        finder.visit(resolved.query)
        var subjects: [Subject] = []
        var refusals: [String] = []
        for found in finder.selects where !found.select.from.isEmpty {
            let tree = FromTree(found.select, in: resolved)
            let joins = tree.leaves.count > 1
            // check: no-merged-columns
            if tree.isOpaque {
                if joins { refusals.append("it joins by USING, LATERAL, UNNEST, a sample or a table function") }
                continue
            }
            // check: no-stars
            if found.select.items.contains(where: \.isStar) {
                if joins { refusals.append("a star stands in it that could not be written out") }
                continue
            }
            subjects.append(
                Subject(select: found.select, tree: tree, places: JoinPlaces(found.select, tree).places))
        }
        self.subjects = subjects
        self.refusals = refusals
    }

    /// The blocks of all SELECTs: of each one for every base table in it, those with the most lookups first.
    /// - Parameter isKey: whether no two rows of a table share the values of some columns, NULLs apart.
    func blocks(isKey: @escaping (TableName, [String]) -> Bool) -> [LookupBlock] {
        subjects.flatMap { subject in
            let blocks = subject.tree.leaves.compactMap { leaf -> LookupBlock? in
                guard let table = leaf.table else { return nil }
                return LookupBlock(
                    subject.select.position.node, root: leaf, table: table, places: subject.places, in: resolved,
                    isKey: isKey)
            }
            return blocks.enumerated()
                .sorted { ($1.element.members.count, $0.offset) < ($0.element.members.count, $1.offset) }
                .map(\.element)
        }
    }
}

extension SelectItem {
    /// Whether it stands for columns that it doesn't name.
    fileprivate var isStar: Bool {
        if case .expression = kind { false } else { true }
    }
}
