import GRDB

extension SQLiteTaskStore {
    public func census() async throws -> TaskCensus {
        let now = Milliseconds.now
        return try await read { database in
            var counts: [TaskState: [TaskPhase: Int]] = [:]
            // Only running tasks differ in phase; the others are counted in the index alone.
            for row in try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT state, state AS phase, count(*) AS tasks FROM task WHERE state <> 'running' GROUP BY state
                        UNION ALL
                        SELECT state, phase, count(*) AS tasks FROM task WHERE state = 'running' GROUP BY phase
                        """))
            {
                guard let state = TaskState(rawValue: row["state"]) else { continue }
                counts[state, default: [:]][TaskPhase(rawValue: row["phase"])] = row["tasks"]
            }
            for state in TaskState.allCases where counts[state] == nil && state != .running {
                counts[state] = [TaskPhase(rawValue: state.rawValue): 0]
            }
            let oldest = try Int64.fetchOne(
                database.cachedStatement(sql: "SELECT min(created_at) FROM task WHERE state = 'queued'"))
            let deadLetters = try Int.fetchOne(
                database.cachedStatement(
                    sql: "SELECT count(*) FROM task WHERE is_dead_letter = 1"))
            return TaskCensus(
                groups: counts.flatMap { state, phases in
                    phases.map { TaskCensus.Group(state: state, phase: $0.key, count: $0.value) }
                },
                oldestWaiting: .milliseconds(max(0, now - (oldest ?? now))), deadLetters: deadLetters ?? 0)
        }
    }
}
