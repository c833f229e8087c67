import TrinoSQL

/// How a kept result holds moments or doubles as small whole numbers, which take a fraction of the room: a value that is no such number
/// stands as it is in a second column, whose others are NULL.
///
/// ```sql
/// -- delivered, a timestamp, is stored as delivered_s and delivered_else, and read as
/// coalesce(date_add('second', r.delivered_s, TIMESTAMP '1970-01-01 00:00:00.000000'), r.delivered_else)
/// -- rate, a double, is stored as rate_e2 and rate_else, and read as
/// coalesce(CAST(r.rate_e2 AS double) / 1E2, r.rate_else)
/// ```
/// Exact for any value, in whatever rows come later: the number is stored only where that very expression gives the value back, as the
/// engine itself finds when it fills the table; `-0.0`, which equals the 0.0 that 0 would give, stands as it is, as do NaN and infinities.
///
/// Source of the idea: M. Zukowski et al., "Super-Scalar RAM-CPU Cache Compression" (2006), patched coding; A. Afroozeh et al., "ALP:
/// Adaptive Lossless floating-Point Compression" (2023).
struct PatchedColumn: Sendable, Hashable {
    /// What the whole numbers are.
    enum Unit: Sendable, Hashable {
        /// Seconds since 1970 of a timestamp without a zone, in 32 bits: Trino before release 480 adds no more (`DateAdd`, `toIntExact`).
        case seconds
        /// What is left of a double where its decimal point is moved by so many places.
        case decimals(Int)
    }

    let unit: Unit
    /// Whether 32 bits are enough for the numbers of all rows, with room to grow. Those that don't fit stand as they are.
    let isShort: Bool

    init(unit: Unit, isShort: Bool = true) {
        self.unit = unit
        self.isShort = isShort || unit == .seconds
    }

    var numberType: SQLType { isShort ? .integer : .bigint }

    /// All units there are.
    static let units: [Unit] = [.seconds] + (0...6).map { .decimals($0) }

    /// What is put behind the column's name.
    var suffix: String {
        switch unit {
        case .seconds: "_s"
        case .decimals(let places): "_e\(places)"
        }
    }

    /// What is put behind the name of the column of all other values.
    static let otherSuffix = "_else"

    /// The number of a value, and the value where it has none.
    func stored(_ value: Expression) -> (number: Expression, other: Expression) {
        let number: Expression =
            switch unit {
            case .seconds:
                .cast(
                    .call("date_diff", [.string("second"), Self.origin, value]), to: DataType(numberType), isTry: true)
            case .decimals:
                .cast(.call("round", [.binary(value, .multiply, factor)]), to: DataType(numberType), isTry: true)
            }
        var isNumber = Expression.comparison(self.value(of: number), .equal, value)
        if case .decimals = unit {
            isNumber = .conjunction([.comparison(number, .notEqual, .integer(0)), isNumber])
        }
        func choice(_ result: Expression, otherwise: Expression) -> Expression {
            Expression(
                .caseWhen(
                    CaseExpression(branches: [.init(when: isNumber, then: result)], otherwise: otherwise)))
        }
        return (choice(number, otherwise: Expression(.null)), choice(Expression(.null), otherwise: value))
    }

    /// The value, from both columns as they are read.
    func read(_ number: Expression, _ other: Expression) -> Expression {
        .call("coalesce", [value(of: number), other])
    }

    private func value(of number: Expression) -> Expression {
        switch unit {
        case .seconds: .call("date_add", [.string("second"), number, Self.origin])
        case .decimals: .binary(.cast(number, to: DataType(SQLType.double)), .divide, factor)
        }
    }

    private var factor: Expression {
        guard case .decimals(let places) = unit else { return .integer(1) }
        return Expression(.double("1E\(places)"))
    }

    private static let origin = Expression.typed("TIMESTAMP", "1970-01-01 00:00:00.000000")
}
