"""Tells Piccolo which tables this room has."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from judging.contests.tables import Category, Contest

APP_CONFIG = AppConfig(
    app_name="contests",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=[Contest, Category],
    migration_dependencies=["judging.accounts.piccolo_app"],
)
