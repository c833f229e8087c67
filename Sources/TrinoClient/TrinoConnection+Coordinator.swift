import HTTPTransport

/// What a coordinator says of itself.
public struct TrinoServerInfo: Sendable, Hashable {
    /// Such as `476`; other makers' versions have other forms.
    public let version: String
    public let environment: String?
    public let isCoordinator: Bool?
    /// Whether it is still coming up.
    public let isStarting: Bool?
}

extension TrinoConnection {
    /// Asks the coordinator for its version (`GET /v1/info`).
    ///
    /// - Throws: ``TrinoError`` or `CancellationError`.
    public func serverInfo(timeLimit: Duration? = nil) async throws -> TrinoServerInfo {
        let response = try await exchange.send(
            CoordinatorExchange.Request(
                method: .get, url: url.baseURL.replacing(path: "/v1/info"),
                headers: session.identityHeaders(exchange.dialect), mayRepeat: true,
                deadline: CoordinatorExchange.Deadline(timeLimit)))
        let json: JSONValue
        do {
            json = try JSONValue(parsing: response.body)
        } catch {
            throw TrinoError.malformedAnswer("\(error)", statementID: nil)
        }
        guard let version = json["nodeVersion"]?["version"]?.string else {
            throw TrinoError.malformedAnswer("no version in /v1/info", statementID: nil)
        }
        return TrinoServerInfo(
            version: version, environment: json["environment"]?.string, isCoordinator: json["coordinator"]?.boolean,
            isStarting: json["starting"]?.boolean)
    }

    /// Cancels a statement by its id, such as one that a process that has died left running
    /// (`DELETE /v1/query/{id}`).
    ///
    /// - Returns: false where the server doesn't know it, or no longer.
    /// - Throws: ``TrinoError`` or `CancellationError`.
    public func cancelStatement(id: String, timeLimit: Duration? = .seconds(10)) async throws -> Bool {
        guard !id.isEmpty, id.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 || $0 == 0x5F }) else {
            throw TrinoError.invalidRequest("What should be a statement's id isn't one.")
        }
        do {
            _ = try await exchange.send(
                CoordinatorExchange.Request(
                    method: .delete, url: url.baseURL.replacing(path: "/v1/query/\(id)"),
                    headers: session.identityHeaders(exchange.dialect), mayRepeat: true, statementID: id,
                    deadline: CoordinatorExchange.Deadline(timeLimit)))
            return true
        } catch TrinoError.status(404, _, _), TrinoError.status(410, _, _) {
            return false
        }
    }
}
