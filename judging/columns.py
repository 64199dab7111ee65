"""Columns said explicitly: Piccolo's own defaults (0, "", CASCADE, now) hide what is missing."""

from __future__ import annotations

from typing import Any

from piccolo.columns import JSONB, BigInt, Boolean, ForeignKey, Integer, Numeric, Real, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.table import Table


def belongs_to(table: type[Table], *, null: bool = False, unique: bool = False) -> ForeignKey[Any]:
    """A reference that keeps what it points to from being deleted."""
    return ForeignKey(
        table,
        null=null,
        default=None,
        unique=unique,
        index=not unique,
        on_delete=OnDelete.restrict,
        on_update=OnUpdate.restrict,
    )


def words(length: int = 200, *, null: bool = False, unique: bool = False, index: bool = False) -> Varchar:
    return Varchar(length=length, null=null, default=None, unique=unique, index=index)


def text(*, null: bool = False) -> Text:
    return Text(null=null, default=None)


def moment(*, null: bool = False, index: bool = False) -> Timestamptz:
    return Timestamptz(null=null, default=None, index=index)


def whole(*, null: bool = False) -> Integer:
    return Integer(null=null, default=None)


def big(*, null: bool = False) -> BigInt:
    return BigInt(null=null, default=None)


def number(*, null: bool = False) -> Numeric:
    return Numeric(null=null, default=None)


def real(*, null: bool = False) -> Real:
    return Real(null=null, default=None)


def flag(default: bool = False) -> Boolean:
    return Boolean(null=False, default=default)


def document(*, null: bool = False) -> JSONB:
    return JSONB(null=null, default=None)
