"""Contests and their categories. The rules themselves are one frozen text with its SHA-256."""

from __future__ import annotations

from piccolo.columns import UUID
from piccolo.constraints import Unique
from piccolo.table import Table

from judging.columns import belongs_to, moment, text, whole, words


class Contest(Table, tablename="contest"):
    id = UUID(primary_key=True)
    slug = words(60, unique=True)
    stage = words(12)
    rules = text()  # canonical JSON of ContestRules
    rules_sha256 = words(64)
    source = text()  # the file as the organiser wrote it
    code_seed = words(64)  # from which entry codes and blind codes are cut; never shown
    created_at = moment()
    opened_at = moment(null=True)
    announced_at = moment(null=True)


class Category(Table, tablename="category"):
    id = UUID(primary_key=True)
    contest = belongs_to(Contest)
    key = words(40)
    position = whole()
    category_once = Unique([contest, key])
