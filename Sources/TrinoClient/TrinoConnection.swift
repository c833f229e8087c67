import HTTPTransport
import Logging
import Synchronization

/// A client of one Trino coordinator, with a session.
///
/// Statements may run at the same time; each starts with the session as it is then, and what it changes (`USE`,
/// `SET SESSION`, `PREPARE`...) is there for those that start later.
///
/// ```swift
/// let url = try TrinoJDBCURL(parsing: "jdbc:trino://localhost:8080/tpch/tiny?user=ann", policy: .local)
/// let connection = try TrinoConnection(url)
/// let result = try await connection.query("SELECT count(*) FROM nation")
/// print(result.rows[0][0].integer ?? 0)
/// await connection.close()
/// ```
public final class TrinoConnection: Sendable {
    /// What isn't said by the JDBC URL.
    public struct Configuration: Sendable {
        /// Told to the server as the source of statements, where the URL names none.
        public var applicationName = "lakewright"
        /// The user where the URL names none and brings no access token.
        public var defaultUser = "lakewright"
        /// For one request; the server answers each within about a second.
        public var requestTimeLimit: Duration = .seconds(60)
        public var connectTimeLimit: Duration = .seconds(10)
        /// How long cancelling may take.
        public var cancelTimeLimit: Duration = .seconds(5)
        public var retry = RetryPolicy()
        /// The most bytes of one answer.
        public var maximumAnswerBytes = 512 << 20
        /// Addresses to connect to in place of what DNS says, and to no others.
        public var pinnedAddresses: [String] = []

        public init() {}
    }

    public let url: TrinoJDBCURL
    private let configuration: Configuration
    private let http: HTTPClient
    let exchange: CoordinatorExchange
    private let logger: Logger
    private let currentSession: Mutex<TrinoSession>
    private let isClosed = Atomic<Bool>(false)
    private let isValidated: Atomic<Bool>

    /// Makes a client. Nothing is sent yet.
    ///
    /// - Throws: `HTTPTransportError.invalidConfiguration` where a certificate file can't be read.
    public init(
        _ url: TrinoJDBCURL, configuration: Configuration = Configuration(),
        logger: Logger = Logger(label: "lakewright.trino")
    ) throws {
        self.url = url
        self.configuration = configuration
        self.logger = logger
        var transport = HTTPClientConfiguration()
        transport.timeLimits = HTTPTimeLimits(
            connect: configuration.connectTimeLimit, total: configuration.requestTimeLimit)
        if let tls = url.tls { transport.tls = tls }
        transport.proxy = url.httpProxy
        transport.acceptsCompression = !url.disablesCompression
        // defence: trino-answer-size
        transport.maximumResponseBytes = configuration.maximumAnswerBytes
        transport.userAgent = configuration.applicationName
        if !configuration.pinnedAddresses.isEmpty {
            let pin = PinnedHost(host: url.host, port: url.port, addresses: configuration.pinnedAddresses)
            // defence: trino-pins
            transport.pinnedHosts = [pin]
            // defence: trino-pins-only
            transport.connectsToPinnedAddressesOnly = true
        }
        http = try HTTPClient(transport)

        var authorization: Credential?
        if let token = url.accessToken {
            authorization = Credential("Bearer " + token.reveal())
        } else if let user = url.user, let password = url.password {
            authorization = Credential("Basic " + Base64.encode("\(user):\(password.reveal())".utf8))
        }
        var retry = configuration.retry
        if let timeout = url.timeout { retry.limit = timeout }
        exchange = CoordinatorExchange(
            http: http, origin: url.baseURL.origin, dialect: url.dialect, authorization: authorization,
            extraHeaders: url.extraHeaders, retry: retry, requestTimeLimit: configuration.requestTimeLimit,
            credentials: url.credentials
                + (authorization.map { [$0, Credential(String($0.reveal().drop { $0 != " " }.dropFirst()))] } ?? []))

        var session = url.session
        if session.user == nil, url.accessToken == nil { session.user = configuration.defaultUser }
        session.source = url.source ?? (url.applicationNamePrefix ?? "") + configuration.applicationName
        currentSession = Mutex(session)
        isValidated = Atomic(!url.validatesConnection)
    }

    /// The session that the next statement starts with.
    public var session: TrinoSession {
        currentSession.withLock { $0 }
    }

    /// Changes the session, such as its time zone or a property.
    public func updateSession(_ change: (inout TrinoSession) -> Void) {
        currentSession.withLock { change(&$0) }
    }

    /// Sends a statement, without a semicolon at its end, and returns once the server has taken it.
    ///
    /// - Throws: ``TrinoError``, or `CancellationError` where the task was cancelled; a statement that the server took
    ///   meanwhile is cancelled there.
    public func execute(_ sql: String, options: StatementOptions = StatementOptions()) async throws -> TrinoStatement {
        if !isValidated.load(ordering: .acquiring) {
            try await validate(timeLimit: options.timeLimit)
            isValidated.store(true, ordering: .releasing)
        }
        return try await post(sql, options)
    }

