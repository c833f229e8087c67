/// Compares two results as multisets of rows.
///
/// Exact values must be the same exactly. Sums and averages of floating-point numbers depend on the order of addition, which no
/// engine promises, so `double` values may differ by `Tolerance.double` and `real` values by `Tolerance.real`. Rows are matched
/// whole: two values swapped between rows are a difference, although each column by itself holds the same values.
public struct RowComparison: Sendable {
    /// How far floating-point values may lie apart.
    public enum Tolerance {
        /// Relative distance of two `double` values that counts as equal; an absolute one of 1e-12 does too.
        public static let double = 1e-9
        /// Relative distance of two `real` values that counts as equal.
        public static let real = 1e-5
        static let absolute = 1e-12
    }

    /// What was found.
    public enum Outcome: Sendable, Hashable {
        case equal
        /// What differs, in words, with at most one row from each side.
        case different(String)
    }

    public init() {}

    /// Whether both sides hold the same rows, each as often, in any order.
    public func compare(_ left: [[EngineValue]], _ right: [[EngineValue]]) -> Outcome {
        guard left.count == right.count else {
            return .different("\(left.count) rows in the original, \(right.count) in the rewritten query")
        }
        var groups: [[EngineValue]: RowGroup] = [:]
        for row in left {
            let split = SplitRow(row)
            groups[split.exact, default: RowGroup()].left.append(split.approximate)
        }
        for row in right {
            let split = SplitRow(row)
            groups[split.exact, default: RowGroup()].right.append(split.approximate)
        }
        for (exact, group) in groups {
            if group.left.count != group.right.count {
                let side =
                    group.left.count > group.right.count ? "only the original has" : "only the rewritten query has"
                return .different("\(side) a row like \(Self.preview(exact))")
            }
            if !ApproximateMatching(group.left, group.right).isPerfect {
                return .different("floating-point values beyond tolerance in a row like \(Self.preview(exact))")
            }
        }
        return .equal
    }

    /// Whether two values are the same, floating-point ones within tolerance.
    public func areClose(_ left: EngineValue, _ right: EngineValue) -> Bool {
        let a = SplitRow([left])
        let b = SplitRow([right])
        return a.exact == b.exact && ApproximateMatching.areClose(a.approximate, b.approximate)
    }

    private static func preview(_ row: [EngineValue]) -> String {
        let cells = row.prefix(8).map { value -> String in
            switch value {
            case .null: "NULL"
            case .boolean(let flag): String(flag)
            case .integer(let number): String(number)
            case .double, .real: "~"
            case .text(let text): "'\(text.prefix(40))'"
            case .list(let values): "[\(values.count) values]"
            case .map(let entries): "{\(entries.count) entries}"
            }
        }
        return "(" + cells.joined(separator: ", ") + (row.count > 8 ? ", ...)" : ")")
    }
}

private struct RowGroup {
    var left: [[ApproximateValue]] = []
    var right: [[ApproximateValue]] = []
}

/// A floating-point value and the relative distance allowed to it.
struct ApproximateValue: Hashable, Comparable {
    var value: Double
    var tolerance: Double

    static func < (left: ApproximateValue, right: ApproximateValue) -> Bool {
        if left.value.isNaN || right.value.isNaN { return !left.value.isNaN && right.value.isNaN }
        return left.value < right.value
    }

    func isClose(to other: ApproximateValue) -> Bool {
        if value == other.value || (value.isNaN && other.value.isNaN) { return true }
        guard value.isFinite, other.value.isFinite else { return false }
        let distance = (value - other.value).magnitude
        let scale = max(value.magnitude, other.value.magnitude)
        return distance <= RowComparison.Tolerance.absolute || distance <= scale * min(tolerance, other.tolerance)
    }
}

/// A row as its exact part, with a mark where a floating-point value stood, and those values in order.
private struct SplitRow {
    var exact: [EngineValue] = []
    var approximate: [ApproximateValue] = []

    init(_ row: [EngineValue]) {
        exact.reserveCapacity(row.count)
        for value in row { exact.append(split(value)) }
    }

    private mutating func split(_ value: EngineValue) -> EngineValue {
        switch value {
        case .double(let number):
            approximate.append(ApproximateValue(value: number, tolerance: RowComparison.Tolerance.double))
            return .double(0)
        case .real(let number):
            approximate.append(ApproximateValue(value: Double(number), tolerance: RowComparison.Tolerance.real))
            return .real(0)
        case .list(let values):
            return .list(values.map { split($0) })
        case .map(let entries):
            return .map(entries.map { EngineValue.Entry(key: $0.key, value: split($0.value)) })
        case .null, .boolean, .integer, .text:
            return value
        }
    }
}
