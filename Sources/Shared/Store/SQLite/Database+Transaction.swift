import GRDB

extension Database {
    /// How a transaction begins.
    enum TransactionStart: String {
        /// Reads see one state of the file.
        case reading = "BEGIN DEFERRED"
        /// Takes the write lock at once: a lock that has to be waited for later could be in vain.
        case writing = "BEGIN IMMEDIATE"
    }

    /// Runs `body` in one transaction: committed when it returns, rolled back when it throws.
    ///
    /// In place of `inTransaction`, which has SQLite compile its statements anew each time: the most that a small transaction does.
    ///
    /// - Throws: What `body` throws, or `DatabaseError`; nothing was written then.
    func transaction<Value>(_ start: TransactionStart, _ body: () throws -> Value) throws -> Value {
        try cachedStatement(sql: start.rawValue).execute()
        do {
            let value = try body()
            try cachedStatement(sql: "COMMIT").execute()
            return value
        } catch {
            // Some errors, such as a full disk, end the transaction by themselves.
            if isInsideTransaction { try? rollback() }
            throw error
        }
    }
}
