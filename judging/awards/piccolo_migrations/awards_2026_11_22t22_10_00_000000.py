from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-22T22:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "What the board has done stays on record"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="awards", description=DESCRIPTION)

    async def recorded() -> None:
        """Motions are undone by other motions: the database itself refuses to remove one, or a vote, or a meeting."""
        from judging.db import fetch

        await fetch(
            "CREATE FUNCTION board_record_stays() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'what the board has done is never removed'; END $$"
        )
        for table in ("board_meeting", "motion", "motion_vote"):
            await fetch(
                f"CREATE TRIGGER {table}_stays BEFORE DELETE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION board_record_stays()"
            )

    manager.add_raw(recorded)

    return manager
