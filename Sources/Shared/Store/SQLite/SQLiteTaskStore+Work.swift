import Foundation
import GRDB

extension SQLiteTaskStore {
    /// No retry is put off for longer.
    static let longestDelay: Duration = .seconds(3600)

    /// True for a row that may be claimed; binds `:now`. A row that is due later than by its whole delay was written
    /// before the clock was set back, and is taken as due.
    static let isDue = "(due_at <= :now OR due_at - delay > :now)"

    /// True for a row whose tenant may have one more task running; binds `:limit_of_tenant`, NULL for any number.
    static let tenantHasRoom = """
        (:limit_of_tenant IS NULL OR tenant NOT IN (
            SELECT tenant FROM task WHERE state = 'running' GROUP BY tenant HAVING count(*) >= :limit_of_tenant))
        """

    public func claim(_ id: TaskID, worker: String, tenantLimit: Int?) async throws -> ClaimedTask? {
        let now = Milliseconds.now
        let taken: TakenRow? = try await write(survives: .crash) { database in
            let found = try Row.fetchOne(
                database.cachedStatement(sql: Self.claimable),
                arguments: ["id": id.description, "now": now, "limit_of_tenant": tenantLimit])
            guard let found else { return nil }
            let taken = TakenRow(id, found)
            try database.cachedStatement(sql: Self.claimTask).execute(arguments: [
                "id": id.description, "token": taken.lease.token, "attempts": taken.attempts, "worker": worker,
                "phase": TaskPhase.starting.rawValue, "now": now,
            ])
            // Guarded all the same, though the write lock has kept the row as it was read.
            return database.changesCount == 1 ? taken : nil
        }
        guard let taken else { return nil }
        do {
            return try taken.claimed()
        } catch {
            // Left as it is, it would be claimed again for ever.
            logger.error("a stored request can't be read; its task is failed", metadata: ["task": "\(id)"])
            try await fail(
                taken.lease,
                with: TaskFailure(
                    code: "request_unreadable", message: "the stored request can't be read; send it again"),
                meta: ResultMeta())
            return nil
        }
    }

    // Read before it is written: a RETURNING would be a table of its own, made and dropped.
    private static let claimable = """
        SELECT token, tenant, reach, attempts, crashes, statements, request, trace, sealed_url
        FROM task LEFT JOIN task_request USING (id) LEFT JOIN task_secret USING (id)
        WHERE task.id = :id AND state = 'queued' AND \(isDue) AND \(tenantHasRoom)
        """

    private static let claimTask = """
        UPDATE task
        SET state = 'running', token = :token, heartbeat = heartbeat + 1, attempts = :attempts,
            worker = :worker, phase = :phase, progress = 0, message = '', started_at = :now, finished_at = NULL
        WHERE id = :id AND state = 'queued'
        """

    public func heartbeat(_ lease: TaskLease, statements: [String]) async throws {
        try await guarded(
            lease, "heartbeat = heartbeat + 1, statements = :statements",
            ["statements": statements.joined(separator: " ")], survives: .crash)
    }

    public func report(_ progress: TaskProgress, for lease: TaskLease) async throws {
        try await guarded(
            lease, "heartbeat = heartbeat + 1, phase = :phase, progress = :progress, message = :message",
            [
                "phase": progress.phase.rawValue, "progress": progress.fraction, "message": progress.message,
            ], survives: .crash)
    }

    public func complete(_ lease: TaskLease, with result: OptimizationResult) async throws {
        let bytes = try WireJSON.encode(result)
        try await guarded(
            lease,
            """
            state = 'done', phase = 'done', progress = 1, message = '', finished_at = :now,
            failure_code = NULL, failure_message = NULL, statements = ''
            """,
            ["now": Milliseconds.now]
        ) { database in
            try Self.settle(lease.id, result: bytes, meta: nil, in: database)
        }
    }

