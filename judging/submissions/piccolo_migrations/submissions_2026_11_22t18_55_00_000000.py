from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from judging.db import fetch

ID = "2026-11-22T18:55:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "uploads that wait already are whole"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="submissions", description=DESCRIPTION)

    async def mark() -> None:
        await fetch("UPDATE upload SET received = size, sealed_at = created_at WHERE sealed_at IS NULL")

    manager.add_raw(mark)
    return manager
