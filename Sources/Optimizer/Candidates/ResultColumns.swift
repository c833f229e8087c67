import TrinoSQL

/// The columns of a table that keeps a query's rows, called `r` where they come from.
struct ResultColumns {
    private let connector: ConnectorKind
    /// What the table is called where it is read.
    let alias: String
    private(set) var columns: [NewTable.Column] = []
    private(set) var names: [String] = []

    init(connector: ConnectorKind, alias: String) {
        self.connector = connector
        self.alias = alias
    }

    /// Adds a column for the next value of a row, and gives it as it is read back.
    ///
    /// - Parameters:
    ///   - name: that it should have.
    ///   - isOutput: whether it is one of the query's outputs, so that the engine's own type for it is known.
    ///   - coding: how the value is taken apart, where it is.
    /// - Throws: a refusal where the type can't be stored.
    mutating func keep(
        _ name: String?, _ type: SQLType, isOutput: Bool = false, coding: PatchedColumn? = nil
    ) throws(ResultCandidate.Refusal) -> Expression {
        let own = Self.name(name, index: names.count, taken: names + columns.map(\.name))
        names.append(own)
        var (column, value) = try Self.column(own, type: type, connector: connector, alias: alias)
        if let coding { return keep(column, read: value, coding: coding) }
        if !isOutput, case .column = column.source.kind {
            column.source = .cast(column.source, to: DataType(column.storedType))
        }
        columns.append(column)
        return value
    }

    /// The same taken apart into two columns.
    private mutating func keep(_ column: NewTable.Column, read: Expression, coding: PatchedColumn) -> Expression {
        var taken = Set(columns.map(\.name) + names)
        let (number, other) = coding.stored(column.source)
        let parts = [
            NewTable.Column(
                name: taken.takeFree(column.name + coding.suffix), storedType: coding.numberType, source: number),
            NewTable.Column(
                name: taken.takeFree(column.name + PatchedColumn.otherSuffix), storedType: column.storedType,
                source: other),
        ]
        columns += parts
        let value = coding.read(.column(alias, parts[0].name), .column(alias, parts[1].name))
        return read.transformed { part in
            if case .column = part.kind { value } else { part }
        }
    }

    /// A column of a table for a value `r.name`, and the value as it is read back from there.
    ///
    /// - Parameter alias: the table's, where it is read.
    static func column(
        _ name: String, type: SQLType, connector: ConnectorKind, alias: String = "r"
    ) throws(ResultCandidate.Refusal) -> (NewTable.Column, read: Expression) {
        let value = Expression.column("r", name)
        let read = Expression.column(alias, name)
        // check: fields-have-names
        guard !type.hasUnnamedField else {
            throw ResultCandidate.Refusal(reason: "column \(name) can't be stored: a field of its row has no name")
        }
        if type == .intervalDayToSecond, let moment = StoredInterval(in: connector) {
            return (
                NewTable.Column(name: name, storedType: moment.type, source: moment.stored(value)), moment.read(read)
            )
        }
        switch StoredType(of: type, in: connector) {
        case .same:
            return (NewTable.Column(name: name, storedType: type, source: value), read)
        case .widened(let stored):
            let cast = Expression.cast(value, to: DataType(stored))
            return (NewTable.Column(name: name, storedType: stored, source: cast), .cast(read, to: DataType(type)))
        case .unsupported(let reason):
            throw ResultCandidate.Refusal(reason: "column \(name) can't be stored: \(reason)")
        }
    }

    /// The output's own name in lower case where it is a plain word and not taken, else one by its place.
    static func name(_ name: String?, index: Int, taken: [String]) -> String {
        let lower = name?.lowercased() ?? ""
        let isPlain =
            lower.first.map { $0.isASCII && ($0.isLetter || $0 == "_") } ?? false
            && lower.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        if isPlain, !taken.contains(lower), !Identifier(quotedWhereNeeded: lower).isQuoted { return lower }
        var candidate = "c\(index + 1)"
        while taken.contains(candidate) { candidate += "_" }
        return candidate
    }
}
