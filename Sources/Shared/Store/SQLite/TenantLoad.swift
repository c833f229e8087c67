import GRDB

/// How many unfinished tasks each tenant has, in `tenant_load`: kept by triggers, since counting rows at each
/// submission would take longer the more there are.
enum TenantLoad {
    private static let isOpen = "IN ('queued', 'running')"

    /// Counts afresh and puts the triggers on `task`. A migration that builds that table anew calls this again at its
    /// end, for the triggers go with the old one.
    static func count(in database: Database) throws {
        try database.execute(
            sql: """
                DELETE FROM tenant_load;
                INSERT INTO tenant_load SELECT tenant, count(*) FROM task WHERE state \(isOpen) GROUP BY tenant;
                CREATE TRIGGER IF NOT EXISTS task_opens AFTER INSERT ON task WHEN new.state \(isOpen) BEGIN
                    INSERT INTO tenant_load VALUES (new.tenant, 1)
                    ON CONFLICT (tenant) DO UPDATE SET open = open + 1;
                END;
                CREATE TRIGGER IF NOT EXISTS task_moves AFTER UPDATE OF state ON task
                WHEN (old.state \(isOpen)) <> (new.state \(isOpen)) BEGIN
                    UPDATE tenant_load SET open = open + iif(new.state \(isOpen), 1, -1) WHERE tenant = new.tenant;
                END;
                CREATE TRIGGER IF NOT EXISTS task_goes AFTER DELETE ON task WHEN old.state \(isOpen) BEGIN
                    UPDATE tenant_load SET open = open - 1 WHERE tenant = old.tenant;
                END;
                """)
    }
}
