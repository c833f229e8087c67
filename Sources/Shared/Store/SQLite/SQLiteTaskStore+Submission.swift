import Foundation
import GRDB

extension SQLiteTaskStore {
    public func insert(
        _ task: NewTask, openLimit: Int?, announce: @escaping @Sendable () -> Void
    ) async throws -> Admission {
        let request = try WireJSON.encode(task.request)
        let now = Milliseconds.now
        let committed: @Sendable (Admission) -> Void = { if case .accepted = $0 { announce() } }
        return try await write(committed: committed) { database in
            // Told by a value and not by an error, which would undo the whole group of writes and run each by itself.
            if let refusal = try Self.refusal(of: task, openLimit: openLimit, in: database) { return refusal }
            do {
                try database.cachedStatement(sql: Self.insertTask).execute(arguments: [
                    "id": task.id.description, "tenant": task.tenant.rawValue, "reach": task.reach.rawValue,
                    "priority": task.priority.rank, "phase": TaskPhase.queued.rawValue,
                    "now": now,
                ])
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                throw TaskStoreError.duplicate(task.id)
            }
            try database.cachedStatement(sql: "INSERT INTO task_request (id, request, trace) VALUES (?, ?, ?)")
                .execute(arguments: [task.id.description, request, task.trace?.description])
            if let sealedURL = task.sealedURL {
                try database.cachedStatement(sql: "INSERT INTO task_secret (id, sealed_url) VALUES (?, ?)")
                    .execute(arguments: [task.id.description, sealedURL.bytes])
            }
            if let idempotency = task.idempotency {
                try database.cachedStatement(
                    sql: "INSERT INTO idempotency (tenant, key, id, sealed_digest) VALUES (?, ?, ?, ?)"
                ).execute(arguments: [
                    task.tenant.rawValue, idempotency.key, task.id.description, idempotency.sealedDigest.bytes,
                ])
            }
            return .accepted
        }
    }

    private static func refusal(of task: NewTask, openLimit: Int?, in database: Database) throws -> Admission? {
        if let key = task.idempotency?.key {
            let earlier = try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT id, sealed_digest FROM idempotency WHERE key = :key
                            -- defence: tenant-of-idempotency-key
                            AND tenant = :tenant
                        """),
                arguments: ["tenant": task.tenant.rawValue, "key": key])
            if let earlier, let id = TaskID(earlier["id"]) {
                return .repeated(id, sealedDigest: SealedSecret(bytes: earlier["sealed_digest"]))
            }
        }
        if let openLimit {
            let open = try Int.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT sum(open) FROM tenant_load WHERE
                            -- defence: tenant-of-open-tasks
                            tenant = :tenant
                        """),
                arguments: ["tenant": task.tenant.rawValue])
            // defence: open-tasks
            if let open, open >= openLimit { return .tooManyOpen }
        }
        return nil
    }

    private static let insertTask = """
        INSERT INTO task (id, tenant, reach, state, priority, phase, progress, message, token, heartbeat, attempts,
                          crashes, due_at, created_at)
        VALUES (:id, :tenant, :reach, 'queued', :priority, :phase, 0, '', 0, 0, 0, 0, :now, :now)
        """

    /// True for rows that may be shown; binds `:tenant`, NULL for all.
    static let isVisible = "(:tenant IS NULL OR tenant = :tenant)"

    public func record(of id: TaskID, for tenant: Tenant?) async throws -> TaskRecord? {
        let record = try await firstRow(
            of: """
                SELECT * FROM task WHERE id = :id
                    -- defence: stored-tenant-of-record
                    AND \(Self.isVisible)
                """, ["id": id.description, "tenant": tenant?.rawValue]
        ) { try TaskRecord(row: $0, id: id) }
        // Nobody is told of an end that isn't on the disk. Whoever wrote it syncs within a moment, but may be another process.
        if record?.finishedAt != nil { try await sync() }
        return record
    }

    public func outcome(of id: TaskID, for tenant: Tenant?) async throws -> TaskOutcome? {
        let found = try await firstRow(
            of: """
                SELECT state, finished_at, failure_code, failure_message, result, meta
                FROM task LEFT JOIN task_result USING (id) WHERE task.id = :id
                    -- defence: stored-tenant-of-outcome
                    AND \(Self.isVisible)
                """, ["id": id.description, "tenant": tenant?.rawValue]
        ) { row in
            StoredOutcome(
                state: row["state"], endedAt: row["finished_at"], failure: TaskFailure(row: row), result: row["result"],
                meta: row["meta"])
        }
        if found?.endedAt != nil { try await sync() }
        return try found?.decoded(of: id)
    }
}

/// What a row says of a task's end, its JSON not read yet: that is done outside of the transaction.
private struct StoredOutcome: Sendable {
    let state: String
    let endedAt: Int64?
    let failure: TaskFailure?
    let result: Data?
    let meta: Data?

    func decoded(of id: TaskID) throws -> TaskOutcome {
        do {
            switch TaskState(rawValue: state) {
            case .queued, .running: return .unfinished
            case .done:
                guard let result else { throw TaskStoreError.damaged(id, "its result is missing") }
                return .done(try JSONDecoder().decode(OptimizationResult.self, from: result))
            case .failed:
                let failure = failure ?? TaskFailure(code: "unknown", message: "no reason was recorded")
                let meta = try meta.map { try JSONDecoder().decode(ResultMeta.self, from: $0) }
                return .failed(failure, meta: meta ?? ResultMeta())
            case nil: throw TaskStoreError.damaged(id, "its state is \(state)")
            }
        } catch is DecodingError {
            throw TaskStoreError.damaged(id, "its result isn't the JSON that was written")
        }
    }
}
