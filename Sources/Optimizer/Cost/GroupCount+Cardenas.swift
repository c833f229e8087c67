import Foundation

extension GroupCount {
    /// How many of D equally frequent values are among n rows: D * (1 - (1 - 1/D)^n).
    ///
    /// Source: A. F. Cardenas, "Analysis and performance of inverted data base structures", Communications of the ACM 18(5), 1975.
    static func hit(of distinct: Double, by rows: Double) -> Double {
        guard distinct > 1 else { return rows > 0 ? max(0, distinct) : 0 }
        // By logarithms, since (1 - 1/D)^n loses everything where D is large.
        return -distinct * expm1(rows * log1p(-1 / distinct))
    }
}
