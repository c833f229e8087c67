import HTTPTransport
import Logging
import Synchronization

/// Leads one statement from its first answer to its end: fetches page after page, keeps what they say, and cancels on
/// the server what isn't fetched to the end.
final class StatementDriver: Sendable {
    struct State {
        var nextURL: HTTPURL?
        /// The answer to the post, not yet looked at.
        var first: Answer?
        var isFetching = false
        var columns: [TrinoColumn]?
        var statistics = TrinoStatistics()
        var warnings: [TrinoWarning] = []
        var updateType: String?
        var updateCount: Int64?
        var session: TrinoSession
    }

    let id: String
    let infoURI: String?
    private let exchange: CoordinatorExchange
    private let deadline: CoordinatorExchange.Deadline?
    private let cancelTimeLimit: Duration
    private let onProgress: (@Sendable (TrinoProgress) -> Void)?
    /// Passes on what responses change in the session.
    private let onSessionChange: @Sendable (HTTPHeaders) -> Void
    private let logger: Logger
    private let state: Mutex<State>

    init(
        first: Answer, session: TrinoSession, exchange: CoordinatorExchange, deadline: CoordinatorExchange.Deadline?,
        cancelTimeLimit: Duration, onProgress: (@Sendable (TrinoProgress) -> Void)?,
        onSessionChange: @escaping @Sendable (HTTPHeaders) -> Void, logger: Logger
    ) throws {
        id = first.id
        infoURI = first.infoURI
        self.exchange = exchange
        self.deadline = deadline
        self.cancelTimeLimit = cancelTimeLimit
        self.onProgress = onProgress
        self.onSessionChange = onSessionChange
        self.logger = logger
        let next = try Self.nextURL(first, exchange)
        state = Mutex(State(nextURL: next, first: first, session: session))
    }

    deinit {
        // Left before its end: the server would go on working for nobody.
        if let url = state.withLock({ $0.nextURL }) {
            let request = Self.cancelRequest(url, session: state.withLock { $0.session }, exchange)
            let (exchange, limit) = (exchange, cancelTimeLimit)
            Task.detached { await Self.cancel(request, exchange, limit) }
        }
    }

    var snapshot: State { state.withLock { $0 } }

    /// The next page that has rows; nil at the statement's end.
    ///
    /// - Throws: ``TrinoError`` or `CancellationError`. Both end the statement, on the server too.
    func nextPage() async throws -> TrinoPage? {
        let isFree = state.withLock { state in
            defer { state.isFetching = true }
            return !state.isFetching
        }
        guard isFree else {
            throw TrinoError.invalidRequest("The pages of a statement can't be fetched by two tasks at once.")
        }
        defer { state.withLock { $0.isFetching = false } }
        do {
            while let answer = try await nextAnswer() {
                if !answer.rows.isEmpty {
                    return TrinoPage(
                        columns: answer.columns ?? [], rows: answer.rows, rowBytes: answer.rowBytes,
                        statistics: answer.statistics)
                }
            }
            return nil
        } catch {
            await cancel()
            throw error
        }
    }

    /// Cancels the statement on the server, whether or not the task that asks for it is itself cancelled.
    func cancel() async {
        let (url, session) = state.withLock { state in
            defer {
                state.nextURL = nil
                state.first = nil
            }
            return (state.nextURL, state.session)
        }
        guard let url else { return }
        let request = Self.cancelRequest(url, session: session, exchange)
        let (exchange, limit) = (exchange, cancelTimeLimit)
        logger.debug("Cancelling a statement", metadata: ["statement": "\(id)"])
        await Task.detached { await Self.cancel(request, exchange, limit) }.value
    }

    // MARK: - Answers

    private func nextAnswer() async throws -> Answer? {
        try Task.checkCancellation()
        let (first, url, columns, session) = state.withLock { state in
            defer { state.first = nil }
            return (state.first, state.nextURL, state.columns, state.session)
        }
        if let first { return try absorb(first) }
        guard let url else { return nil }
        let response = try await exchange.send(
            CoordinatorExchange.Request(
                method: .get, url: url, headers: session.identityHeaders(exchange.dialect), mayRepeat: true,
                statementID: id, deadline: deadline))
        state.withLock { $0.session.apply(response.headers, exchange.dialect) }
        onSessionChange(response.headers)
        let answer: Answer
        do {
            answer = try Answer(decoding: response.body, columns: columns)
        } catch {
            throw TrinoError.malformedAnswer("\(error)", statementID: id)
        }
        guard answer.id == id else {
            throw TrinoError.malformedAnswer("the answer is that of another statement", statementID: id)
        }
        let next = try Self.nextURL(answer, exchange)
        state.withLock { $0.nextURL = next }
        return try absorb(answer)
    }

    private func absorb(_ answer: Answer) throws -> Answer {
        state.withLock { state in
            state.columns = answer.columns ?? state.columns
            state.statistics = answer.statistics
            // Each answer brings all warnings so far.
            if !answer.warnings.isEmpty { state.warnings = answer.warnings }
            state.updateType = answer.updateType ?? state.updateType
            state.updateCount = answer.updateCount ?? state.updateCount
        }
        onProgress?(TrinoProgress(statementID: id, infoURI: infoURI, statistics: answer.statistics))
        if let error = answer.error {
            // The server has ended it: nothing is left to cancel.
            state.withLock { $0.nextURL = nil }
            throw TrinoError.query(error.mappingMessages(exchange.redacted))
        }
        return answer
    }

    private static func nextURL(_ answer: Answer, _ exchange: CoordinatorExchange) throws -> HTTPURL? {
        guard let text = answer.nextURI else { return nil }
        guard let url = try? HTTPURL(text) else {
            throw TrinoError.malformedAnswer("nextUri isn't an http or https address", statementID: answer.id)
        }
        // defence: foreign-page
        guard url.origin == exchange.origin else {
            throw TrinoError.foreignOrigin(
                expected: exchange.origin.description, found: url.origin.description, statementID: answer.id)
        }
        return url
    }

    // MARK: - Cancelling

    private static func cancelRequest(
        _ url: HTTPURL, session: TrinoSession, _ exchange: CoordinatorExchange
    ) -> CoordinatorExchange.Request {
        CoordinatorExchange.Request(
            method: .delete, url: url, headers: session.identityHeaders(exchange.dialect), mayRepeat: true)
    }

    private static func cancel(
        _ request: CoordinatorExchange.Request, _ exchange: CoordinatorExchange, _ limit: Duration
    ) async {
        var request = request
        request.deadline = CoordinatorExchange.Deadline(limit)
        // The server drops what nobody fetches after some minutes, so that a failure here costs no more than that.
        _ = try? await exchange.send(request)
    }
}
