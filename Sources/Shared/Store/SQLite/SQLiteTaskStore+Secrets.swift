import Foundation
import GRDB

extension SQLiteTaskStore: SealedSecrets {
    public func sealedSecrets(
        after cursor: SealedSecretCursor?, limit: Int
    ) async throws -> (secrets: [StoredSecret], next: SealedSecretCursor?) {
        let secrets = try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT kind, id, secret FROM (
                        SELECT 'url' AS kind, id, sealed_url AS secret FROM task_secret
                        UNION ALL
                        SELECT 'idempotencyDigest', id, sealed_digest FROM idempotency
                    )
                    WHERE :kind IS NULL OR kind > :kind OR (kind = :kind AND id > :id)
                    ORDER BY kind, id LIMIT :limit
                    """,
                arguments: ["kind": cursor?.kind.rawValue, "id": cursor?.id.description, "limit": limit]
            ).compactMap { row -> StoredSecret? in
                guard let kind = StoredSecret.Kind(rawValue: row["kind"]), let id = TaskID(row["id"]) else {
                    return nil
                }
                return StoredSecret(kind: kind, id: id, secret: SealedSecret(bytes: row["secret"]))
            }
        }
        let isMore = secrets.count == limit
        return (secrets, isMore ? secrets.last.map { SealedSecretCursor(kind: $0.kind, id: $0.id) } : nil)
    }

    public func replace(_ secret: StoredSecret, with renewed: SealedSecret) async throws -> Bool {
        let (table, column) =
            switch secret.kind {
            case .url: ("task_secret", "sealed_url")
            case .idempotencyDigest: ("idempotency", "sealed_digest")
            }
        return try await write { database in
            try database.execute(
                sql: "UPDATE \(table) SET \(column) = :new WHERE id = :id AND \(column) = :old",
                arguments: ["new": renewed.bytes, "id": secret.id.description, "old": secret.secret.bytes])
            return database.changesCount == 1
        }
    }
}
