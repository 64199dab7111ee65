"""`bangvang verify`: the exit code, the step and the record of everything that can be wrong with a file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from judging.awards.sealing.packing import unpack
from judging.cli import main
from tests.awards.sealing.conftest import HONEST, OTHER, Contest, edited, resealed, signed


@pytest.fixture
def bundle(tmp_path: Path, small: Contest) -> Path:
    path = tmp_path / "result-bundle.zip"
    path.write_bytes(small.bundle())
    return path


def test_a_whole_bundle_is_computed_again(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(bundle), "--key", HONEST.public_key, "--work", "TH-BBBB"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "ok      reasons" in out
    assert "Not recomputed" not in out
    assert "TH-BBBB is number 2 of 4 works" in out


def failed(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main(["verify", str(path), *more]) == 1
    out, err = capsys.readouterr()
    assert "Everything that was checked holds" not in out
    assert err.count("\n") == 1
    return err


def test_flipping_a_byte_of_any_file_fails_however_it_is_packed_again(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = unpack(bundle.read_bytes())
    for name, data in files.items():
        changed = {
            **files,
            name: data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :],
        }
        for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            with zipfile.ZipFile(tmp_path / "again.zip", "w", method) as archive:
                for one, content in changed.items():
                    archive.writestr(one, content)
            assert "step “" in failed(tmp_path / "again.zip", capsys)
        folder = tmp_path / f"of-{name}"
        folder.mkdir()
        for one, content in changed.items():
            (folder / one).write_bytes(content)
        assert "step “" in failed(folder, capsys)


def test_packed_again_unchanged_it_holds(bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(tmp_path / "again.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in unpack(bundle.read_bytes()).items():
            archive.writestr(name, data)
    assert main(["verify", str(tmp_path / "again.zip")]) == 0
    assert "packed anew by somebody, with the same files" in capsys.readouterr().out


def test_a_stranger_cannot_sign_and_the_engines_find_what_scripts_cannot(
    bundle: Path, small: Contest, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle.write_bytes(small.bundle(OTHER))
    assert "step “signature” failed at signature.json" in failed(bundle, capsys, "--key", HONEST.public_key)
    assert main(["verify", str(bundle)]) == 0
    assert "WARNING: the key was NOT compared" in capsys.readouterr().out
    lie = edited(
        small.sealed_files(),
        "result.json",
        lambda v: v["categories"][0]["entries"][0]["reason"].update(code="moved_up"),
    )
    bundle.write_bytes(signed(resealed(lie)))
    assert "step “reasons” failed at TH-AAAA" in failed(bundle, capsys)


def test_what_is_no_bundle_is_refused_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.zip").write_text("hello")
    (tmp_path / "empty.zip").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    assert "is it a bundle at all?" in failed(tmp_path / "text.zip", capsys)
    assert "is it a bundle at all?" in failed(tmp_path / "empty.zip", capsys)
    assert "manifest.json: it is missing" in failed(tmp_path / "folder", capsys)
    assert "cannot be read" in failed(tmp_path / "none.zip", capsys)


def test_a_key_that_is_none_is_wrong_usage(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(bundle), "--key", "abc"]) == 2
    assert "--key is neither 64 hexadecimal digits nor a file" in capsys.readouterr().err
