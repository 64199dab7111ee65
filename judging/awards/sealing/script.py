"""The bundle's own `verify.py`: the modules of `standalone`, written one after the other. Pure."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

PACKAGE = "judging.awards.sealing.standalone"
MODULES = (
    "faults",
    "canonical",
    "merkle",
    "ed25519",
    "container",
    "documents",
    "promises",
    "ballot_checks",
    "mixed_model",
    "own_lists",
    "score_checks",
    "rank_checks",
    "decision_checks",
    "prize_checks",
    "board_checks",
    "steps",
    "program",
)
HEAD = '''\
#!/usr/bin/env python3
"""Checks a sealed result of a competition run with Bảng Vàng. Run it so:

    python3 -I -S verify.py result-bundle.zip --key KEY

It needs Python 3.10 or newer, no network and nothing installed, and it writes nothing. It is made of the same modules
that the program `bangvang verify` uses, one below the other. Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0
"""

from __future__ import annotations

'''


@cache
def standalone_script() -> bytes:
    """One file that imports only the standard library."""
    imports: set[tuple[str, str]] = set()
    bodies = [_body(name, imports) for name in MODULES]
    return "\n\n\n".join([HEAD + _spelled(imports), *bodies]).encode() + b"\n"


def _body(name: str, imports: set[tuple[str, str]]) -> str:
    """A module without its imports, which are collected; its docstring becomes a comment."""
    source = (Path(__file__).parent / "standalone" / f"{name}.py").read_text("utf-8")
    lines = source.split("\n")
    tree = ast.parse(source)
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            lines[node.lineno - 1 : node.end_lineno] = [""] * ((node.end_lineno or node.lineno) - node.lineno + 1)
            if not (isinstance(node, ast.ImportFrom) and node.module in ("__future__", *_own())):
                module = node.module if isinstance(node, ast.ImportFrom) else ""
                imports.update((module or "", alias.name) for alias in node.names)
    docstring = tree.body[0]
    lines[: docstring.end_lineno] = [
        f"# {line}".rstrip() for line in ["-" * 30, *(ast.get_docstring(tree) or "").split("\n")]
    ]
    comment = "\n".join(line for line in lines[: lines.index("")])
    return f"{comment}\n\n" + "\n".join(lines[lines.index("") :]).strip("\n")


def _own() -> tuple[str, ...]:
    return tuple(f"{PACKAGE}.{name}" for name in MODULES)


def _spelled(imports: set[tuple[str, str]]) -> str:
    """(module, name) pairs as statements; without a module the name is one."""
    modules = sorted({module for module, _ in imports if module})
    plain = [f"import {name}" for module, name in sorted(imports) if not module]
    named = [
        f"from {one} import {', '.join(sorted(name for module, name in imports if module == one))}" for one in modules
    ]
    return "\n".join([*plain, *named])
