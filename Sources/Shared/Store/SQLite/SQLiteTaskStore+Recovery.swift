import Foundation
import GRDB

extension SQLiteTaskStore {
    public func pulses() async throws -> [TaskPulse] {
        try await read { database in
            try Row.fetchAll(
                database.cachedStatement(sql: "SELECT id, token, heartbeat, priority FROM task WHERE state = 'running'")
            ).compactMap { row in
                guard let id = TaskID(row["id"]) else { return nil }
                return TaskPulse(
                    lease: TaskLease(id: id, token: row["token"]), heartbeat: row["heartbeat"],
                    priority: TaskPriority(rank: row["priority"]))
            }
        }
    }

    public func recover(_ pulse: TaskPulse, crashLimit: Int) async throws -> RecoveryOutcome {
        let now = Milliseconds.now
        return try await write { database in
            let guarding: StatementArguments = [
                "id": pulse.lease.id.description, "token": pulse.lease.token, "heartbeat": pulse.heartbeat,
            ]
            let rows = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        UPDATE task SET crashes = crashes + 1
                        WHERE id = :id AND token = :token AND heartbeat = :heartbeat AND state = 'running'
                        RETURNING crashes, phase
                        """), arguments: guarding)
            guard let row = rows.first else { return .unchanged }
            let crashes: Int = row["crashes"]
            guard crashes >= crashLimit else {
                try database.cachedStatement(
                    sql: """
                        UPDATE task SET state = 'queued', phase = 'queued', progress = 0, message = '', due_at = :now, delay = 0
                        WHERE id = :id
                        """
                ).execute(arguments: ["id": pulse.lease.id.description, "now": now])
                return .requeued
            }
            let phase: String = row["phase"]
            let failure = TaskFailure(
                code: "worker_crashed",
                message: "worker crashed while \(phase), \(crashes) times in all; the workers' logs and the system's "
                    + "(out of memory?) say why")
            try database.cachedStatement(
                sql: """
                    UPDATE task SET state = 'failed', phase = 'failed', message = '', finished_at = :now,
                        failure_code = :code, failure_message = :reason, is_dead_letter = 1
                    WHERE id = :id
                    """
            ).execute(arguments: [
                "id": pulse.lease.id.description, "now": now, "code": failure.code, "reason": failure.message,
            ])
            try Self.settle(pulse.lease.id, result: nil, meta: nil, keepsSecret: true, in: database)
            return .failed(failure)
        }
    }

    public func confirmWritable() async throws {
        try await write { try $0.cachedStatement(sql: "UPDATE watch SET sweeps = sweeps + 1").execute() }
    }

    public func queued(limit: Int, tenantLimit: Int?) async throws -> [QueuedTask] {
        let now = Milliseconds.now
        return try await read { database in
            try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT id, priority FROM task WHERE state = 'queued' AND \(Self.isDue)
                            AND \(Self.tenantHasRoom)
                        ORDER BY priority, id LIMIT :limit
                        """),
                arguments: ["now": now, "limit": limit, "limit_of_tenant": tenantLimit]
            ).compactMap { row in
                TaskID(row["id"]).map { QueuedTask(id: $0, priority: TaskPriority(rank: row["priority"])) }
            }
        }
    }
}
