"""Tells Piccolo which tables this room has."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from judging.accounts.tables import Mail, Membership, Person, Session, SignInAttempt, SignInLink

APP_CONFIG = AppConfig(
    app_name="accounts",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=[Person, Membership, Session, SignInLink, SignInAttempt, Mail],
    migration_dependencies=["judging.piccolo_app"],
)
