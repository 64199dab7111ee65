from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-22T16:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The audit log only grows; the reaper's index"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="house", description=DESCRIPTION)

    async def append_only() -> None:
        """What is written in the audit log stays: the database itself refuses to change or remove a line."""
        from judging.db import fetch

        await fetch(
            "CREATE FUNCTION audit_line_stays() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'audit lines are never changed or removed'; END $$"
        )
        await fetch(
            "CREATE TRIGGER audit_line_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_line"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_line_stays()"
        )
        await fetch("CREATE INDEX job_due ON job (due_at) WHERE state IN ('queued', 'leased')")

    manager.add_raw(append_only)

    return manager
