import Foundation
import GRDB

/// What clients and operators do to tasks from outside.
extension SQLiteTaskStore {
    public func cancel(_ id: TaskID, for tenant: Tenant?) async throws -> CancelOutcome {
        let now = Milliseconds.now
        return try await write { database in
            let failure = TaskFailure.cancelled
            try database.cachedStatement(
                sql: """
                    UPDATE task SET state = 'failed', phase = 'cancelled', message = '', finished_at = :now,
                        failure_code = :code, failure_message = :reason, statements = ''
                    WHERE id = :id AND state IN ('queued', 'running')
                        -- defence: stored-tenant-of-cancel
                        AND \(Self.isVisible)
                    """
            ).execute(arguments: [
                "id": id.description, "tenant": tenant?.rawValue, "now": now, "code": failure.code,
                "reason": failure.message,
            ])
            if database.changesCount == 1 {
                try Self.settle(id, result: nil, meta: nil, in: database)
                return .cancelled
            }
            let found = try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT state, failure_code FROM task WHERE id = :id
                            -- defence: stored-tenant-of-ended
                            AND \(Self.isVisible)
                        """),
                arguments: ["id": id.description, "tenant": tenant?.rawValue])
            guard let found, let state = TaskState(rawValue: found["state"]) else { return .unknown }
            return (found["failure_code"] as String?) == failure.code ? .cancelledBefore : .ended(state)
        }
    }

    public func replay(_ id: TaskID) async throws -> ReplayOutcome {
        let now = Milliseconds.now
        return try await write { database in
            let rows = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        UPDATE task SET state = 'queued', phase = 'queued', progress = 0, message = '', attempts = 0,
                            crashes = 0, due_at = :now, delay = 0, started_at = NULL, finished_at = NULL,
                            failure_code = NULL, failure_message = NULL, is_dead_letter = 0
                        WHERE id = :id AND is_dead_letter = 1
                        RETURNING priority
                        """), arguments: ["id": id.description, "now": now])
            if let row = rows.first {
                try database.cachedStatement(sql: "DELETE FROM task_result WHERE id = ?")
                    .execute(arguments: [id.description])
                return .queued(TaskPriority(rank: row["priority"]))
            }
            return try Self.state(of: id, in: database).map { .noDeadLetter($0) } ?? .unknown
        }
    }

    public func remove(_ id: TaskID) async throws -> RemovalOutcome {
        try await write { database in
            // What belongs to it goes with it, by its foreign keys.
            try database.cachedStatement(sql: "DELETE FROM task WHERE id = ? AND state IN ('done', 'failed')")
                .execute(arguments: [id.description])
            if database.changesCount == 1 { return .removed }
            return try Self.state(of: id, in: database).map { .unfinished($0) } ?? .unknown
        }
    }

    public func purge(endedBefore date: Date, limit: Int) async throws -> Int {
        try await write { database in
            try database.cachedStatement(
                sql: """
                    DELETE FROM task WHERE id IN (
                        SELECT id FROM task WHERE state IN ('done', 'failed') AND finished_at < ?
                        ORDER BY finished_at LIMIT ?)
                    """
            ).execute(arguments: [Milliseconds.count(date), limit])
            return database.changesCount
        }
    }

    private static func state(of id: TaskID, in database: Database) throws -> TaskState? {
        try String.fetchOne(
            database.cachedStatement(sql: "SELECT state FROM task WHERE id = ?"), arguments: [id.description]
        ).flatMap(TaskState.init(rawValue:))
    }
}
