/// Equality and hashing of relations, with a small function for each form that nests.
///
/// What the compiler would make of so many cases keeps room for all of them at once on the stack, at every level of a tree;
/// a deep one then overflows a small stack.
extension Relation.Kind {
    @inline(never)
    public static func == (left: Self, right: Self) -> Bool {
        switch left {
        case .table: left.isSameTable(as: right)
        case .subquery: left.isSameSubquery(as: right)
        case .lateral: left.isSameLateral(as: right)
        case .unnest: left.isSameUnnest(as: right)
        case .join: left.isSameJoin(as: right)
        case .tableFunction: left.isSameTableFunction(as: right)
        case .jsonTable: left.isSameJsonTable(as: right)
        case .nearest: left.isSameNearest(as: right)
        case .patternRecognition: left.isSamePatternRecognition(as: right)
        case .aliased: left.isSameAliased(as: right)
        case .sampled: left.isSameSampled(as: right)
        }
    }

    @inline(never)
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .table: hashTable(into: &hasher)
        case .subquery: hashSubquery(into: &hasher)
        case .lateral: hashLateral(into: &hasher)
        case .unnest: hashUnnest(into: &hasher)
        case .join: hashJoin(into: &hasher)
        case .tableFunction: hashTableFunction(into: &hasher)
        case .jsonTable: hashJsonTable(into: &hasher)
        case .nearest: hashNearest(into: &hasher)
        case .patternRecognition: hashPatternRecognition(into: &hasher)
        case .aliased: hashAliased(into: &hasher)
        case .sampled: hashSampled(into: &hasher)
        }
    }

    // MARK: Forms that nest

    private func isSameTable(as other: Self) -> Bool {
        guard case .table(let a) = self, case .table(let b) = other else { return false }
        return a == b
    }

    private func hashTable(into hasher: inout Hasher) {
        guard case .table(let a) = self else { return }
        hasher.combine(0)
        hasher.combine(a)
    }

    private func isSameSubquery(as other: Self) -> Bool {
        guard case .subquery(let a) = self, case .subquery(let b) = other else { return false }
        return a == b
    }

    private func hashSubquery(into hasher: inout Hasher) {
        guard case .subquery(let a) = self else { return }
        hasher.combine(1)
        hasher.combine(a)
    }

    private func isSameLateral(as other: Self) -> Bool {
        guard case .lateral(let a) = self, case .lateral(let b) = other else { return false }
        return a == b
    }

    private func hashLateral(into hasher: inout Hasher) {
        guard case .lateral(let a) = self else { return }
        hasher.combine(2)
        hasher.combine(a)
    }

    private func isSameUnnest(as other: Self) -> Bool {
        guard case .unnest(let a0, let a1) = self, case .unnest(let b0, let b1) = other else { return false }
        return a0 == b0 && a1 == b1
    }

    private func hashUnnest(into hasher: inout Hasher) {
        guard case .unnest(let a0, let a1) = self else { return }
        hasher.combine(3)
        hasher.combine(a0)
        hasher.combine(a1)
    }

    private func isSameJoin(as other: Self) -> Bool {
        guard case .join(let a) = self, case .join(let b) = other else { return false }
        return a == b
    }

    private func hashJoin(into hasher: inout Hasher) {
        guard case .join(let a) = self else { return }
        hasher.combine(4)
        hasher.combine(a)
    }

    private func isSameTableFunction(as other: Self) -> Bool {
        guard case .tableFunction(let a) = self, case .tableFunction(let b) = other else { return false }
        return a == b
    }

    private func hashTableFunction(into hasher: inout Hasher) {
        guard case .tableFunction(let a) = self else { return }
        hasher.combine(5)
        hasher.combine(a)
    }

    private func isSameJsonTable(as other: Self) -> Bool {
        guard case .jsonTable(let a) = self, case .jsonTable(let b) = other else { return false }
        return a == b
    }

    private func hashJsonTable(into hasher: inout Hasher) {
        guard case .jsonTable(let a) = self else { return }
        hasher.combine(6)
        hasher.combine(a)
    }

    private func isSameNearest(as other: Self) -> Bool {
        guard case .nearest(let a) = self, case .nearest(let b) = other else { return false }
        return a == b
    }

    private func hashNearest(into hasher: inout Hasher) {
        guard case .nearest(let a) = self else { return }
        hasher.combine(7)
        hasher.combine(a)
    }

    private func isSamePatternRecognition(as other: Self) -> Bool {
        guard case .patternRecognition(let a0, let a1) = self, case .patternRecognition(let b0, let b1) = other else {
            return false
        }
        return a0 == b0 && a1 == b1
    }

    private func hashPatternRecognition(into hasher: inout Hasher) {
        guard case .patternRecognition(let a0, let a1) = self else { return }
        hasher.combine(8)
        hasher.combine(a0)
        hasher.combine(a1)
    }

    private func isSameAliased(as other: Self) -> Bool {
        guard case .aliased(let a0, let a1, let a2) = self, case .aliased(let b0, let b1, let b2) = other else {
            return false
        }
        return a0 == b0 && a1 == b1 && a2 == b2
    }

    private func hashAliased(into hasher: inout Hasher) {
        guard case .aliased(let a0, let a1, let a2) = self else { return }
        hasher.combine(9)
        hasher.combine(a0)
        hasher.combine(a1)
        hasher.combine(a2)
    }

    private func isSameSampled(as other: Self) -> Bool {
        guard case .sampled(let a0, let a1) = self, case .sampled(let b0, let b1) = other else { return false }
        return a0 == b0 && a1 == b1
    }

    private func hashSampled(into hasher: inout Hasher) {
        guard case .sampled(let a0, let a1) = self else { return }
        hasher.combine(10)
        hasher.combine(a0)
        hasher.combine(a1)
    }
}
