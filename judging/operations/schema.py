"""Tables as an older version of this program made them: `python -m judging.operations.schema` in a process of its own,
whose environment names the database. Reads JSON [[room, migration], …] from standard input and applies these alone.

With `--known` nothing is applied. Exits with UNKNOWN where this program does not know one of them.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import sys

UNKNOWN = 3


async def known() -> set[tuple[str, str]]:
    from piccolo.apps.migrations.commands.base import BaseMigrationManager

    manager = BaseMigrationManager()
    return {
        (str(app.APP_CONFIG.app_name), number)
        for app in manager.get_app_modules()
        for number in manager.get_migration_modules(str(app.APP_CONFIG.migrations_folder_path))
    }


async def apply(wanted: set[tuple[str, str]]) -> None:
    """Room by room, as an upgrade would do it. Raises RuntimeError."""
    from piccolo.apps.migrations.commands.base import BaseMigrationManager
    from piccolo.apps.migrations.commands.forwards import run_forwards

    for room in BaseMigrationManager().get_sorted_app_names():
        numbers = [number for of, number in wanted if of == room]
        if numbers:
            with contextlib.redirect_stdout(io.StringIO()):
                result = await run_forwards(room, max(numbers))
            if not result.success:
                raise RuntimeError(f"{room}: {result.message}")


def main() -> int:
    wanted = {(room, number) for room, number in json.load(sys.stdin)}
    if wanted - asyncio.run(known()):
        return UNKNOWN
    if "--known" not in sys.argv:
        asyncio.run(apply(wanted))
    return 0


if __name__ == "__main__":
    sys.exit(main())
