"""A hall from a TOML file, and works from a CSV file."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

from judging.csvfile import FileProblem, Row, decimal, name, read_rows
from judging.exhibition.hall import Hall, Opening, Wall, Work
from judging.tomlfile import Table, parse_toml, read_toml

LARGEST = 1_000_000
"""Ten kilometres: a longer wall is a slip of the pen."""


def read_hall(path: Path) -> Hall:
    """The hall; FileProblem names the line of what is wrong with it."""
    return _hall(read_toml(path))


def parse_hall(text: str) -> Hall:
    """The same from a text, as the database keeps it."""
    return _hall(parse_toml(normalize("NFC", text.removeprefix("\ufeff")), Path("hall.toml")))


def _hall(file: Table) -> Hall:
    file.only("centre_line", "gap", "wall")
    centre_line, gap = length(file, "centre_line"), length(file, "gap", zero=True)
    walls: dict[str, Wall] = {}
    for table in file.tables("wall"):
        wall = read_wall(table)
        if wall.name in walls:
            raise table.problem(
                "the wall “%(wall)s” stands there twice; give each its own name", "name", wall=wall.name
            )
        walls[wall.name] = wall
    if not walls:
        raise file.problem("there is no wall; add [[wall]] with name, width and height")
    if all(wall.height <= centre_line for wall in walls.values()):
        raise file.problem(
            "the centre line of %(height)s cm is above every wall; lengths are in cm", "centre_line",
            height=f"{centre_line:g}",
        )  # fmt: skip
    return Hall(centre_line, gap, tuple(walls.values()))


def read_wall(table: Table) -> Wall:
    table.only("name", "name_en", "width", "height", "opening")
    wall = Wall(
        table.name("name"),
        length(table, "width"),
        length(table, "height"),
        name_en=table.name("name_en") if "name_en" in table.values else "",
    )
    openings = []
    for part in table.tables("opening"):
        part.only("kind", "x", "y", "width", "height")
        x, y = length(part, "x", zero=True), length(part, "y", zero=True)
        opening = Opening(part.name("kind"), x, y, length(part, "width"), length(part, "height"))
        if opening.x + opening.width > wall.width or opening.y + opening.height > wall.height:
            raise part.problem(
                "the %(opening)s reaches beyond the wall “%(wall)s” (%(size)s); correct its place",
                opening=opening.kind, wall=wall.name, size=f"{wall.width:g} × {wall.height:g} cm",
            )  # fmt: skip
        openings.append(opening)
    return Wall(wall.name, wall.width, wall.height, tuple(openings), wall.name_en)


def length(table: Table, key: str, *, zero: bool = False) -> float:
    """A length in centimetres."""
    value = table.decimal(key, minimum=0)
    if not value and not zero:
        raise table.problem("%(key)s must be more than 0 cm", key, key=key)
    if value is not None and value > LARGEST:
        raise table.problem("%(key)s is longer than ten kilometres; write centimetres", key, key=key)
    return float(value or 0)


def read_works(path: Path) -> list[Work]:
    """The works in the order of the file; FileProblem names the line of what is wrong with it."""
    works: dict[str, Work] = {}
    for row in read_rows(path, required=("work", "width", "height"), optional=("title", "group", "hanging")):
        code = name(row, "work")
        if code in works:
            raise FileProblem(path, row.line, "the work “%(work)s” is listed twice; keep one line", work=code)
        title, group, hanging = (row.values.get(column, "") for column in ("title", "group", "hanging"))
        works[code] = Work(code, side(row, "width"), side(row, "height"), title, group, hanging)
    return list(works.values())


def side(row: Row, column: str) -> float:
    value = decimal(row, column)
    if value is None or value <= 0:
        raise FileProblem(
            row.path, row.line, "the %(column)s must be a length in cm above 0; measure the work", column=column
        )
    if value > LARGEST:
        raise FileProblem(
            row.path, row.line, "the %(column)s is longer than ten kilometres; write centimetres", column=column
        )
    return float(value)
