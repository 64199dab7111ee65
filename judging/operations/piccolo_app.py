"""This room's tables, for Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from judging.operations.tables import StoreCheck, StoreFault

APP_CONFIG = AppConfig(
    app_name="operations",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=[StoreCheck, StoreFault],
    migration_dependencies=[],
)
