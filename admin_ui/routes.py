"""All pages of organisers, secretaries and the board."""

from __future__ import annotations

from admin_ui.alike_routes import AlikePages
from admin_ui.board_routes import BoardPages
from admin_ui.bulk_routes import BulkPages
from admin_ui.checkin_routes import CheckInPages
from admin_ui.contest_routes import ContestPages
from admin_ui.correction_routes import CorrectionPages
from admin_ui.entry_routes import EntryPages
from admin_ui.envelope_routes import EnvelopeList
from admin_ui.home_routes import HomePages
from admin_ui.jury_routes import JuryPages
from admin_ui.motion_routes import MotionPages
from admin_ui.pin_routes import PinPages
from admin_ui.quality_routes import QualityPages
from admin_ui.record_routes import RecordPages
from admin_ui.result_routes import ResultPages
from admin_ui.show_routes import ShowPages

ROUTES = [
    HomePages,
    ContestPages,
    EntryPages,
    EnvelopeList,
    CorrectionPages,
    PinPages,
    CheckInPages,
    AlikePages,
    BulkPages,
    JuryPages,
    ResultPages,
    QualityPages,
    BoardPages,
    MotionPages,
    ShowPages,
    RecordPages,
]
