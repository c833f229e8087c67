import TrinoSQL

/// Proposes summaries for blocks: for each block alone in up to three forms, and for blocks together.
///
/// - open: columns that filters compare stay keys, so that other literals can be asked for;
/// - closed: each filter is a key of its own, true or false;
/// - baked: only rows that pass the filters go in. What can fail on other rows has this form alone.
///
/// Where a block needs its own groups: baked, and with the filters on its keys left to be asked of the groups.
struct SummaryProposals {
    /// Distinct values of a base column; nil where they are not known.
    let distinct: (BaseColumn) -> Double?

    /// Columns with more values than this are no open keys: nearly each row would be a group of its own.
    static let mostOpenValues = 2_000.0

    func proposals(for block: AggregationBlock) -> [SummaryProposal] {
        let filters = Dictionary(block.filters.map { ($0.sql(), $0) }, uniquingKeysWith: { a, _ in a })
        var proposals = [
            SummaryProposal(
                source: block.source, keys: block.needsOwnGroups ? block.keys : block.keys.independent, baked: filters,
                failing: block.failing)
        ]
        guard !filters.isEmpty, !block.canFail else { return proposals }
        if block.needsOwnGroups {
            let keys = GroupKeys(block.keys.mapValues(\.type))
            let others = filters.filter { !keys.determine($0.value) }
            if others.count < filters.count {
                proposals.append(SummaryProposal(source: block.source, keys: block.keys, baked: others))
            }
            return proposals
        }
        var open = block.keys
        var closed = block.keys
        for (text, filter) in filters {
            closed[text] = AggregationBlock.Key(expression: filter, type: .boolean)
            if let columns = openColumns(of: filter, in: block) {
                for column in columns { open[column.expression.sql()] = column }
            } else {
                open[text] = AggregationBlock.Key(expression: filter, type: .boolean)
            }
        }
        proposals.append(SummaryProposal(source: block.source, keys: open.independent, baked: [:]))
        proposals.append(SummaryProposal(source: block.source, keys: closed.independent, baked: [:]))
        var seen: Set<String> = []
        return proposals.filter { seen.insert($0.key).inserted }
    }

    /// The columns that a filter compares with constants, where they have few values.
    private func openColumns(of filter: Expression, in block: AggregationBlock) -> [AggregationBlock.Key]? {
        var columns: [String: AggregationBlock.Key] = [:]
        var isOpen = true
        filter.forEachExpression { part in
            guard case .column(let name) = part.kind, let column = self.column(name, in: block) else { return }
            guard let values = distinct(column.base), values <= Self.mostOpenValues,
                let type = block.columnTypes[part.sql()],
                KeyCollector.canBeKey(type)
            else {
                isOpen = false
                return
            }
            columns[part.sql()] = AggregationBlock.Key(expression: part, type: type)
        }
        // IS NOT NULL on a column asks for no value of it.
        if case .isNull = filter.kind { return nil }
        return isOpen ? columns.sorted { $0.key < $1.key }.map(\.value) : nil
    }

    private func column(_ name: QualifiedName, in block: AggregationBlock) -> (place: Int, base: BaseColumn)? {
        guard name.parts.count == 2, let place = Int(name.parts[0].text.dropFirst()),
            block.source.tables.indices.contains(place)
        else { return nil }
        return (place, BaseColumn(table: block.source.tables[place], column: name.last.canonical))
    }
}
