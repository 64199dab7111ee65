"""The tables that belong to no room: the audit log and the job table."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from judging.audit import AuditLine
from judging.outbox import Job

APP_CONFIG = AppConfig(
    app_name="house",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=[AuditLine, Job],
    migration_dependencies=[],
)
