/// Equality and hashing of window references, with a small function for each form that nests.
///
/// What the compiler would make of so many cases keeps room for all of them at once on the stack, at every level of a tree;
/// a deep one then overflows a small stack.
extension WindowReference {
    @inline(never)
    public static func == (left: Self, right: Self) -> Bool {
        switch left {
        case .specification: left.isSameSpecification(as: right)
        case .name: left.isSameLeaf(as: right)
        }
    }

    @inline(never)
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .specification: hashSpecification(into: &hasher)
        case .name: hashLeaf(into: &hasher)
        }
    }

    // MARK: Forms that hold nothing of their own kind

    private func isSameLeaf(as other: Self) -> Bool {
        switch (self, other) {
        case (.name(let a0), .name(let b0)): a0 == b0
        default: false
        }
    }

    private func hashLeaf(into hasher: inout Hasher) {
        switch self {
        case .name(let a0):
            hasher.combine(0)
            hasher.combine(a0)
        default: break
        }
    }

    // MARK: Forms that nest

    private func isSameSpecification(as other: Self) -> Bool {
        guard case .specification(let a) = self, case .specification(let b) = other else { return false }
        return a == b
    }

    private func hashSpecification(into hasher: inout Hasher) {
        guard case .specification(let a) = self else { return }
        hasher.combine(1)
        hasher.combine(a)
    }
}
