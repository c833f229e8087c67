/// A statement that runs on the server: the sequence of its pages.
///
/// It can be iterated once, by one task. Left early, by `break`, by an error or by cancelling the task, it is cancelled
/// on the server.
///
/// ```swift
/// let statement = try await connection.execute("SELECT name FROM tpch.tiny.nation")
/// for try await page in statement {
///     for row in page.rows { print(row[0].string ?? "NULL") }
/// }
/// print(statement.statistics.physicalInputBytes ?? 0)
/// ```
public final class TrinoStatement: AsyncSequence, Sendable {
    public typealias Element = TrinoPage

    let driver: StatementDriver

    init(_ driver: StatementDriver) {
        self.driver = driver
    }

    /// The server's id of the statement.
    public var id: String { driver.id }
    /// The server's page about the statement, for people.
    public var infoURI: String? { driver.infoURI }
    /// nil until the server has told them.
    public var columns: [TrinoColumn]? { driver.snapshot.columns }
    /// The last that the server said.
    public var statistics: TrinoStatistics { driver.snapshot.statistics }
    public var warnings: [TrinoWarning] { driver.snapshot.warnings }
    /// Such as `CREATE TABLE`; nil for queries.
    public var updateType: String? { driver.snapshot.updateType }
    /// How many rows were written.
    public var updateCount: Int64? { driver.snapshot.updateCount }
    /// The session in which it runs, with the changes that it made.
    public var session: TrinoSession { driver.snapshot.session }

    /// Cancels it on the server. Does nothing after its end.
    public func cancel() async {
        await driver.cancel()
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(driver: driver)
    }

    public struct Iterator: AsyncIteratorProtocol {
        let driver: StatementDriver

        /// The next page that has rows.
        ///
        /// - Throws: ``TrinoError`` or `CancellationError`.
        public mutating func next() async throws -> TrinoPage? {
            try await driver.nextPage()
        }
    }
}
