/// Equality and hashing of query bodies, with a small function for each form that nests.
///
/// What the compiler would make of so many cases keeps room for all of them at once on the stack, at every level of a tree;
/// a deep one then overflows a small stack.
extension QueryBody {
    @inline(never)
    public static func == (left: Self, right: Self) -> Bool {
        switch left {
        case .select: left.isSameSelect(as: right)
        case .setOperation: left.isSameSetOperation(as: right)
        case .values: left.isSameValues(as: right)
        case .parenthesized: left.isSameParenthesized(as: right)
        case .table: left.isSameLeaf(as: right)
        }
    }

    @inline(never)
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .select: hashSelect(into: &hasher)
        case .setOperation: hashSetOperation(into: &hasher)
        case .values: hashValues(into: &hasher)
        case .parenthesized: hashParenthesized(into: &hasher)
        case .table: hashLeaf(into: &hasher)
        }
    }

    // MARK: Forms that hold nothing of their own kind

    private func isSameLeaf(as other: Self) -> Bool {
        switch (self, other) {
        case (.table(let a0), .table(let b0)): a0 == b0
        default: false
        }
    }

    private func hashLeaf(into hasher: inout Hasher) {
        switch self {
        case .table(let a0):
            hasher.combine(3)
            hasher.combine(a0)
        default: break
        }
    }

    // MARK: Forms that nest

    private func isSameSelect(as other: Self) -> Bool {
        guard case .select(let a) = self, case .select(let b) = other else { return false }
        return a == b
    }

    private func hashSelect(into hasher: inout Hasher) {
        guard case .select(let a) = self else { return }
        hasher.combine(0)
        hasher.combine(a)
    }

    private func isSameSetOperation(as other: Self) -> Bool {
        guard case .setOperation(let a) = self, case .setOperation(let b) = other else { return false }
        return a == b
    }

    private func hashSetOperation(into hasher: inout Hasher) {
        guard case .setOperation(let a) = self else { return }
        hasher.combine(1)
        hasher.combine(a)
    }

    private func isSameValues(as other: Self) -> Bool {
        guard case .values(let a) = self, case .values(let b) = other else { return false }
        return a == b
    }

    private func hashValues(into hasher: inout Hasher) {
        guard case .values(let a) = self else { return }
        hasher.combine(2)
        hasher.combine(a)
    }

    private func isSameParenthesized(as other: Self) -> Bool {
        guard case .parenthesized(let a) = self, case .parenthesized(let b) = other else { return false }
        return a == b
    }

    private func hashParenthesized(into hasher: inout Hasher) {
        guard case .parenthesized(let a) = self else { return }
        hasher.combine(4)
        hasher.combine(a)
    }
}
