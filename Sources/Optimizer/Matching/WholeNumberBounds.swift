import TrinoSQL

/// Tells whether an expression only ever gives whole numbers (or NULL), and how large they can be.
///
/// Whole numbers below 2^53 are exact in double, and so is each sum of them that stays below: then the order of addition can't
/// show (IEEE 754, binary64: 53 significant bits). What is known of columns was measured; what follows for expressions is counted
/// from their parts.
struct WholeNumberBounds {
    /// The largest absolute value of each column that is known to hold whole numbers alone, by its canonical text; no NaN and no
    /// infinity.
    var columns: [String: Double] = [:]
    /// The same of other columns and calls, as far as their types tell.
    var byType: (Expression) -> Double? = { _ in nil }

    /// Below this a sum is taken to be exact. Eight times smaller than 2^53, so that the data can grow.
    static let exactSum = 0x1p50

    /// The largest absolute value that the expression can have; nil where it may not be whole, or is not understood.
    func largest(_ expression: Expression) -> Double? {
        switch expression.kind {
        case .null:
            return 0
        case .integer(let digits):
            return Double(digits)
        case .decimal(let text), .double(let text):
            guard let value = Double(text), value == value.rounded(), value.magnitude < 0x1p53
            else { return nil }
            return value.magnitude
        case .column:
            return columns[expression.sql()] ?? byType(expression)
        case .sign(_, let operand):
            return largest(operand)
        case .cast(let operand, let type, _):
            guard let target = try? SQLType(type), target.isNumeric, let bound = largest(operand) else { return nil }
            // real has 24 significant bits.
            return target == .real && bound > 0x1p24 ? nil : bound
        case .arithmetic(let chain):
            guard var bound = largest(chain.first) else { return nil }
            for link in chain.rest {
                guard let operand = largest(link.operand) else { return nil }
                switch link.operation {
                case .add, .subtract: bound += operand
                case .multiply: bound *= operand
                case .divide, .modulus: return nil
                }
            }
            return bound < 0x1p53 ? bound : nil
        case .caseWhen(let choice):
            var bounds = choice.branches.map { largest($0.result) }
            if let otherwise = choice.otherwise { bounds.append(largest(otherwise)) }
            return largestOfAll(bounds)
        case .function(let call):
            switch call.name.last.canonical {
            case "abs" where call.arguments.count == 1:
                return largest(call.arguments[0].value)
            case "coalesce", "greatest", "least":
                return largestOfAll(call.arguments.map { largest($0.value) })
            case "if" where call.arguments.count > 1:
                return largestOfAll(call.arguments.dropFirst().map { largest($0.value) })
            case "nullif" where call.arguments.count == 2:
                return largest(call.arguments[0].value)
            default:
                return byType(expression)
            }
        case .extract:
            return byType(expression)
        default:
            return nil
        }
    }

    private func largestOfAll(_ bounds: [Double?]) -> Double? {
        var largest = 0.0
        for bound in bounds {
            guard let bound else { return nil }
            largest = max(largest, bound)
        }
        return largest
    }
}
