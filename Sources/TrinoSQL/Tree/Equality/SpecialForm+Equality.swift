/// Equality and hashing of special forms, with a small function for each form that nests.
///
/// What the compiler would make of so many cases keeps room for all of them at once on the stack, at every level of a tree;
/// a deep one then overflows a small stack.
extension SpecialForm {
    @inline(never)
    public static func == (left: Self, right: Self) -> Bool {
        switch left {
        case .trim: left.isSameTrim(as: right)
        case .substring: left.isSameSubstring(as: right)
        case .position: left.isSamePosition(as: right)
        case .overlay: left.isSameOverlay(as: right)
        case .normalize: left.isSameNormalize(as: right)
        case .listAggregate: left.isSameListAggregate(as: right)
        case .jsonExists: left.isSameJsonExists(as: right)
        case .jsonValue: left.isSameJsonValue(as: right)
        case .jsonQuery: left.isSameJsonQuery(as: right)
        case .jsonObject: left.isSameJsonObject(as: right)
        case .jsonArray: left.isSameJsonArray(as: right)
        case .truthTest: left.isSameTruthTest(as: right)
        case .match: left.isSameMatch(as: right)
        case .unique: left.isSameUnique(as: right)
        case .measure: left.isSameMeasure(as: right)
        case .methodCall: left.isSameMethodCall(as: right)
        case .staticMethodCall: left.isSameStaticMethodCall(as: right)
        case .grouping, .caseOperand: left.isSameLeaf(as: right)
        }
    }