    /// Runs a statement to its end and collects its rows.
    ///
    /// Past a limit it is cancelled on the server, and the result says that it is truncated.
    ///
    /// - Throws: as ``execute(_:options:)``.
    public func query(
        _ sql: String, options: StatementOptions = StatementOptions(), limits: ResultLimits = .none
    ) async throws -> TrinoResult {
        try await collect(try await execute(sql, options: options), limits)
    }

    /// Sees whether the server is there and takes the credentials, by running `SELECT 1`.
    ///
    /// - Throws: as ``execute(_:options:)``.
    public func validate(timeLimit: Duration? = nil) async throws {
        let options = StatementOptions(isIdempotent: true, timeLimit: timeLimit, session: session)
        _ = try await collect(try await post("SELECT 1", options), .none)
    }

    /// Ends the connection: running requests may finish for up to `grace`.
    public func close(grace: Duration = .seconds(5)) async {
        isClosed.store(true, ordering: .releasing)
        await http.shutDown(grace: grace)
    }

    // MARK: -

    private func post(_ sql: String, _ options: StatementOptions) async throws -> TrinoStatement {
        guard !isClosed.load(ordering: .acquiring) else { throw TrinoError.closed }
        try Task.checkCancellation()
        guard sql.contains(where: { !$0.isWhitespace }) else {
            throw TrinoError.invalidRequest("The statement is empty: give one.")
        }
        let session = options.session ?? self.session
        var headers = session.statementHeaders(exchange.dialect)
        headers.add("Content-Type", "text/plain; charset=utf-8")
        let deadline = CoordinatorExchange.Deadline(options.timeLimit)
        let abandonment = Abandonment()
        let request = CoordinatorExchange.Request(
            method: .post, url: url.baseURL.replacing(path: "/v1/statement"), headers: headers, body: Array(sql.utf8),
            mayRepeat: options.isIdempotent, deadline: deadline, abandonment: abandonment)

        // The server may take a statement just when the task is cancelled. So the post goes on for a moment, in a task
        // of its own, to learn what there is to cancel.
        let posting = Task { try await exchange.send(request) }
        let patience = configuration.cancelTimeLimit
        let response = try await withTaskCancellationHandler {
            try await posting.value
        } onCancel: {
            abandonment.raise()
            Task {
                try? await Task.sleep(for: patience)
                posting.cancel()
            }
        }
        return try await started(response, session, options, deadline)
    }

    private func started(
        _ response: HTTPResponse, _ session: TrinoSession, _ options: StatementOptions,
        _ deadline: CoordinatorExchange.Deadline?
    ) async throws -> TrinoStatement {
        let first: Answer
        do {
            first = try Answer(decoding: response.body, columns: nil)
        } catch {
            throw TrinoError.malformedAnswer("\(error)", statementID: nil)
        }
        var session = session
        session.apply(response.headers, exchange.dialect)
        let keepsChanges = options.session == nil
        let onSessionChange: @Sendable (HTTPHeaders) -> Void = { [weak self] headers in
            guard keepsChanges, let self else { return }
            currentSession.withLock { $0.apply(headers, self.exchange.dialect) }
        }
        onSessionChange(response.headers)
        logger.debug("Started a statement", metadata: ["statement": "\(first.id)"])
        let driver = try StatementDriver(
            first: first, session: session, exchange: exchange, deadline: deadline,
            cancelTimeLimit: configuration.cancelTimeLimit, onProgress: options.onProgress,
            onSessionChange: onSessionChange, logger: logger)
        if Task.isCancelled {
            await driver.cancel()
            throw CancellationError()
        }
        return TrinoStatement(driver)
    }

    private func collect(_ statement: TrinoStatement, _ limits: ResultLimits) async throws -> TrinoResult {
        var rows: [[TrinoValue]] = []
        var bytes = 0
        var truncated = false
        for try await page in statement {
            rows.append(contentsOf: page.rows)
            bytes += page.rowBytes
            if let maximum = limits.maximumRows, rows.count > maximum {
                rows.removeLast(rows.count - maximum)
                truncated = true
            }
            if let maximum = limits.maximumBytes, bytes > maximum { truncated = true }
            if truncated {
                await statement.cancel()
                break
            }
        }
        return TrinoResult(
            statementID: statement.id, infoURI: statement.infoURI, columns: statement.columns ?? [], rows: rows,
            truncated: truncated, rowBytes: bytes, updateType: statement.updateType,
            updateCount: statement.updateCount, warnings: statement.warnings, statistics: statement.statistics)
    }
}
