import GRDB

extension SQLiteTaskStore {
    public func census() async throws -> TaskCensus {
        let now = Milliseconds.now
        return try await read { database in
            var groups: [TaskCensus.Group] = []
            // Only running tasks differ in phase.
            for row in try Row.fetchAll(
                database.cachedStatement(sql: Self.countPhases))
            {
                groups.append(
                    TaskCensus.Group(state: .running, phase: TaskPhase(rawValue: row["phase"]), count: row["tasks"]))
            }
            for (state, count) in try Self.counts(in: database) where state != .running {
                groups.append(TaskCensus.Group(state: state, phase: TaskPhase(rawValue: state.rawValue), count: count))
            }
            let oldest = try Int64.fetchOne(
                database.cachedStatement(sql: "SELECT min(created_at) FROM task WHERE state = 'queued'"))
            let deadLetters = try Int.fetchOne(
                database.cachedStatement(
                    sql: "SELECT count(*) FROM task WHERE is_dead_letter = 1"))
            return TaskCensus(
                groups: groups,
                oldestWaiting: .milliseconds(max(0, now - (oldest ?? now))), deadLetters: deadLetters ?? 0)
        }
    }

    public func counts() async throws -> [TaskState: Int] {
        try await read { try Self.counts(in: $0) }
    }

    /// Every state is there.
    private static func counts(in database: Database) throws -> [TaskState: Int] {
        let row = try Row.fetchOne(database.cachedStatement(sql: countTasks))
        return Dictionary(uniqueKeysWithValues: TaskState.allCases.map { ($0, row?[$0.rawValue] ?? 0) })
    }

    /// Reads the indexes of each state's tasks, and no row: most tasks ended long ago.
    static let countTasks = """
        SELECT (SELECT count(*) FROM task WHERE state = 'queued') AS queued,
            (SELECT count(*) FROM task WHERE state = 'running') AS running, done, ended - done AS failed
        FROM (SELECT count(*) AS ended, count(*) FILTER (WHERE state = 'done') AS done
            FROM task WHERE state IN ('done', 'failed'))
        """

    /// Finds the running tasks, which are few, in their index.
    static let countPhases = "SELECT phase, count(*) AS tasks FROM task WHERE state = 'running' GROUP BY phase"
}
