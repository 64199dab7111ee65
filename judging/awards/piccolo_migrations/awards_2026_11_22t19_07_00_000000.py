from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-22T19:07:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Commitments and seals stay as they are"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="awards", description=DESCRIPTION)

    async def sealed() -> None:
        """What was published stays: the database itself refuses to change or remove it."""
        from judging.db import fetch

        await fetch(
            "CREATE FUNCTION sealed_stays() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'commitments and seals are never changed or removed'; END $$"
        )
        for table in ("commitment", "seal"):
            await fetch(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION sealed_stays()"
            )

    manager.add_raw(sealed)

    return manager
