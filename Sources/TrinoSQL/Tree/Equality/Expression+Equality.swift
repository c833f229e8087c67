/// Equality and hashing of expressions, with a small function for each form that nests.
///
/// What the compiler would make of so many cases keeps room for all of them at once on the stack, at every level of a tree;
/// a deep one then overflows a small stack.
extension Expression.Kind {
    @inline(never)
    public static func == (left: Self, right: Self) -> Bool {
        switch left {
        case .field: left.isSameField(as: right)
        case .or: left.isSameOr(as: right)
        case .and: left.isSameAnd(as: right)
        case .not: left.isSameNot(as: right)
        case .comparison: left.isSameComparison(as: right)
        case .quantifiedComparison: left.isSameQuantifiedComparison(as: right)
        case .isNull: left.isSameIsNull(as: right)
        case .isDistinctFrom: left.isSameIsDistinctFrom(as: right)
        case .between: left.isSameBetween(as: right)
        case .inList: left.isSameInList(as: right)
        case .inSubquery: left.isSameInSubquery(as: right)
        case .like: left.isSameLike(as: right)
        case .concatenation: left.isSameConcatenation(as: right)
        case .arithmetic: left.isSameArithmetic(as: right)
        case .sign: left.isSameSign(as: right)
        case .atTimeZone: left.isSameAtTimeZone(as: right)
        case .subscriptAccess: left.isSameSubscriptAccess(as: right)
        case .caseWhen: left.isSameCaseWhen(as: right)
        case .cast: left.isSameCast(as: right)
        case .extract: left.isSameExtract(as: right)
        case .function: left.isSameFunction(as: right)
        case .special: left.isSameSpecial(as: right)
        case .lambda: left.isSameLambda(as: right)
        case .array: left.isSameArray(as: right)
        case .row: left.isSameRow(as: right)
        case .exists: left.isSameExists(as: right)
        case .subquery: left.isSameSubquery(as: right)
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .typed, .interval, .parameter, .column,
            .currentValue:
            left.isSameLeaf(as: right)
        }
    }