    @inline(never)
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .trim: hashTrim(into: &hasher)
        case .substring: hashSubstring(into: &hasher)
        case .position: hashPosition(into: &hasher)
        case .overlay: hashOverlay(into: &hasher)
        case .normalize: hashNormalize(into: &hasher)
        case .listAggregate: hashListAggregate(into: &hasher)
        case .jsonExists: hashJsonExists(into: &hasher)
        case .jsonValue: hashJsonValue(into: &hasher)
        case .jsonQuery: hashJsonQuery(into: &hasher)
        case .jsonObject: hashJsonObject(into: &hasher)
        case .jsonArray: hashJsonArray(into: &hasher)
        case .truthTest: hashTruthTest(into: &hasher)
        case .match: hashMatch(into: &hasher)
        case .unique: hashUnique(into: &hasher)
        case .measure: hashMeasure(into: &hasher)
        case .methodCall: hashMethodCall(into: &hasher)
        case .staticMethodCall: hashStaticMethodCall(into: &hasher)
        case .grouping, .caseOperand: hashLeaf(into: &hasher)
        }
    }

    // MARK: Forms that hold nothing of their own kind

    private func isSameLeaf(as other: Self) -> Bool {
        switch (self, other) {
        case (.grouping(let a0), .grouping(let b0)): a0 == b0
        case (.caseOperand, .caseOperand): true
        default: false
        }
    }

    private func hashLeaf(into hasher: inout Hasher) {
        switch self {
        case .grouping(let a0):
            hasher.combine(5)
            hasher.combine(a0)
        case .caseOperand: hasher.combine(18)
        default: break
        }
    }

    // MARK: Forms that nest

    private func isSameTrim(as other: Self) -> Bool {
        guard case .trim(let a) = self, case .trim(let b) = other else { return false }
        return a == b
    }

    private func hashTrim(into hasher: inout Hasher) {
        guard case .trim(let a) = self else { return }
        hasher.combine(0)
        hasher.combine(a)
    }

    private func isSameSubstring(as other: Self) -> Bool {
        guard case .substring(let a0, let a1, let a2) = self, case .substring(let b0, let b1, let b2) = other else {
            return false
        }
        return a0 == b0 && a1 == b1 && a2 == b2
    }

    private func hashSubstring(into hasher: inout Hasher) {
        guard case .substring(let a0, let a1, let a2) = self else { return }
        hasher.combine(1)
        hasher.combine(a0)
        hasher.combine(a1)
        hasher.combine(a2)
    }

    private func isSamePosition(as other: Self) -> Bool {
        guard case .position(let a0, let a1) = self, case .position(let b0, let b1) = other else { return false }
        return a0 == b0 && a1 == b1
    }

    private func hashPosition(into hasher: inout Hasher) {
        guard case .position(let a0, let a1) = self else { return }
        hasher.combine(2)
        hasher.combine(a0)
        hasher.combine(a1)
    }

    private func isSameOverlay(as other: Self) -> Bool {
        guard case .overlay(let a0, let a1, let a2, let a3) = self,
            case .overlay(let b0, let b1, let b2, let b3) = other
        else { return false }
        return a0 == b0 && a1 == b1 && a2 == b2 && a3 == b3
    }

    private func hashOverlay(into hasher: inout Hasher) {
        guard case .overlay(let a0, let a1, let a2, let a3) = self else { return }
        hasher.combine(3)
        hasher.combine(a0)
        hasher.combine(a1)
        hasher.combine(a2)
        hasher.combine(a3)
    }

    private func isSameNormalize(as other: Self) -> Bool {
        guard case .normalize(let a0, let a1) = self, case .normalize(let b0, let b1) = other else { return false }
        return a0 == b0 && a1 == b1
    }

    private func hashNormalize(into hasher: inout Hasher) {
        guard case .normalize(let a0, let a1) = self else { return }
        hasher.combine(4)
        hasher.combine(a0)
        hasher.combine(a1)
    }

    private func isSameListAggregate(as other: Self) -> Bool {
        guard case .listAggregate(let a) = self, case .listAggregate(let b) = other else { return false }
        return a == b
    }

    private func hashListAggregate(into hasher: inout Hasher) {
        guard case .listAggregate(let a) = self else { return }
        hasher.combine(6)
        hasher.combine(a)
    }

    private func isSameJsonExists(as other: Self) -> Bool {
        guard case .jsonExists(let a) = self, case .jsonExists(let b) = other else { return false }
        return a == b
    }

    private func hashJsonExists(into hasher: inout Hasher) {
        guard case .jsonExists(let a) = self else { return }
        hasher.combine(7)
        hasher.combine(a)
    }

    private func isSameJsonValue(as other: Self) -> Bool {
        guard case .jsonValue(let a) = self, case .jsonValue(let b) = other else { return false }
        return a == b
    }

    private func hashJsonValue(into hasher: inout Hasher) {
        guard case .jsonValue(let a) = self else { return }
        hasher.combine(8)
        hasher.combine(a)
    }

    private func isSameJsonQuery(as other: Self) -> Bool {
        guard case .jsonQuery(let a) = self, case .jsonQuery(let b) = other else { return false }
        return a == b
    }

    private func hashJsonQuery(into hasher: inout Hasher) {
        guard case .jsonQuery(let a) = self else { return }
        hasher.combine(9)
        hasher.combine(a)
    }

    private func isSameJsonObject(as other: Self) -> Bool {
        guard case .jsonObject(let a) = self, case .jsonObject(let b) = other else { return false }
        return a == b
    }

    private func hashJsonObject(into hasher: inout Hasher) {
        guard case .jsonObject(let a) = self else { return }
        hasher.combine(10)
        hasher.combine(a)
    }

    private func isSameJsonArray(as other: Self) -> Bool {
        guard case .jsonArray(let a) = self, case .jsonArray(let b) = other else { return false }
        return a == b
    }

    private func hashJsonArray(into hasher: inout Hasher) {
        guard case .jsonArray(let a) = self else { return }
        hasher.combine(11)
        hasher.combine(a)
    }

    private func isSameTruthTest(as other: Self) -> Bool {
        guard case .truthTest(let a0, let a1, let a2) = self, case .truthTest(let b0, let b1, let b2) = other else {
            return false
        }
        return a0 == b0 && a1 == b1 && a2 == b2
    }

    private func hashTruthTest(into hasher: inout Hasher) {
        guard case .truthTest(let a0, let a1, let a2) = self else { return }
        hasher.combine(12)
        hasher.combine(a0)
        hasher.combine(a1)
        hasher.combine(a2)
    }

    private func isSameMatch(as other: Self) -> Bool {
        guard case .match(let a) = self, case .match(let b) = other else { return false }
        return a == b
    }

    private func hashMatch(into hasher: inout Hasher) {
        guard case .match(let a) = self else { return }
        hasher.combine(13)
        hasher.combine(a)
    }

    private func isSameUnique(as other: Self) -> Bool {
        guard case .unique(let a) = self, case .unique(let b) = other else { return false }
        return a == b
    }

    private func hashUnique(into hasher: inout Hasher) {
        guard case .unique(let a) = self else { return }
        hasher.combine(14)
        hasher.combine(a)
    }

    private func isSameMeasure(as other: Self) -> Bool {
        guard case .measure(let a0, let a1) = self, case .measure(let b0, let b1) = other else { return false }
        return a0 == b0 && a1 == b1
    }

    private func hashMeasure(into hasher: inout Hasher) {
        guard case .measure(let a0, let a1) = self else { return }
        hasher.combine(15)
        hasher.combine(a0)
        hasher.combine(a1)
    }

    private func isSameMethodCall(as other: Self) -> Bool {
        guard case .methodCall(let a0, let a1, let a2) = self, case .methodCall(let b0, let b1, let b2) = other else {
            return false
        }
        return a0 == b0 && a1 == b1 && a2 == b2
    }

    private func hashMethodCall(into hasher: inout Hasher) {
        guard case .methodCall(let a0, let a1, let a2) = self else { return }
        hasher.combine(16)
        hasher.combine(a0)
        hasher.combine(a1)
        hasher.combine(a2)
    }

    private func isSameStaticMethodCall(as other: Self) -> Bool {
        guard case .staticMethodCall(let a0, let a1, let a2) = self,
            case .staticMethodCall(let b0, let b1, let b2) = other
        else { return false }
        return a0 == b0 && a1 == b1 && a2 == b2
    }

    private func hashStaticMethodCall(into hasher: inout Hasher) {
        guard case .staticMethodCall(let a0, let a1, let a2) = self else { return }
        hasher.combine(17)
        hasher.combine(a0)
        hasher.combine(a1)
        hasher.combine(a2)
    }
}
