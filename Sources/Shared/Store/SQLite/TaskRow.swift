import Foundation
import GRDB

/// Points in time as the store keeps them: whole milliseconds since 1970, by the wall clock. For people and for
/// delays of retries only; silence is never judged by them.
enum Milliseconds {
    static var now: Int64 { count(Date()) }

    static func count(_ date: Date) -> Int64 {
        Int64((date.timeIntervalSince1970 * 1000).rounded())
    }

    static func count(_ duration: Duration) -> Int64 {
        Int64((duration / .milliseconds(1)).rounded())
    }

    static func date(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}

extension TaskPriority {
    /// How the store keeps it: by order of serving.
    var rank: Int {
        switch self {
        case .high: 0
        case .normal: 1
        case .low: 2
        }
    }

    init(rank: Int) {
        self = Self.allCases.first { $0.rank == rank } ?? .normal
    }
}

extension TaskFailure {
    /// The failure of a task's row, if it has one.
    init?(row: Row) {
        guard let code: String = row["failure_code"], let message: String = row["failure_message"] else { return nil }
        self.init(code: code, message: message)
    }
}

extension TaskRecord {
    init(row: Row, id: TaskID) throws {
        guard let state = TaskState(rawValue: row["state"]) else {
            throw TaskStoreError.damaged(id, "its state is unknown")
        }
        self.init(
            id: id, tenant: Tenant(rawValue: row["tenant"]), state: state,
            priority: TaskPriority(rank: row["priority"]),
            progress: TaskProgress(
                phase: TaskPhase(rawValue: row["phase"]), fraction: row["progress"], message: row["message"]),
            token: row["token"], heartbeat: row["heartbeat"], attempts: row["attempts"], crashes: row["crashes"],
            worker: row["worker"], createdAt: Milliseconds.date(row["created_at"]),
            startedAt: (row["started_at"] as Int64?).map(Milliseconds.date),
            finishedAt: (row["finished_at"] as Int64?).map(Milliseconds.date), failure: TaskFailure(row: row),
            isDeadLetter: row["is_dead_letter"])
    }
}
