import TrinoSQL

extension WorkloadModel {
    /// The workload read anew with the types that the live engine says its columns have: DDL that was exported from one
    /// connector and runs on another is common, and types decide what may be moved.
    func withLiveTypes(_ profile: LakehouseProfile, input: OptimizationInput) -> WorkloadModel {
        var notes = notes + profile.notes
        var catalog = catalog
        catalog.connectors = profile.connectors.mapValues(\.name)
        for table in catalog.tables.values.sorted(by: { $0.name < $1.name }) {
            guard let live = profile.tables[table.name]?.liveColumns, !live.isEmpty else { continue }
            var copy = table
            let types = Dictionary(live.map { ($0.name.lowercased(), $0.type) }, uniquingKeysWith: { a, _ in a })
            for index in copy.columns.indices where !copy.columns[index].isHidden {
                let name = copy.columns[index].name.lowercased()
                guard let text = types[name], let type = try? SQLType(parsing: text) else { continue }
                if type != copy.columns[index].type {
                    notes.append(
                        "\(table.name).\(name) is \(type) in the live catalog, not \(copy.columns[index].type)")
                    copy.columns[index].type = type
                }
            }
            let declared = Set(copy.visibleColumns.map { $0.name.lowercased() })
            for column in live where !declared.contains(column.name.lowercased()) {
                guard let type = try? SQLType(parsing: column.type) else { continue }
                notes.append("\(table.name) has a column \(column.name) in the live catalog that the DDL lacks")
                copy.columns.append(ColumnSchema(name: column.name, type: type))
            }
            let gone = declared.subtracting(types.keys)
            if !gone.isEmpty {
                notes.append("\(table.name) lacks \(gone.sorted().joined(separator: ", ")) in the live catalog")
                copy.columns.removeAll { gone.contains($0.name.lowercased()) }
            }
            // A star means the columns in the live table's order.
            let places = Dictionary(
                live.enumerated().map { ($1.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
            copy.columns = copy.columns.enumerated().sorted { one, other in
                let a = places[one.element.name.lowercased()] ?? live.count + one.offset
                let b = places[other.element.name.lowercased()] ?? live.count + other.offset
                return a < b
            }.map(\.element)
            catalog.add(copy)
        }
        return WorkloadModel(input, catalog: catalog, notes: notes)
    }

    /// The workload with other texts for some queries, each shown to give the same rows. What was known of the originals stays.
    func replacing(_ texts: [Int: ProposalRound.Accepted], input: OptimizationInput) -> WorkloadModel {
        var changed = input
        for (index, accepted) in texts { changed.queries[index].text = accepted.text }
        var model = WorkloadModel(changed, catalog: catalog, notes: notes)
        for index in texts.keys {
            model.queries[index].parsed = queries[index].parsed
            model.queries[index].original = queries[index].original
            model.queries[index].flat = queries[index].flat
            model.queries[index].views.formUnion(queries[index].views)
        }
        return model
    }
}
