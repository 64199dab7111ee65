from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from judging.db import fetch

ID = "2026-11-22T22:35:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "texts that share passages, and files that are the same, are found by an index"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="submissions", description=DESCRIPTION)

    async def index() -> None:
        await fetch("CREATE INDEX IF NOT EXISTS work_print_marks ON work_print USING gin (marks)")
        await fetch("CREATE INDEX IF NOT EXISTS work_file_sha256 ON work_file (sha256)")

    manager.add_raw(index)
    return manager