    public func fail(
        _ lease: TaskLease, with failure: TaskFailure, meta: ResultMeta, isDeadLetter: Bool
    ) async throws {
        let bytes = try WireJSON.encode(meta)
        try await guarded(
            lease,
            """
            state = 'failed', phase = 'failed', message = '', finished_at = :now,
            failure_code = :code, failure_message = :reason, is_dead_letter = :dead, statements = ''
            """,
            ["now": Milliseconds.now, "code": failure.code, "reason": failure.message, "dead": isDeadLetter]
        ) { database in
            try Self.settle(lease.id, result: nil, meta: bytes, keepsSecret: isDeadLetter, in: database)
        }
    }

    public func release(_ lease: TaskLease) async throws {
        try await guarded(
            lease,
            """
            state = 'queued', phase = 'queued', progress = 0, message = '', attempts = attempts - 1, due_at = :now,
            delay = 0, statements = ''
            """,
            ["now": Milliseconds.now])
    }

    public func retry(_ lease: TaskLease, after delay: Duration, because failure: TaskFailure) async throws {
        let delay = Milliseconds.count(min(delay, Self.longestDelay))
        try await guarded(
            lease,
            """
            state = 'queued', phase = 'queued', progress = 0, message = :message, due_at = :due,
            delay = :delay, failure_code = :code, failure_message = :reason, statements = ''
            """,
            [
                "message": "to be tried again: \(failure.message)",
                "due": Milliseconds.now + delay, "delay": delay, "code": failure.code, "reason": failure.message,
            ])
    }

    /// Changes a running task on behalf of the one that holds its lease, and what else belongs to the change.
    private func guarded(
        _ lease: TaskLease, _ change: String, _ values: [String: (any DatabaseValueConvertible & Sendable)?] = [:],
        survives: Survival = .powerCutSoon, and more: @escaping @Sendable (Database) throws -> Void = { _ in }
    ) async throws {
        try await write(survives: survives) { database in
            var arguments = StatementArguments(values.mapValues { $0 as (any DatabaseValueConvertible)? })
            arguments += ["id": lease.id.description, "token": lease.token]
            try database.cachedStatement(
                sql: "UPDATE task SET \(change) WHERE id = :id AND token = :token AND state = 'running'"
            ).execute(arguments: arguments)
            guard database.changesCount == 1 else { throw TaskStoreError.leaseLost(lease) }
            try more(database)
        }
    }

    /// Keeps what a finished task leaves behind, and forgets its secret, which nobody needs any more, but for a dead
    /// letter's.
    static func settle(
        _ id: TaskID, result: Data?, meta: Data?, keepsSecret: Bool = false, in database: Database
    ) throws {
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO task_result (id, result, meta) VALUES (?, ?, ?)")
            .execute(arguments: [id.description, result, meta])
        guard !keepsSecret else { return }
        // defence: secret-wiped
        try database.cachedStatement(sql: "DELETE FROM task_secret WHERE id = ?").execute(arguments: [id.description])
    }
}

/// A claimed row, its JSON not read yet: that is done outside of the transaction.
private struct TakenRow: Sendable {
    let lease: TaskLease
    let tenant: Tenant
    let reach: Reach
    let attempts: Int
    let crashes: Int
    let statements: String
    let request: Data?
    let trace: String?
    let sealedURL: Data?

    /// - Parameter row: As it waits, its request and secret beside it; the claim gives it the next token.
    init(_ id: TaskID, _ row: Row) {
        lease = TaskLease(id: id, token: row["token"] + 1)
        tenant = Tenant(rawValue: row["tenant"])
        reach = Reach(rawValue: row["reach"]) ?? .public
        attempts = row["attempts"] + 1
        crashes = row["crashes"]
        statements = row["statements"]
        request = row["request"]
        trace = row["trace"]
        sealedURL = row["sealed_url"]
    }

    func claimed() throws -> ClaimedTask {
        guard let request else { throw TaskStoreError.damaged(lease.id, "its request is missing") }
        return ClaimedTask(
            lease: lease, tenant: tenant, reach: reach,
            request: try JSONDecoder().decode(OptimizationRequest.self, from: request),
            sealedURL: sealedURL.map(SealedSecret.init(bytes:)), trace: trace.flatMap { TraceContext($0) },
            attempts: attempts, crashes: crashes,
            leftStatements: statements.split(separator: " ").map(String.init))
    }
}
