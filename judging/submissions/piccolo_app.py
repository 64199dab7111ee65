"""Tells Piccolo which tables this room has."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from judging.submissions.desk_tables import CheckIn, Likeness, WorkPrint
from judging.submissions.envelopes.tables import Envelope, EnvelopeFile, EnvelopeRow
from judging.submissions.tables import Authorship, Entry, Rendition, Upload, UploadPart, WorkFile

APP_CONFIG = AppConfig(
    app_name="submissions",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=[
        Entry,
        Authorship,
        Upload,
        UploadPart,
        WorkFile,
        Rendition,
        CheckIn,
        WorkPrint,
        Likeness,
        Envelope,
        EnvelopeRow,
        EnvelopeFile,
    ],
    migration_dependencies=["judging.contests.piccolo_app", "judging.accounts.piccolo_app"],
)
