import Testing

/// An original query, new tables, and a rewriting over them that is unsound: something must stop it.
struct EquivalenceCase: Sendable, CustomTestStringConvertible {
    /// What stops the unsound rewriting.
    enum Stop: Sendable {
        /// The static check, with these words.
        case statically(String)
        /// The comparison on the engine, with these words; any, where they are empty.
        case onData(String = "")
        /// The engine, which fails the rewriting.
        case failing
    }

    /// A table of the design: what fills it, in the session `iceberg.raw`.
    struct Derived: Sendable {
        var name: String
        var filling: String

        init(_ name: String, _ filling: String) {
            self.name = name
            self.filling = filling
        }
    }

    let name: String
    let original: String
    let tables: [Derived]
    /// Over the new tables, which are in the schema `iceberg.new`.
    let unsound: String
    /// Right, and over the same tables: shows that it is the fault that is stopped, and nothing else.
    let sound: String?
    let stop: Stop
    /// Rows that are fetched at most, so that small results can stand for large ones.
    let rowLimit: Int

    init(
        _ name: String, original: String, tables: [Derived] = [], unsound: String, sound: String? = nil,
        stop: Stop = .onData(), rowLimit: Int = 1_000
    ) {
        self.name = name
        self.original = original
        self.tables = tables
        self.unsound = unsound
        self.sound = sound
        self.stop = stop
        self.rowLimit = rowLimit
    }

    var testDescription: String { name }
}
