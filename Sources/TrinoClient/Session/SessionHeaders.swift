import HTTPTransport

extension TrinoSession {
    /// What the client can take: without them a server falls back to older forms, such as timestamps in milliseconds.
    private static let capabilities = "PATH,PARAMETRIC_DATETIME,SESSION_AUTHORIZATION,NUMBER"

    /// The headers that go with every request.
    func identityHeaders(_ dialect: TrinoDialect) -> HTTPHeaders {
        var headers = HTTPHeaders()
        if let user = authorizationUser ?? user { headers.add(dialect.prefix + "User", user) }
        if authorizationUser != nil, let user { headers.add(dialect.prefix + "Original-User", user) }
        return headers
    }

    /// The headers that go with a statement.
    func statementHeaders(_ dialect: TrinoDialect) -> HTTPHeaders {
        var headers = identityHeaders(dialect)
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { headers.add(dialect.prefix + name, value) }
        }
        /// One header a pair, in a stable order.
        func addAll(_ name: String, _ pairs: [String: String], encode: (String) -> String = FormEncoding.encode) {
            for (key, value) in pairs.sorted(by: { $0.key < $1.key }) { add(name, "\(key)=\(encode(value))") }
        }
        if authorizationUser != nil { add("Original-Roles", originalRoles) }
        add("Source", source)
        add("Catalog", catalog)
        add("Schema", schema)
        add("Path", path)
        add("Time-Zone", timeZone)
        add("Language", language)
        add("Trace-Token", traceToken)
        if let traceParent { headers.add("traceparent", traceParent) }
        add("Client-Info", clientInfo)
        add("Client-Tags", clientTags.joined(separator: ","))
        add("Client-Capabilities", Self.capabilities)
        addAll("Session", properties)
        addAll("Role", roles)
        addAll("Resource-Estimate", resourceEstimates)
        addAll("Extra-Credential", extraCredentials.mapValues { $0.reveal() })
        for (name, statement) in preparedStatements.sorted(by: { $0.key < $1.key }) {
            add("Prepared-Statement", "\(FormEncoding.encode(name))=\(statement.encoded)")
        }
        // NONE says that the client knows transactions: without it START TRANSACTION is refused.
        add("Transaction-Id", transactionID ?? "NONE")
        return headers
    }

    /// Takes over what a response says has changed.
    mutating func apply(_ headers: HTTPHeaders, _ dialect: TrinoDialect) {
        func values(_ name: String) -> [String] { headers.values(of: dialect.prefix + name) }
        /// Lists may come as several headers or, with commas, as one.
        func entries(_ name: String) -> [String] {
            values(name).flatMap { $0.split(separator: ",") }.map(\.trimmed).filter { !$0.isEmpty }
        }
        func pairs(_ name: String) -> [(String, String)] {
            entries(name).compactMap { entry in
                guard let sign = entry.firstIndex(of: "=") else { return nil }
                return (String(entry[..<sign]), String(entry[entry.index(after: sign)...]))
            }
        }
        if let value = values("Set-Catalog").last { catalog = value }
        if let value = values("Set-Schema").last { schema = value }
        if let value = values("Set-Path").last { path = value }
        for (name, value) in pairs("Set-Session") { properties[name] = FormEncoding.decode(value) }
        for name in entries("Clear-Session") { properties[name] = nil }
        for (catalog, role) in pairs("Set-Role") { roles[catalog] = FormEncoding.decode(role) }
        for (name, statement) in pairs("Added-Prepare") {
            preparedStatements[FormEncoding.decode(name)] = PreparedStatement(encoded: statement)
        }
        for name in entries("Deallocated-Prepare") { preparedStatements[FormEncoding.decode(name)] = nil }
        if let value = values("Started-Transaction-Id").last { transactionID = value }
        if !values("Clear-Transaction-Id").isEmpty { transactionID = nil }
        if let value = values("Set-Original-Roles").last { originalRoles = value }
        if let value = values("Set-Authorization-User").last {
            authorizationUser = value
            // They were the former user's.
            roles = [:]
        }
        if !values("Reset-Authorization-User").isEmpty {
            authorizationUser = nil
            originalRoles = nil
            roles = [:]
        }
    }
}

extension StringProtocol {
    /// Without white space at either end.
    var trimmed: String {
        var view = self[...]
        while view.first?.isWhitespace == true { view.removeFirst() }
        while view.last?.isWhitespace == true { view.removeLast() }
        return String(view)
    }
}