    @inline(never)
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .field: hashField(into: &hasher)
        case .or: hashOr(into: &hasher)
        case .and: hashAnd(into: &hasher)
        case .not: hashNot(into: &hasher)
        case .comparison: hashComparison(into: &hasher)
        case .quantifiedComparison: hashQuantifiedComparison(into: &hasher)
        case .isNull: hashIsNull(into: &hasher)
        case .isDistinctFrom: hashIsDistinctFrom(into: &hasher)
        case .between: hashBetween(into: &hasher)
        case .inList: hashInList(into: &hasher)
        case .inSubquery: hashInSubquery(into: &hasher)
        case .like: hashLike(into: &hasher)
        case .concatenation: hashConcatenation(into: &hasher)
        case .arithmetic: hashArithmetic(into: &hasher)
        case .sign: hashSign(into: &hasher)
        case .atTimeZone: hashAtTimeZone(into: &hasher)
        case .subscriptAccess: hashSubscriptAccess(into: &hasher)
        case .caseWhen: hashCaseWhen(into: &hasher)
        case .cast: hashCast(into: &hasher)
        case .extract: hashExtract(into: &hasher)
        case .function: hashFunction(into: &hasher)
        case .special: hashSpecial(into: &hasher)
        case .lambda: hashLambda(into: &hasher)
        case .array: hashArray(into: &hasher)
        case .row: hashRow(into: &hasher)
        case .exists: hashExists(into: &hasher)
        case .subquery: hashSubquery(into: &hasher)
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .typed, .interval, .parameter, .column,
            .currentValue:
            hashLeaf(into: &hasher)
        }
    }

    // MARK: Forms that hold nothing of their own kind

    private func isSameLeaf(as other: Self) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.boolean(let a0), .boolean(let b0)): a0 == b0
        case (.integer(let a0), .integer(let b0)): a0 == b0
        case (.decimal(let a0), .decimal(let b0)): a0 == b0
        case (.double(let a0), .double(let b0)): a0 == b0
        case (.string(let a0), .string(let b0)): a0 == b0
        case (.binary(let a0), .binary(let b0)): a0 == b0
        case (.typed(let a0, let a1), .typed(let b0, let b1)): a0 == b0 && a1 == b1
        case (.interval(let a0), .interval(let b0)): a0 == b0
        case (.parameter(let a0), .parameter(let b0)): a0 == b0
        case (.column(let a0), .column(let b0)): a0 == b0
        case (.currentValue(let a0), .currentValue(let b0)): a0 == b0
        default: false
        }
    }

    private func hashLeaf(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .boolean(let a0):
            hasher.combine(1)
            hasher.combine(a0)
        case .integer(let a0):
            hasher.combine(2)
            hasher.combine(a0)
        case .decimal(let a0):
            hasher.combine(3)
            hasher.combine(a0)
        case .double(let a0):
            hasher.combine(4)
            hasher.combine(a0)
        case .string(let a0):
            hasher.combine(5)
            hasher.combine(a0)
        case .binary(let a0):
            hasher.combine(6)
            hasher.combine(a0)
        case .typed(let a0, let a1):
            hasher.combine(7)
            hasher.combine(a0)
            hasher.combine(a1)
        case .interval(let a0):
            hasher.combine(8)
            hasher.combine(a0)
        case .parameter(let a0):
            hasher.combine(9)
            hasher.combine(a0)
        case .column(let a0):
            hasher.combine(10)
            hasher.combine(a0)
        case .currentValue(let a0):
            hasher.combine(32)
            hasher.combine(a0)
        default: break
        }
    }

    // MARK: Forms that nest

    private func isSameField(as other: Self) -> Bool {
        guard case .field(let a0, let a1) = self, case .field(let b0, let b1) = other else { return false }
        return a0 == b0 && a1 == b1
    }

    private func hashField(into hasher: inout Hasher) {
        guard case .field(let a0, let a1) = self else { return }
        hasher.combine(11)
        hasher.combine(a0)
        hasher.combine(a1)
    }

    private func isSameOr(as other: Self) -> Bool {
        guard case .or(let a) = self, case .or(let b) = other else { return false }
        return a == b
    }

    private func hashOr(into hasher: inout Hasher) {
        guard case .or(let a) = self else { return }
        hasher.combine(12)
        hasher.combine(a)
    }

    private func isSameAnd(as other: Self) -> Bool {
        guard case .and(let a) = self, case .and(let b) = other else { return false }
        return a == b
    }

    private func hashAnd(into hasher: inout Hasher) {
        guard case .and(let a) = self else { return }
        hasher.combine(13)
        hasher.combine(a)
    }

    private func isSameNot(as other: Self) -> Bool {
        guard case .not(let a) = self, case .not(let b) = other else { return false }
        return a == b
    }

    private func hashNot(into hasher: inout Hasher) {
        guard case .not(let a) = self else { return }
        hasher.combine(14)
        hasher.combine(a)
    }

    private func isSameComparison(as other: Self) -> Bool {
        guard case .comparison(let a0, let a1, let a2) = self, case .comparison(let b0, let b1, let b2) = other else {
            return false
        }
        return a0 == b0 && a1 == b1 && a2 == b2
    }

    private func hashComparison(into hasher: inout Hasher) {
        guard case .comparison(let a0, let a1, let a2) = self else { return }
        hasher.combine(15)
        hasher.combine(a0)
        hasher.combine(a1)
        hasher.combine(a2)
    }

    private func isSameQuantifiedComparison(as other: Self) -> Bool {
        guard case .quantifiedComparison(let a0, let a1, let a2, let a3) = self,
            case .quantifiedComparison(let b0, let b1, let b2, let b3) = other
        else { return false }
        return a0 == b0 && a1 == b1 && a2 == b2 && a3 == b3
    }

    private func hashQuantifiedComparison(into hasher: inout Hasher) {
        guard case .quantifiedComparison(let a0, let a1, let a2, let a3) = self else { return }
        hasher.combine(16)
        hasher.combine(a0)
        hasher.combine(a1)
        hasher.combine(a2)
        hasher.combine(a3)
    }

    private func isSameIsNull(as other: Self) -> Bool {
        guard case .isNull(let a0, let a1) = self, case .isNull(let b0, let b1) = other else { return false }
        return a0 == b0 && a1 == b1
    }

    private func hashIsNull(into hasher: inout Hasher) {
        guard case .isNull(let a0, let a1) = self else { return }
        hasher.combine(17)
        hasher.combine(a0)
        hasher.combine(a1)
    }

    private func isSameIsDistinctFrom(as other: Self) -> Bool {
        guard case .isDistinctFrom(let a0, let a1, let a2) = self, case .isDistinctFrom(let b0, let b1, let b2) = other
        else { return false }
        return a0 == b0 && a1 == b1 && a2 == b2
    }

    private func hashIsDistinctFrom(into hasher: inout Hasher) {
        guard case .isDistinctFrom(let a0, let a1, let a2) = self else { return }
        hasher.combine(18)
        hasher.combine(a0)
        hasher.combine(a1)
        hasher.combine(a2)
    }

    private func isSameBetween(as other: Self) -> Bool {
        guard case .between(let a) = self, case .between(let b) = other else { return false }
        return a == b
    }

    private func hashBetween(into hasher: inout Hasher) {
        guard case .between(let a) = self else { return }
        hasher.combine(19)
        hasher.combine(a)
    }

    private func isSameInList(as other: Self) -> Bool {
        guard case .inList(let a0, let a1, let a2) = self, case .inList(let b0, let b1, let b2) = other else {
            return false
        }
        return a0 == b0 && a1 == b1 && a2 == b2
    }

    private func hashInList(into hasher: inout Hasher) {
        guard case .inList(let a0, let a1, let a2) = self else { return }
        hasher.combine(20)
        hasher.combine(a0)
        hasher.combine(a1)
        hasher.combine(a2)
    }

    private func isSameInSubquery(as other: Self) -> Bool {
        guard case .inSubquery(let a0, let a1, let a2) = self, case .inSubquery(let b0, let b1, let b2) = other else {
            return false
        }
        return a0 == b0 && a1 == b1 && a2 == b2
    }

    private func hashInSubquery(into hasher: inout Hasher) {
        guard case .inSubquery(let a0, let a1, let a2) = self else { return }
        hasher.combine(21)
        hasher.combine(a0)
        hasher.combine(a1)
        hasher.combine(a2)
    }

    private func isSameLike(as other: Self) -> Bool {
        guard case .like(let a) = self, case .like(let b) = other else { return false }
        return a == b
    }

    private func hashLike(into hasher: inout Hasher) {
        guard case .like(let a) = self else { return }
        hasher.combine(22)
        hasher.combine(a)
    }

    private func isSameConcatenation(as other: Self) -> Bool {
        guard case .concatenation(let a) = self, case .concatenation(let b) = other else { return false }
        return a == b
    }

    private func hashConcatenation(into hasher: inout Hasher) {
        guard case .concatenation(let a) = self else { return }
        hasher.combine(23)
        hasher.combine(a)
    }

    private func isSameArithmetic(as other: Self) -> Bool {
        guard case .arithmetic(let a) = self, case .arithmetic(let b) = other else { return false }
        return a == b
    }

    private func hashArithmetic(into hasher: inout Hasher) {
        guard case .arithmetic(let a) = self else { return }
        hasher.combine(24)
        hasher.combine(a)
    }

    private func isSameSign(as other: Self) -> Bool {
        guard case .sign(let a0, let a1) = self, case .sign(let b0, let b1) = other else { return false }
        return a0 == b0 && a1 == b1
    }

    private func hashSign(into hasher: inout Hasher) {
        guard case .sign(let a0, let a1) = self else { return }
        hasher.combine(25)
        hasher.combine(a0)
        hasher.combine(a1)
    }

    private func isSameAtTimeZone(as other: Self) -> Bool {
        guard case .atTimeZone(let a0, let a1) = self, case .atTimeZone(let b0, let b1) = other else { return false }
        return a0 == b0 && a1 == b1
    }

    private func hashAtTimeZone(into hasher: inout Hasher) {
        guard case .atTimeZone(let a0, let a1) = self else { return }
        hasher.combine(26)
        hasher.combine(a0)
        hasher.combine(a1)
    }

    private func isSameSubscriptAccess(as other: Self) -> Bool {
        guard case .subscriptAccess(let a0, let a1) = self, case .subscriptAccess(let b0, let b1) = other else {
            return false
        }
        return a0 == b0 && a1 == b1
    }

    private func hashSubscriptAccess(into hasher: inout Hasher) {
        guard case .subscriptAccess(let a0, let a1) = self else { return }
        hasher.combine(27)
        hasher.combine(a0)
        hasher.combine(a1)
    }

    private func isSameCaseWhen(as other: Self) -> Bool {
        guard case .caseWhen(let a) = self, case .caseWhen(let b) = other else { return false }
        return a == b
    }

    private func hashCaseWhen(into hasher: inout Hasher) {
        guard case .caseWhen(let a) = self else { return }
        hasher.combine(28)
        hasher.combine(a)
    }

    private func isSameCast(as other: Self) -> Bool {
        guard case .cast(let a0, let a1, let a2) = self, case .cast(let b0, let b1, let b2) = other else {
            return false
        }
        return a0 == b0 && a1 == b1 && a2 == b2
    }

    private func hashCast(into hasher: inout Hasher) {
        guard case .cast(let a0, let a1, let a2) = self else { return }
        hasher.combine(29)
        hasher.combine(a0)
        hasher.combine(a1)
        hasher.combine(a2)
    }

    private func isSameExtract(as other: Self) -> Bool {
        guard case .extract(let a0, let a1) = self, case .extract(let b0, let b1) = other else { return false }
        return a0 == b0 && a1 == b1
    }

    private func hashExtract(into hasher: inout Hasher) {
        guard case .extract(let a0, let a1) = self else { return }
        hasher.combine(30)
        hasher.combine(a0)
        hasher.combine(a1)
    }

    private func isSameFunction(as other: Self) -> Bool {
        guard case .function(let a) = self, case .function(let b) = other else { return false }
        return a == b
    }

    private func hashFunction(into hasher: inout Hasher) {
        guard case .function(let a) = self else { return }
        hasher.combine(31)
        hasher.combine(a)
    }

    private func isSameSpecial(as other: Self) -> Bool {
        guard case .special(let a) = self, case .special(let b) = other else { return false }
        return a == b
    }

    private func hashSpecial(into hasher: inout Hasher) {
        guard case .special(let a) = self else { return }
        hasher.combine(33)
        hasher.combine(a)
    }

    private func isSameLambda(as other: Self) -> Bool {
        guard case .lambda(let a0, let a1) = self, case .lambda(let b0, let b1) = other else { return false }
        return a0 == b0 && a1 == b1
    }

    private func hashLambda(into hasher: inout Hasher) {
        guard case .lambda(let a0, let a1) = self else { return }
        hasher.combine(34)
        hasher.combine(a0)
        hasher.combine(a1)
    }

    private func isSameArray(as other: Self) -> Bool {
        guard case .array(let a) = self, case .array(let b) = other else { return false }
        return a == b
    }

    private func hashArray(into hasher: inout Hasher) {
        guard case .array(let a) = self else { return }
        hasher.combine(35)
        hasher.combine(a)
    }

    private func isSameRow(as other: Self) -> Bool {
        guard case .row(let a) = self, case .row(let b) = other else { return false }
        return a == b
    }

    private func hashRow(into hasher: inout Hasher) {
        guard case .row(let a) = self else { return }
        hasher.combine(36)
        hasher.combine(a)
    }

    private func isSameExists(as other: Self) -> Bool {
        guard case .exists(let a) = self, case .exists(let b) = other else { return false }
        return a == b
    }

    private func hashExists(into hasher: inout Hasher) {
        guard case .exists(let a) = self else { return }
        hasher.combine(37)
        hasher.combine(a)
    }

    private func isSameSubquery(as other: Self) -> Bool {
        guard case .subquery(let a) = self, case .subquery(let b) = other else { return false }
        return a == b
    }

    private func hashSubquery(into hasher: inout Hasher) {
        guard case .subquery(let a) = self else { return }
        hasher.combine(38)
        hasher.combine(a)
    }
}
