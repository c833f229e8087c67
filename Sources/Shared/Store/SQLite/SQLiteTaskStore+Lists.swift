import Foundation
import GRDB

extension SQLiteTaskStore {
    public func tasks(
        of tenant: Tenant?, matching filter: TaskFilter, after cursor: TaskID?, limit: Int
    ) async throws -> TaskPage {
        // Texts of their own, so that each has an index that gives its order.
        let sql = """
            SELECT * FROM task
            WHERE
                -- defence: stored-tenant-of-list
                \(tenant == nil ? ":tenant IS NULL" : "tenant = :tenant")
                \(filter.onlyDeadLetters ? "AND is_dead_letter = 1" : "")
                AND (:cursor IS NULL OR id < :cursor)
                AND (:states IS NULL OR state IN (SELECT value FROM json_each(:states)))
                AND (:from IS NULL OR created_at >= :from) AND (:before IS NULL OR created_at < :before)
            ORDER BY id DESC LIMIT :limit
            """
        let states = try filter.states.map {
            String(decoding: try WireJSON.encode($0.map(\.rawValue).sorted()), as: UTF8.self)
        }
        return try await read { database in
            let records = try Row.fetchAll(
                database.cachedStatement(sql: sql),
                arguments: [
                    "tenant": tenant?.rawValue, "cursor": cursor?.description, "states": states,
                    "from": filter.createdFrom.map(Milliseconds.count),
                    "before": filter.createdBefore.map(Milliseconds.count), "limit": limit + 1,
                ]
            ).compactMap { row in try TaskID(row["id"]).map { try TaskRecord(row: row, id: $0) } }
            let page = Array(records.prefix(limit))
            return TaskPage(records: page, next: records.count > limit ? page.last?.id : nil)
        }
    }

    public func finished(among ids: [TaskID]) async throws -> Set<TaskID> {
        let list = String(decoding: try WireJSON.encode(ids), as: UTF8.self)
        return try await read { database in
            let texts = try String.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT value FROM json_each(?) AS wanted WHERE NOT EXISTS
                            (SELECT 1 FROM task WHERE id = wanted.value AND state IN ('queued', 'running'))
                        """), arguments: [list])
            return Set(texts.compactMap { TaskID($0) })
        }
    }
}
