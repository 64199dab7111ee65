"""The bundle's own script: the standard library alone, no name used twice, and the same verdict as the program's."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from judging.awards.sealing.script import MODULES, standalone_script
from tests.awards.sealing.conftest import HONEST, OTHER, Contest


def run(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    script = folder / "verify.py"
    script.write_bytes(standalone_script())
    return subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", script, *arguments], capture_output=True, text=True, check=False
    )


@pytest.fixture
def bundle(tmp_path: Path, small: Contest) -> Path:
    path = tmp_path / "result-bundle.zip"
    path.write_bytes(small.bundle())
    return path


def test_it_imports_the_standard_library_only_and_defines_every_name_once() -> None:
    tree = ast.parse(standalone_script())
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {module.split(".")[0] for module in modules} <= sys.stdlib_module_names
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    names += [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_every_module_of_the_folder_is_in_it() -> None:
    from judging.awards.sealing import standalone

    files = {path.stem for path in Path(standalone.__path__[0]).glob("*.py")}
    assert set(MODULES) == files - {"__init__"}


def test_a_whole_bundle_holds(tmp_path: Path, bundle: Path) -> None:
    done = run(tmp_path, bundle)
    assert (done.returncode, done.stderr) == (0, "")
    assert "NOT compared with one that you trust" in done.stdout
    assert "Not recomputed by this script" in done.stdout
    assert done.stdout.endswith("Everything that was checked holds.\n")
    pinned = run(tmp_path, bundle, "--key", HONEST.public_key)
    assert pinned.returncode == 0
    assert "which is the one you gave" in pinned.stdout
    assert "WARNING" not in pinned.stdout


def test_a_folder_and_a_key_in_a_file(tmp_path: Path, bundle: Path) -> None:
    import zipfile

    folder = tmp_path / "unpacked"
    zipfile.ZipFile(bundle).extractall(folder)
    key = tmp_path / "key.txt"
    key.write_text(f" {HONEST.public_key.upper()}\n")
    assert run(tmp_path, folder, "--key", key).returncode == 0
    (folder / "notes.txt").write_text("mine")
    done = run(tmp_path, folder, "--key", key)
    assert done.returncode == 1
    assert "step “manifest” failed at notes.txt" in done.stderr


def test_a_work_is_proved_by_code_and_by_the_digest_on_its_receipt(
    tmp_path: Path, bundle: Path, small: Contest
) -> None:
    work = small.works()[2]
    for wanted in (work.code, work.sha256):
        assert "TH-CCCC is number 3 of 4 works that were promised" in run(tmp_path, bundle, "--work", wanted).stdout
    assert "no work with the code or SHA-256 TH-ZZZZ" in run(tmp_path, bundle, "--work", "TH-ZZZZ").stdout


def test_what_is_wrong_is_named_and_nothing_is_traced(tmp_path: Path, bundle: Path) -> None:
    data = bundle.read_bytes()
    at = data.index(b'"rank": 1')
    bundle.write_bytes(data[:at] + data[at:].replace(b'"rank": 1', b'"rank": 2', 1))
    done = run(tmp_path, bundle)
    assert done.returncode == 1
    assert done.stderr == "verify: step “container” failed at result.json: it is damaged\n"
    missing = run(tmp_path, tmp_path / "nothing.zip")
    assert (missing.returncode, "cannot be read" in missing.stderr) == (1, True)
    other = run(tmp_path, bundle, "--key", OTHER.public_key)
    assert other.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "code"), [([], 2), (["--help"], 0), (["a", "b"], 2), (["a", "--key", "12"], 2), (["--key"], 2)]
)
def test_wrong_usage_says_how(tmp_path: Path, arguments: list[str], code: int) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == code
    assert "usage: python3 -I -S verify.py BUNDLE" in done.stdout or "--key is neither" in done.stderr
