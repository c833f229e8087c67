/// Why a text is not JSON, and where.
struct JSONSyntaxError: Error, Equatable, CustomStringConvertible {
    /// What was found or missing. Never quotes the text: it may hold a password.
    var reason: String

    /// Counted from 1.
    var line: Int

    /// Counted from 1, in bytes.
    var column: Int

    var description: String { "\(reason) at line \(line), column \(column)" }
}
