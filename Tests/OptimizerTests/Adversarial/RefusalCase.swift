import Testing

@testable import Optimizer

/// A query that tempts a rule into a design that would be unsound, and the words of the refusal.
struct RefusalCase: Sendable, CustomTestStringConvertible {
    /// The design that tempts.
    enum Temptation: Sendable {
        /// Keeping the whole result as a table.
        case keptResult
        /// Moving the query to copies of its tables.
        case layout
    }

    let name: String
    let query: String
    let temptation: Temptation
    /// Words of the refusal.
    let words: String
    /// A query much like it that is not refused: shows that it is the fault that is refused, and nothing else.
    let sound: String?
    /// Tables beside those of `Lakehouse`.
    let ddl: [String]
    /// The connector of the catalog, where it is another than Iceberg.
    let connector: ConnectorKind?

    init(
        _ name: String, _ query: String, _ temptation: Temptation, refused words: String, sound: String? = nil,
        ddl: [String] = [], connector: ConnectorKind? = nil
    ) {
        self.name = name
        self.query = query
        self.temptation = temptation
        self.words = words
        self.sound = sound
        self.ddl = ddl
        self.connector = connector
    }

    var testDescription: String { name }
}
