"""The database as it stands at one moment: its tables out as CSV, and in again. Knows no table but what must stay out.

COPY by the driver rather than pg_dump: neither the server's nor a tool's version matters, today or in ten years.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import IO, Any, Final

import asyncpg
import msgspec

from judging.db import connection_config
from judging.errors import Refused
from judging.operations.archive import Reader, TableFacts, Writer

MIGRATIONS: Final = "migration"
#: Files that are still on their way: their parts may go at any moment. Their senders send them again.
KEPT_ROWS: Final = {"upload": "sealed_at IS NOT NULL", "upload_part": "false"}
#: Tables with rows of which a system is still empty: what its own worker writes.
OF_THE_HOUSE: Final = frozenset({MIGRATIONS, "job", "store_check", "store_fault"})
_PLAIN: Final = {"timezone": "UTC", "datestyle": "ISO, YMD", "intervalstyle": "iso_8601", "extra_float_digits": "1"}
_CONTENT_KEY: Final = re.compile(r"^[a-z]+/[0-9a-f]{2}/[0-9a-f]{64}([.]|$)")
_TABLES: Final = """
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') GROUP BY c.relname ORDER BY c.relname COLLATE "C"
"""
_NEEDS: Final = """
    SELECT DISTINCT t.relname AS name, r.relname AS needs FROM pg_constraint k
    JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid WHERE k.contype = 'f'
"""

Connection = Any  # asyncpg has no types


class Named(msgspec.Struct, frozen=True):
    """An object that rows name. What they do not say of it is None."""

    key: str
    size: int | None
    sha256: str | None
    waiting: bool = False  # named only by an upload that nobody has claimed: it may go away at any moment


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Connection]:
    """Raises Refused where the database does not let us in."""
    try:
        connection = await asyncpg.connect(**connection_config(url), server_settings=_PLAIN, timeout=10)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        why = error.args[0] if error.args else type(error).__name__
        raise Refused("The database cannot be reached (%(why)s); ask “bangvang doctor”.", why=why) from None
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def one_moment(url: str) -> AsyncIterator[Connection]:
    """A connection on which everything read is as it was when the block began."""
    async with connected(url) as connection, connection.transaction(isolation="repeatable_read", readonly=True):
        await connection.execute("SELECT 1")  # the moment is the first statement's
        yield connection


async def tables(connection: Connection) -> dict[str, list[str]]:
    """Names of tables and of their columns; Piccolo's own list of migrations is not among them."""
    return {row["name"]: row["columns"] for row in await connection.fetch(_TABLES) if row["name"] != MIGRATIONS}


async def applied(connection: Connection) -> tuple[tuple[str, str], ...]:
    """(room, migration) in order; nothing where there are no tables yet."""
    if await connection.fetchval("SELECT to_regclass($1)", MIGRATIONS) is None:
        return ()
    rows = await connection.fetch(f"SELECT app_name, name FROM {MIGRATIONS} ORDER BY app_name, name")  # noqa: S608
    return tuple((row["app_name"], row["name"]) for row in rows)


async def must_be_current(connection: Connection) -> None:
    """Raises Refused where the tables are an older version's."""
    if await connection.fetchval("SELECT to_regclass('store_check')") is None:
        raise Refused("The tables are of an older version; start the system once with “bangvang up”.")


async def sequences(connection: Connection) -> dict[str, int]:
    rows = await connection.fetch(
        "SELECT sequencename AS name, last_value FROM pg_sequences WHERE schemaname = current_schema()"
        " AND last_value IS NOT NULL AND sequencename NOT LIKE $1 ORDER BY 1",
        f"{MIGRATIONS}%",
    )
    return {row["name"]: row["last_value"] for row in rows}


async def named_objects(connection: Connection, *, after: str = "", limit: int | None = None) -> list[Named]:
    """The objects that rows name, by key, each once; `after` a key, at most `limit` of them.

    A row names an object in `storage_key`, with its size and SHA-256 beside it, or in another column `…_key` that holds
    a key by content: so a room that stores something new need not be known here.
    """
    sources = [
        _naming(name, column, columns)
        for name, columns in (await tables(connection)).items()
        for column in columns
        if column.endswith("_key") and name not in OF_THE_HOUSE
    ]
    rows = await connection.fetch(
        f'SELECT DISTINCT ON (key COLLATE "C") * FROM ({" UNION ALL ".join(sources)}) AS named'  # noqa: S608
        ' WHERE key COLLATE "C" > $1 ORDER BY key COLLATE "C", waiting, sha256 LIMIT $2',
        after, limit,
    ) if sources else []  # fmt: skip
    return [Named(row["key"], row["size"], row["sha256"] or digest_in(row["key"]), row["waiting"]) for row in rows]


