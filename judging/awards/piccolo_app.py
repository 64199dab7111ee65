"""Tells Piccolo which tables this room has."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from judging.awards.tables import (
    Approval,
    BoardMeeting,
    Bundle,
    Commitment,
    EntryResult,
    JurorResult,
    Motion,
    MotionVote,
    ResultRun,
    ResultStudy,
    Seal,
)

APP_CONFIG = AppConfig(
    app_name="awards",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=[
        ResultRun,
        EntryResult,
        JurorResult,
        ResultStudy,
        BoardMeeting,
        Motion,
        MotionVote,
        Approval,
        Commitment,
        Seal,
        Bundle,
    ],
    migration_dependencies=["judging.scoring.piccolo_app"],
)
