"""Finds every message id of the sources and says which lack Vietnamese: `python -m judging.web.messages [FOLDER…]`."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
from babel.messages.extract import extract

from judging import errors
from judging.web.i18n import vietnamese

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ("judging", "admin_ui", "media_store")
KEYWORDS: Final[dict[str, Any]] = {
    "_": None, "gettext": None, "N_": None, "lookup": None, "translate": None,
    "ngettext": (1, 2), "translate_plural": (1, 2),
}  # fmt: skip
#: Folders whose sentences only the command line says, in English; and tables' histories, which say nothing.
SILENT: Final = frozenset({"embedded", "operations", "typesetting", "piccolo_migrations"})
#: Which argument is the message, by the name of what is called.
SPOKEN: Final = {
    **{name: 0 for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)},
    **dict.fromkeys(("N_", "lookup", "translate", "phrase"), 0),  # inside f-strings, where Babel does not look
    "problem": 0,
    "FileProblem": 2,
}
#: Readers of files that only commands take: their sentences are English.
COMMAND_LINE_ONLY: Final = frozenset(
    {
        "judging/awards/plan.py",
        "judging/exhibition/commands.py",
        "judging/scoring/assign_command.py",
        "judging/scoring/commands.py",
        "judging/scoring/scorefile.py",
        "judging/scoring/weights.py",
    }
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdg]")


class Message(msgspec.Struct, frozen=True):
    """A message id (`plural` "" when it has one form) and where it is first written."""

    singular: str
    plural: str
    path: str
    line: int


def find_messages(folders: Iterable[Path]) -> list[Message]:
    """The message ids of templates and Python files below the folders, by place; each once."""
    found: dict[str, Message] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix == ".html":
                texts = [*_from_file(path, "jinja2.ext:babel_extract")]
            elif path.suffix == ".py" and SILENT.isdisjoint(path.parts):
                spoken = [] if _place(path) in COMMAND_LINE_ONLY else _from_errors(path)
                texts = [*_from_file(path, "python"), *spoken]
            else:
                continue
            for message in texts:
                found.setdefault(message.singular, message)
    return list(found.values())


def _from_file(path: Path, method: str) -> Iterator[Message]:
    options = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}
    with path.open("rb") as file:
        for line, words, _, _ in extract(method, file, KEYWORDS, options=options):
            singular, plural = (words, "") if isinstance(words, str) else (words[0], words[1])
            if singular:
                yield Message(singular, plural, _place(path), line)


def _from_errors(path: Path) -> Iterator[Message]:
    """What errors and phrases say: `Refused("…", code=code)`, `FileProblem(path, line, "…")`, `phrase("…")`."""
    for node, words in _spoken(path):
        if isinstance(words, ast.Constant) and isinstance(words.value, str):
            yield Message(words.value, "", _place(path), node.lineno)


def _spoken(path: Path) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Calls that say something to a person, with the expression of the message."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            place = SPOKEN.get(name, len(node.args))
            if place < len(node.args):
                yield node, node.args[place]


def made_up(folders: Iterable[Path]) -> list[str]:
    """Where a message is put together (`Refused(f"…{code}")`), so that no translation can be found for it."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            if SILENT.isdisjoint(path.parts) and _place(path) not in COMMAND_LINE_ONLY:
                found += [
                    f"{_place(path)}:{node.lineno}"
                    for node, words in _spoken(path)
                    if isinstance(words, ast.JoinedStr | ast.BinOp)
                ]
    return found


def _place(path: Path) -> str:
    return path.resolve().relative_to(ROOT).as_posix() if path.resolve().is_relative_to(ROOT) else str(path)


def missing(messages: Iterable[Message]) -> list[Message]:
    return [message for message in messages if message.singular not in vietnamese()]


def unlike_placeholders(messages: Iterable[Message]) -> list[Message]:
    """Messages whose translation fills other placeholders than the original."""

    def differs(message: Message) -> bool:
        wanted = set(PLACEHOLDER.findall(message.singular + message.plural))
        return any(set(PLACEHOLDER.findall(text)) != wanted for text in vietnamese().get(message.singular, ()))

    return [message for message in messages if differs(message)]


def skeleton(messages: Iterable[Message]) -> str:
    """Entries for a messages.po, to be filled in."""
    blocks = []
    for message in messages:
        lines = [f"#: {message.path}:{message.line}", f"msgid {_quoted(message.singular)}"]
        if message.plural:
            lines += [f"msgid_plural {_quoted(message.plural)}", 'msgstr[0] ""']
        else:
            lines.append('msgstr ""')
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main(arguments: list[str]) -> int:
    folders = [Path(name) for name in arguments] or [ROOT / package for package in PACKAGES]
    found = find_messages(folders)
    owed = missing(found)
    if owed:
        sys.stdout.write(skeleton(owed) + "\n")
    for message in unlike_placeholders(found):
        sys.stderr.write(f"{message.path}:{message.line}: placeholders differ: {message.singular}\n")
    sys.stderr.write(f"{len(found)} messages, {len(owed)} without Vietnamese\n")
    return 1 if owed or unlike_placeholders(found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
