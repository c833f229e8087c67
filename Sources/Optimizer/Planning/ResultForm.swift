import TrinoSQL

/// The form in which a result is kept: its columns' types and codings, and the order of its rows.
struct ResultForm: Sendable {
    /// Types that the engine gives outputs where Trino's rules say others, by place.
    var types: [Int: SQLType] = [:]
    /// Outputs that are stored in two columns, by place.
    private(set) var codings: [Int: PatchedColumn] = [:]
    private var order: SortedRows?
    /// The share that the codings leave of these columns' bytes.
    private var shares: [Int: Double] = [:]

    init(types: [Int: SQLType] = [:]) {
        self.types = types
    }

    /// Whether rows were looked at.
    var isFound: Bool { order != nil }

    /// Whether some column is stored as two.
    var isCoded: Bool { !codings.isEmpty }

    /// Looks for an order and for codings in which these rows take less room.
    ///
    /// - Parameters:
    ///   - columns: the stored type of each output that has a column, by place.
    ///   - own: the outputs by which rows came sorted.
    ///   - isOrdered: whether rows came in an order.
    mutating func find(
        for rows: EngineResult, storing columns: [Int: SQLType], order own: [Int], isOrdered: Bool, canSort: Bool,
        canCode: Bool
    ) {
        let sortable = canSort ? Set(columns.filter(\.value.isSortable).keys) : []
        var found = SortedRows(rows, storing: Set(columns.keys), by: sortable, own: own, isOrdered: isOrdered)
        if canCode {
            let choices = PatchedColumn.choices(rows, types: columns, in: found.rows)
            codings = choices.mapValues(\.coding)
            shares = choices.mapValues(\.share)
        }
        found.forgetRows()
        order = found
    }

    /// Has a kept result lie in this form.
    ///
    /// - Parameters:
    ///   - columns: its columns by the outputs' places.
    ///   - isCoded: whether it has the codings.
    func apply(to table: inout NewTable, _ columns: [Int: String], isCoded: Bool) {
        guard let order else { return }
        for (place, name) in columns {
            table.columnBytes[name]? *= (order.shares[place] ?? 1) * (isCoded ? shares[place] ?? 1 : 1)
        }
        let names = order.keys.compactMap { columns[$0] }
        if !names.isEmpty {
            table.layout.sortedBy = names
            table.reasons.append(
                "sorted by \(names.joined(separator: ", ")): tried on its rows, which take about \(Self.percent(order.share)) of their unsorted size so"
            )
        }
        guard isCoded else { return }
        for (place, share) in shares.sorted(by: { $0.key < $1.key }) {
            table.reasons.append(
                "column \(columns[place] ?? "") holds whole numbers, and what is none stands beside it: about \(Self.percent(share)) of the size"
            )
        }
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
