import Foundation
import GRDB

extension SQLiteTaskStore: IssuedKeys {
    public func issuedKeys() async throws -> [IssuedKey] {
        try await read { database in
            try Row.fetchAll(
                database.cachedStatement(sql: "SELECT * FROM api_key ORDER BY created_at, fingerprint")
            ).compactMap(IssuedKey.init(row:))
        }
    }

    public func issue(_ key: IssuedKey) async throws -> Bool {
        try await write { database in
            try database.execute(
                sql: """
                    INSERT INTO api_key (fingerprint, name, digest, created_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """,
                arguments: [key.fingerprint, key.name, key.digest.bytes, Milliseconds.count(key.createdAt)])
            return database.changesCount == 1
        }
    }

    public func revokeKey(fingerprint: String) async throws -> IssuedKey? {
        let now = Milliseconds.now
        return try await write { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM api_key WHERE fingerprint = ?", arguments: [fingerprint])
            guard let key = row.flatMap(IssuedKey.init(row:)) else { return nil }
            try database.execute(
                sql: "UPDATE api_key SET revoked_at = coalesce(revoked_at, ?) WHERE fingerprint = ?",
                arguments: [now, fingerprint])
            return key
        }
    }
}

extension IssuedKey {
    fileprivate init?(row: Row) {
        guard let digest = KeyDigest(bytes: row["digest"]) else { return nil }
        self.init(
            digest: digest, name: row["name"], createdAt: Milliseconds.date(row["created_at"]),
            revokedAt: (row["revoked_at"] as Int64?).map(Milliseconds.date))
    }
}
