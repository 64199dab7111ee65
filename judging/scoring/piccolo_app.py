"""Tells Piccolo which tables this room has."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from judging.scoring.tables import Ballot, Conflict, Panel, PanelJuror

APP_CONFIG = AppConfig(
    app_name="scoring",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=[Panel, PanelJuror, Conflict, Ballot],
    migration_dependencies=["judging.submissions.piccolo_app", "judging.accounts.piccolo_app"],
)
