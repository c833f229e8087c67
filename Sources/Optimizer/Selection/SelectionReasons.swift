extension SelectionOutcome {
    /// Reads a choice out, and what stood against it.
    init(_ chosen: SelectionState, index: SelectionIndex) {
        // Built up anew, so that no rounding of the search is left in the sums.
        var state = SelectionState(chosen.problem)
        for (query, option) in chosen.options.enumerated() {
            if let option { state.place(query, on: option) }
        }
        let problem = state.problem
        options = state.options
        structures = state.readers.indices.filter { state.readers[$0] > 0 }
        bytesAfter = structures.reduce(0) { $0 + problem.structures[$1].bytes }
        x = state.x
        y = problem.bytesBefore / state.bytes
        z = problem.objective.z(x: x, y: y)
        isWithinLimit = state.score.excess == 0
        queryReasons = problem.queries.indices.map { state.reason(for: $0) }
        structureReasons = structures.map { structure in
            StructureReason(
                structure: structure,
                queries: index.queries(touching: structure).filter { state.reads($0, structure) },
                zWithout: state.zWithout(structure, index: index))
        }
    }
}

extension SelectionState {
    /// z as it stands.
    fileprivate var z: Double { problem.objective.z(x: x, y: problem.bytesBefore / bytes) }

    fileprivate func reads(_ query: Int, _ structure: Int) -> Bool {
        options[query].map { problem.queries[query].options[$0].structures.contains(structure) } ?? false
    }

    /// What each option of a query would bring, everything else as it is.
    fileprivate func reason(for query: Int) -> SelectionOutcome.QueryReason {
        var trial = self
        trial.lift(query)
        let values = problem.queries[query].options.indices.map { option -> Double? in
            guard open[query].contains(option) else { return nil }
            var other = trial
            other.place(query, on: option)
            return other.score.excess == 0 || option == options[query] ? other.z : nil
        }
        let others = values.indices.filter { $0 != options[query] && values[$0] != nil }
        return .init(z: values, nextBest: others.max { (values[$0] ?? 0) < (values[$1] ?? 0) })
    }

    /// z when a structure's readers, one by one, take the best option that does without.
    fileprivate func zWithout(_ structure: Int, index: SelectionIndex) -> Double? {
        guard !problem.required.contains(structure) else { return nil }
        var trial = self
        let readers = index.queries(touching: structure).filter { reads($0, structure) }
        for query in readers { trial.lift(query) }
        for query in readers {
            let without = open[query].filter { !problem.queries[query].options[$0].structures.contains(structure) }
            var best: (option: Int, score: SelectionScore)?
            for option in without {
                let score = trial.scorePlacing(query, on: option)
                if best.map({ score.isBetter(than: $0.score) }) ?? true { best = (option, score) }
            }
            guard let best else { return nil }
            trial.place(query, on: best.option)
        }
        return trial.z
    }
}
