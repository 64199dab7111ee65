"""The hall and where each work hangs in it."""

from __future__ import annotations

from piccolo.columns import UUID
from piccolo.constraints import Unique
from piccolo.table import Table

from judging.columns import belongs_to, moment, real, text, whole, words
from judging.contests.tables import Contest
from judging.submissions.tables import Entry


class HallFile(Table, tablename="hall"):
    id = UUID(primary_key=True)
    contest = belongs_to(Contest, unique=True)
    source = text()  # TOML: walls and openings, in cm
    updated_at = moment()


class Placement(Table, tablename="placement"):
    """Lower left corner from the wall's lower left corner, in cm."""

    id = UUID(primary_key=True)
    contest = belongs_to(Contest)
    entry = belongs_to(Entry, unique=True)
    number = whole()  # along the whole hang, from 1
    wall = words(100)
    x = real()
    y = real()
    width = real()
    height = real()
    placement_once = Unique([contest, number])