def _naming(table: str, column: str, columns: list[str]) -> str:
    """SELECT of the objects that a column names."""
    beside = [one for one in ("size", "sha256") if one in columns and column == "storage_key"]
    size, sha256 = (one if one in beside else "NULL" for one in ("size", "sha256"))
    which = "IS NOT NULL" if column == "storage_key" else f"~ '{_CONTENT_KEY.pattern}'"
    return (
        f"SELECT {_quoted(column)}::text AS key, {size}::bigint AS size, {sha256}::text AS sha256,"  # noqa: S608
        f" {table == 'upload'} AS waiting FROM (SELECT * FROM {_rows(table)}) AS kept"
        f" WHERE {_quoted(column)}::text {which}"
    )


async def copy_out(connection: Connection, writer: Writer) -> tuple[TableFacts, ...]:
    """Every table into the archive."""
    facts = []
    for name, columns in (await tables(connection)).items():
        with writer.member(f"database/{name}.csv") as out:
            facts.append(await _copied(connection, name, columns, out))
    return tuple(facts)


async def digest(connection: Connection, table: TableFacts) -> TableFacts:
    """The table as it would be written now, in the columns of `table`."""
    return await _copied(connection, table.name, list(table.columns), None)


async def _copied(connection: Connection, name: str, columns: list[str], out: IO[bytes] | None) -> TableFacts:
    sha256 = hashlib.sha256()

    async def take(chunk: bytes) -> None:
        sha256.update(chunk)
        if out is not None:
            out.write(chunk)

    quoted = _list(columns)
    # In an order that depends neither on the database's collation nor on how the rows lie.
    query = f'SELECT {quoted} FROM {_rows(name)} ORDER BY ROW({quoted})::text COLLATE "C"'  # noqa: S608
    status = await connection.copy_from_query(query, output=take, format="csv", header=True)
    return TableFacts(name, tuple(columns), int(status.split()[-1]), sha256.hexdigest())


async def copy_in(connection: Connection, reader: Reader, facts: TableFacts) -> None:
    """Raises FileProblem where the file is damaged, Refused where the rows are not as they were."""
    with reader.checked(f"database/{facts.name}.csv", facts.sha256) as chunks:
        await connection.copy_to_table(
            facts.name, source=_in_turn(chunks), columns=facts.columns, format="csv", header=True
        )
    if await digest(connection, facts) != facts:
        raise Refused("The table %(name)s is not as it was after its restore; nothing was kept.", name=facts.name)


async def _in_turn(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
        await asyncio.sleep(0)


async def in_order(connection: Connection, names: list[str]) -> list[str]:
    """Tables so that each comes after those which its foreign keys point to."""
    needs: dict[str, set[str]] = {name: set() for name in names}
    for row in await connection.fetch(_NEEDS):
        if row["name"] in needs and row["needs"] in needs and row["name"] != row["needs"]:
            needs[row["name"]].add(row["needs"])
    ordered: list[str] = []
    while needs:
        free = sorted(name for name, wanted in needs.items() if not wanted - set(ordered))
        if not free:
            raise RuntimeError(f"foreign keys in a circle: {', '.join(sorted(needs))}")
        ordered += free
        needs = {name: wanted for name, wanted in needs.items() if name not in free}
    return ordered


async def is_empty(connection: Connection) -> bool:
    """Whether no table has a row but those that a system without contests and people writes by itself."""
    for name in await tables(connection):
        if name not in OF_THE_HOUSE and await connection.fetchval(f"SELECT EXISTS (SELECT FROM {_quoted(name)})"):  # noqa: S608
            return False
    return True


async def set_sequences(connection: Connection, values: dict[str, int]) -> None:
    for name, value in values.items():
        await connection.execute("SELECT setval($1::text::regclass, $2)", _quoted(name), value)


def digest_in(key: str) -> str | None:
    """The SHA-256 in a key by content, None in any other key."""
    return key.split("/")[2][:64] if _CONTENT_KEY.match(key) else None


def _rows(table: str) -> str:
    kept = KEPT_ROWS.get(table)
    return f"{_quoted(table)} WHERE {kept}" if kept else _quoted(table)


def _list(columns: list[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
