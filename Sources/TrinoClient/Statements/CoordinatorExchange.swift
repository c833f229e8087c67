import HTTPTransport
import Logging
import Synchronization

/// Requests to one coordinator, tried again where the protocol says so.
struct CoordinatorExchange: Sendable {
    let http: HTTPClient
    let origin: HTTPOrigin
    let dialect: TrinoDialect
    /// The value of `Authorization`.
    let authorization: Credential?
    let extraHeaders: [String: Credential]
    let retry: RetryPolicy
    let requestTimeLimit: Duration
    /// Blotted out of what the server says.
    let credentials: [Credential]

    /// One request as the protocol sees it.
    struct Request: Sendable {
        var method: HTTPRequest.Method
        var url: HTTPURL
        var headers: HTTPHeaders
        var body: [UInt8] = []
        /// Whether it may be sent again although the server may have received it.
        var mayRepeat: Bool
        var statementID: String?
        var deadline: Deadline?
        /// Raised where nobody waits for the answer any more.
        var abandonment: Abandonment?
    }

    /// When a statement's time is up.
    struct Deadline: Sendable {
        let instant: ContinuousClock.Instant
        let limit: Duration

        init?(_ limit: Duration?) {
            guard let limit else { return nil }
            self.limit = limit
            instant = .now + limit
        }
    }

    /// Sends until a response stands that ends the matter: one with status 200 and a body, or 204.
    ///
    /// - Throws: ``TrinoError`` or `CancellationError`.
    func send(_ request: Request) async throws -> HTTPResponse {
        // defence: foreign-page
        guard request.url.origin == origin else {
            throw TrinoError.foreignOrigin(
                expected: origin.description, found: request.url.origin.description, statementID: request.statementID)
        }
        var firstFailure: ContinuousClock.Instant?
        var attempt = 0
        while true {
            try Task.checkCancellation()
            if request.abandonment?.isRaised == true { throw CancellationError() }
            attempt += 1
            let setback: Setback
            do {
                let response = try await http.send(try prepared(request))
                guard let problem = self.setback(response, request, attempt) else { return response }
                setback = problem
            } catch let error as HTTPTransportError {
                try checkDeadline(request)
                setback = self.setback(error, request, attempt)
            }
            try checkDeadline(request)
            let start = firstFailure ?? .now
            firstFailure = start
            guard let pause = setback.pause, .now - start + pause <= setback.limit else { throw setback.error }
            if let deadline = request.deadline, .now + pause >= deadline.instant {
                throw TrinoError.timeLimitExceeded(deadline.limit, statementID: request.statementID)
            }
            try await Task.sleep(for: pause)
        }
    }

    private func prepared(_ request: Request) throws -> HTTPRequest {
        var headers = request.headers
        for (name, value) in extraHeaders.sorted(by: { $0.key < $1.key }) { headers.add(name, value.reveal()) }
        if let authorization { headers.set("Authorization", authorization.reveal()) }
        var limit = requestTimeLimit
        if let deadline = request.deadline {
            try checkDeadline(request)
            limit = min(limit, deadline.instant - .now)
        }
        return HTTPRequest(
            request.method, request.url, headers: headers, body: request.body, isIdempotent: request.mayRepeat,
            timeLimit: limit)
    }

    private func checkDeadline(_ request: Request) throws {
        guard let deadline = request.deadline, deadline.instant <= .now else { return }
        throw TrinoError.timeLimitExceeded(deadline.limit, statementID: request.statementID)
    }

    // MARK: - What went wrong

    /// A failed attempt: the error if it was the last, and how long to wait before the next, if there may be one.
    private struct Setback {
        let error: TrinoError
        var pause: Duration?
        var limit: Duration
    }

    private func setback(_ error: HTTPTransportError, _ request: Request, _ attempt: Int) -> Setback {
        let mayRepeat = error.isTransient && (request.mayRepeat || !error.requestMayHaveArrived)
        return Setback(
            error: .transport(error, statementID: request.statementID),
            pause: mayRepeat ? retry.pause(after: attempt) : nil, limit: retry.limit)
    }

    /// nil where the response is what was asked for.
    private func setback(_ response: HTTPResponse, _ request: Request, _ attempt: Int) -> Setback? {
        let id = request.statementID
        let message = redacted(response.excerpt())
        let failure = TrinoError.status(response.status, message: message, statementID: id)
        let pause = retry.pause(after: attempt)
        switch response.status {
        case 200 where response.body.isEmpty && request.method != .delete:
            // Seen from gateways on their way down; Trino's Python client takes it for transient too.
            let error = TrinoError.malformedAnswer("an empty body with status 200", statementID: id)
            return Setback(error: error, pause: request.mayRepeat ? pause : nil, limit: retry.limit)
        case 200, 204: return nil
        case 503: return Setback(error: failure, pause: pause, limit: retry.limit)
        case 502, 504: return Setback(error: failure, pause: request.mayRepeat ? pause : nil, limit: retry.limit)
        case 429:
            // Never at once, even where the server says so: it is overloaded.
            let retryAfter = response.headers.retryAfter
            return Setback(
                error: .overloaded(message: message, retryAfter: retryAfter, statementID: id),
                pause: max(retryAfter ?? pause, pause), limit: retry.overloadLimit)
        case 401, 403:
            let challenges = response.headers.values(of: "WWW-Authenticate").map { redacted($0) }
            let error = TrinoError.accessDenied(status: response.status, message: message, challenges: challenges)
            return Setback(error: error, pause: nil, limit: retry.limit)
        default: return Setback(error: failure, pause: nil, limit: retry.limit)
        }
    }

    func redacted(_ text: String) -> String {
        // defence: credentials-in-trino-errors; without it: text
        credentials.reduce(text) { $1.redacted(from: $0) }
    }
}

/// Says that nobody waits any more for what a task is doing.
final class Abandonment: Sendable {
    private let flag = Atomic<Bool>(false)

    var isRaised: Bool { flag.load(ordering: .acquiring) }

    func raise() { flag.store(true, ordering: .releasing) }
}
