"""Tells Piccolo which tables this room has."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from judging.exhibition.tables import HallFile, Placement

APP_CONFIG = AppConfig(
    app_name="exhibition",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=[HallFile, Placement],
    migration_dependencies=["judging.awards.piccolo_app"],
)
