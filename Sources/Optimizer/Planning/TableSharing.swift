/// Sees to it that summaries are shared where kept results are not wanted: a table for one query alone is a kept result by another
/// name, so there are at most as many of these as of tables that serve several queries.
///
/// Among those that are too many the query gives its own table up that gains least by it; what is left is chosen from again.
struct TableSharing {
    static let refusal = "its table would serve no other query, and such tables would outnumber those that serve several"
    /// Tables given up at most.
    static let most = 64

    /// What each query reads, in words that the planner can act on.
    struct Use {
        let query: Int
        /// Summaries and other new tables that compute, by a name of their own.
        let tables: Set<String>
        /// Base tables whose copies it reads.
        let copies: Set<String>
        /// What the query's way adds to x.
        let gain: Double
    }

    /// The query that should give its own table up, and that table; nil where tables are shared enough.
    static func excess(_ uses: [Use]) -> (query: Int, table: String)? {
        var readers: [String: [Use]] = [:]
        var copies: [String: Int] = [:]
        for use in uses {
            for table in use.tables { readers[table, default: []].append(use) }
            for copy in use.copies { copies[copy, default: 0] += 1 }
        }
        let alone = readers.filter { $0.value.count == 1 }
        let several = readers.count - alone.count + copies.values.count { $0 > 1 }
        guard alone.count > several else { return nil }
        return alone.compactMap { table, uses in uses.first.map { (query: $0.query, table: table, gain: $0.gain) } }
            .min { ($0.gain, $0.table) < ($1.gain, $1.table) }
            .map { ($0.query, $0.table) }
    }
}
