import TrinoSQL

/// A table of which one row at most is found for each row of another: by columns of that one which are equal to a key.
///
/// ```sql
/// lake.raw.orders AS t0 LEFT JOIN lake.raw.customers AS t1 ON t0.custkey = t1.custkey
/// ```
/// Two lookups are the same where they find the same row for each row of the table that they start from, whatever aliases and
/// joins they are written with: it is told by where the key's values come from, and so by the lookups that lead there.
struct Lookup: Hashable, Sendable {
    let table: TableName
    /// The columns that make up the key, in the order of their names.
    let keys: [Key]

    /// A column of the key, and the column that it is equal to.
    struct Key: Hashable, Sendable {
        let column: String
        /// The lookup that the value comes from; nil for the table that all starts from.
        let owner: Lookup?
        /// The column of `owner`, or of the table that all starts from.
        let value: String
    }

    init(_ table: TableName, keys: [Key]) {
        self.table = table
        self.keys = keys.sorted { $0.column < $1.column }
    }

    var keyColumns: [String] { keys.map(\.column) }

    /// Itself and every lookup that leads to it.
    var chain: Set<Lookup> { keys.compactMap(\.owner).reduce(into: [self]) { $0.formUnion($1.chain) } }

    /// How many lookups stand between it and the table that all starts from.
    var depth: Int { 1 + (keys.compactMap(\.owner).map(\.depth).max() ?? 0) }

    /// The text by which lookups are put into an order.
    var text: String {
        let pairs = keys.map { "\($0.column) = \($0.owner.map { $0.text + "." } ?? "")\($0.value)" }
        return "\(table)(\(pairs.joined(separator: ", ")))"
    }

    /// Whether no two different values of a key's type can be equal to one value of the other type, so that a key whose values are
    /// told apart has one row at most for each value. Left out are types whose equality is not that of their values alone.
    static func canFind(_ key: SQLType, by value: SQLType) -> Bool {
        switch (key, value) {
        case (.varchar, .varchar): true
        case (.boolean, .boolean), (.date, .date), (.uuid, .uuid), (.varbinary, .varbinary): true
        case (.decimal, .decimal), (.timestamp(_, withTimeZone: false), .timestamp): key == value
        default: key.isInteger && value.isInteger
        }
    }
}

extension Collection<Lookup> {
    /// In an order in which each stands behind those that lead to it.
    var ownersFirst: [Lookup] {
        map { (depth: $0.depth, text: $0.text, lookup: $0) }
            .sorted { ($0.depth, $0.text) < ($1.depth, $1.text) }.map(\.lookup)
    }
}
