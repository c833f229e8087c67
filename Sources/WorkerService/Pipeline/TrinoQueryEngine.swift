import Optimizer
import Synchronization
import TrinoClient

/// The optimizer's engine, filled by a Trino connection.
struct TrinoQueryEngine: QueryEngine {
    let connection: TrinoConnection
    private let statements: StatementLedger
    private let meter = CallMeter(calls: .trinoStatements, seconds: .trinoStatementSeconds) { error in
        switch error {
        case TrinoError.query: "failed"
        case TrinoError.timeLimitExceeded: "timeout"
        case TrinoError.accessDenied: "denied"
        default: "unreachable"
        }
    }
    /// Bytes of rows to fetch at most for one statement; more counts as cut.
    static let maximumRowBytes = 256 << 20

    /// Makes the connection's session the one that the optimizer relies on: the zone is UTC, whatever the URL says, so that both
    /// sides of a comparison see the same clock.
    ///
    /// - Parameter statements: Where it is written down what runs.
    init(_ connection: TrinoConnection, statements: StatementLedger = StatementLedger()) {
        self.connection = connection
        self.statements = statements
        connection.updateSession { $0.timeZone = "UTC" }
    }

    func run(_ statement: EngineStatement) async throws -> EngineResult {
        let running = RunningStatement(in: statements)
        defer { running.ended() }
        let options = StatementOptions(
            isIdempotent: statement.isIdempotent, timeLimit: .milliseconds(Int64(statement.timeLimit * 1000)),
            session: connection.session, onProgress: { running.started($0.statementID) })
        let began = ContinuousClock.now
        let result: TrinoResult
        do {
            result = try await meter.measure {
                try await connection.query(
                    statement.sql, options: options,
                    limits: ResultLimits(maximumRows: statement.maxRows, maximumBytes: Self.maximumRowBytes))
            }
        } catch let error as TrinoError {
            throw EngineError(error, timeLimit: statement.timeLimit)
        }
        let elapsed = (ContinuousClock.now - began).components
        let statistics = result.statistics
        return EngineResult(
            columns: result.columns.map { EngineResult.Column(name: $0.name, type: $0.typeText) },
            rows: result.rows.map { $0.map { EngineValue($0) } }, isCut: result.truncated,
            statistics: RunStatistics(
                wallSeconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18,
                cpuSeconds: statistics.cpuTimeMillis.map { Double($0) / 1000 },
                bytesRead: statistics.physicalInputBytes ?? statistics.processedBytes,
                rowsRead: statistics.processedRows))
    }
}

/// One statement's entry in the ledger: its id is known from the engine's first answer on.
private final class RunningStatement: Sendable {
    private let ledger: StatementLedger
    private let id = Mutex<String?>(nil)

    init(in ledger: StatementLedger) {
        self.ledger = ledger
    }

    func started(_ id: String) {
        let isNew = self.id.withLock { known in
            defer { known = id }
            return known == nil
        }
        if isNew { ledger.started(id) }
    }

    func ended() {
        if let id = id.withLock({ $0 }) { ledger.ended(id) }
    }
}

extension EngineValue {
    /// The client's value as the optimizer compares it: every type with one canonical text becomes that text.
    init(_ value: TrinoValue) {
        switch value {
        case .null: self = .null
        case .boolean(let flag): self = .boolean(flag)
        case .integer(let number): self = .integer(number)
        case .real(let number): self = .real(number)
        case .double(let number): self = .double(number)
        case .varbinary(let bytes): self = .text(bytes.map { String($0, radix: 16) }.joined(separator: " "))
        case .array(let values), .row(let values): self = .list(values.map { EngineValue($0) })
        case .map(let entries):
            let converted = entries.map { Entry(key: EngineValue($0.key), value: EngineValue($0.value)) }
            self = .map(converted.sorted { String(describing: $0.key) < String(describing: $1.key) })
        case .decimal, .number, .varchar, .json, .uuid, .ipAddress, .date, .time, .timeWithTimeZone, .timestamp,
            .timestampWithTimeZone, .intervalYearToMonth, .intervalDayToSecond, .raw:
            self = .text(value.string ?? "")
        }
    }
}

extension EngineError {
    /// From the client's error; what it says holds no credential.
    init(_ error: TrinoError, timeLimit: Double) {
        switch error {
        case .query(let failure): self = .failed(name: failure.name, message: failure.message)
        case .timeLimitExceeded: self = .timedOut(seconds: timeLimit)
        case .overloaded(_, let retryAfter, _):
            self = .overloaded(error.description, retryAfter: retryAfter.map { $0 / .seconds(1) })
        case .accessDenied: self = .denied(error.description)
        case .transport, .status, .malformedAnswer, .foreignOrigin, .invalidRequest, .closed:
            self = .unreachable(error.description)
        }
    }
}
