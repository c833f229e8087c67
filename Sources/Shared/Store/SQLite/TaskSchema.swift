import GRDB

/// The tables of the SQLite store and how they came to be.
///
/// A task's row is small and often written (heartbeats), so what is large or secret has tables of its own: SQLite
/// rewrites all of a row that changes.
enum TaskSchema {
    /// Marks the file as ours, so that another program's database is refused and not altered. "LKWR" in ASCII.
    static let applicationID = 0x4C4B_5752

    /// Every migration, oldest first. A released one never changes; a new need is a new migration.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 tasks") { database in
            try database.execute(
                sql: """
                    CREATE TABLE task (
                        id TEXT PRIMARY KEY NOT NULL,
                        state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
                        priority INTEGER NOT NULL,
                        phase TEXT NOT NULL,
                        progress REAL NOT NULL,
                        message TEXT NOT NULL,
                        token INTEGER NOT NULL,
                        heartbeat INTEGER NOT NULL,
                        attempts INTEGER NOT NULL,
                        crashes INTEGER NOT NULL,
                        worker TEXT,
                        due_at INTEGER NOT NULL,
                        created_at INTEGER NOT NULL,
                        started_at INTEGER,
                        finished_at INTEGER,
                        failure_code TEXT,
                        failure_message TEXT
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX task_waiting ON task (priority, id) WHERE state = 'queued';
                    CREATE INDEX task_by_state ON task (state);
                    CREATE TABLE task_request (
                        id TEXT PRIMARY KEY NOT NULL REFERENCES task (id) ON DELETE CASCADE,
                        request BLOB NOT NULL
                    ) STRICT;
                    CREATE TABLE task_secret (
                        id TEXT PRIMARY KEY NOT NULL REFERENCES task (id) ON DELETE CASCADE,
                        sealed_url BLOB NOT NULL
                    ) STRICT;
                    CREATE TABLE task_result (
                        id TEXT PRIMARY KEY NOT NULL REFERENCES task (id) ON DELETE CASCADE,
                        result BLOB,
                        meta BLOB
                    ) STRICT;
                    """)
        }
        migrator.registerMigration("2 traces") { database in
            try database.execute(sql: "ALTER TABLE task_request ADD COLUMN trace TEXT")
        }
        migrator.registerMigration("3 tenants") { database in
            // Ids sort by age, so that the index is also the order in which a tenant's tasks are listed.
            // A row from before it was known who sent it gets the narrower reach.
            try database.execute(
                sql: """
                    ALTER TABLE task ADD COLUMN tenant TEXT NOT NULL DEFAULT 'anonymous';
                    ALTER TABLE task ADD COLUMN reach TEXT NOT NULL DEFAULT 'public';
                    CREATE INDEX task_by_tenant ON task (tenant, id);
                    CREATE TABLE api_key (
                        fingerprint TEXT PRIMARY KEY NOT NULL,
                        name TEXT NOT NULL,
                        digest BLOB NOT NULL UNIQUE,
                        created_at INTEGER NOT NULL,
                        revoked_at INTEGER
                    ) STRICT;
                    CREATE TABLE idempotency (
                        tenant TEXT NOT NULL,
                        key TEXT NOT NULL,
                        id TEXT NOT NULL REFERENCES task (id) ON DELETE CASCADE,
                        sealed_digest BLOB NOT NULL,
                        PRIMARY KEY (tenant, key)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX idempotency_by_task ON idempotency (id);
                    CREATE TABLE tenant_load (
                        tenant TEXT PRIMARY KEY NOT NULL,
                        open INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    """)
            try TenantLoad.count(in: database)
        }
        migrator.registerMigration("4 task life") { database in
            // `delay` is by how many milliseconds `due_at` was put off when it was written, so that a clock set back
            // since is noticed. `statements` are ids, separated by blanks.
            try database.execute(
                sql: """
                    ALTER TABLE task ADD COLUMN delay INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE task ADD COLUMN statements TEXT NOT NULL DEFAULT '';
                    ALTER TABLE task ADD COLUMN is_dead_letter INTEGER NOT NULL DEFAULT 0;
                    CREATE INDEX task_running_by_tenant ON task (tenant) WHERE state = 'running';
                    CREATE INDEX task_ended ON task (finished_at) WHERE state IN ('done', 'failed');
                    CREATE INDEX task_dead_letter ON task (id) WHERE is_dead_letter = 1;
                    CREATE TABLE watch (
                        id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
                        sweeps INTEGER NOT NULL
                    ) STRICT;
                    INSERT INTO watch VALUES (1, 0);
                    """)
        }
        migrator.registerMigration("5 fewer pages") { database in
            // Each write of a task's life touches as few pages as it can, for each costs a write to the log: no index that
            // only counts, and small rows in their index.
            try database.execute(
                sql: """
                    DROP INDEX task_by_state;
                    DROP INDEX task_ended;
                    CREATE INDEX task_ended ON task (finished_at, state) WHERE state IN ('done', 'failed');
                    CREATE TABLE secret (
                        id TEXT PRIMARY KEY NOT NULL REFERENCES task (id) ON DELETE CASCADE,
                        sealed_url BLOB NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    INSERT INTO secret SELECT id, sealed_url FROM task_secret;
                    DROP TABLE task_secret;
                    ALTER TABLE secret RENAME TO task_secret;
                    """)
        }
        return migrator
    }

    /// Brings an open database up to date.
    ///
    /// - Throws: ``TaskStoreError/unusable(_:)`` for a file of another program or of a newer release.
    static func prepare(_ writer: DatabaseQueue) throws {
        let isNew = try writer.read { database in
            let isNew = try owner(database) == 0 && isEmpty(database)
            if !isNew { try check(database, at: writer.path) }
            return isNew
        }
        if isNew {
            try writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA application_id = \(applicationID)") }
        }
        try migrator.migrate(writer)
    }

    /// - Throws: ``TaskStoreError/unusable(_:)`` for a file of another program or of a newer release.
    static func check(_ database: Database, at path: String) throws {
        guard try owner(database) == applicationID else {
            throw TaskStoreError.unusable(
                "the file \(path) belongs to another program; name another one in LAKEWRIGHT_DATABASE")
        }
        guard try !migrator.hasBeenSuperseded(database) else {
            throw TaskStoreError.unusable(
                "the database \(path) was written by a newer release of Lakewright; "
                    + "run that release, or restore a backup from before the upgrade")
        }
    }

    private static func owner(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    }

    private static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
    }
}
