"""The map as a picture, and what the command says where it cannot be drawn or written."""

from __future__ import annotations

import os
import pty
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from argmine.cli.main import app
from conftest import EXAMPLE, ROOT
from typer.testing import CliRunner

from argmine.analyzer import Analyzer
from argmine.report.layout import lay_out
from argmine.report.png import LARGEST, SCALE, SIGNATURE
from argmine.report.report import Report


def _size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(SIGNATURE)
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.fixture
def example(analyzer: Analyzer) -> Report:
    return analyzer.analyze(EXAMPLE.read_text(encoding="utf-8"))


def test_the_picture_has_the_size_of_the_map(example: Report) -> None:
    pytest.importorskip("matplotlib")
    drawn = lay_out(example)
    assert _size(example.to_png()) == (drawn.width * SCALE, drawn.height * SCALE)


def test_an_empty_map_is_a_picture_too(analyzer: Analyzer) -> None:
    pytest.importorskip("matplotlib")
    for text in ("", "يجب أن نسأل."):
        assert max(_size(analyzer.analyze(text).to_png())) < LARGEST


def test_text_with_dollars_latin_and_unknown_signs_is_drawn(analyzer: Analyzer) -> None:
    pytest.importorskip("matplotlib")
    report = analyzer.analyze("قال NATO إن الكلفة $5 و$6 أمس 🧿. يجب أن نرفض هذه الخطة. فهل نصدقها؟")
    assert _size(report.to_png())


def test_a_picture_is_not_text(example: Report) -> None:
    with pytest.raises(ValueError, match="to_png"):
        example.render("png")


def test_the_command_writes_pictures_into_a_file_and_a_folder(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    runner = CliRunner()
    assert runner.invoke(app, ["report", str(EXAMPLE), "-f", "png", "-o", str(tmp_path / "map.png")]).exit_code == 0
    assert _size((tmp_path / "map.png").read_bytes())
    (tmp_path / "out").mkdir()
    assert runner.invoke(app, ["report", str(EXAMPLE), "-f", "png", "-o", str(tmp_path / "out")]).exit_code == 0
    assert _size((tmp_path / "out" / "bridge.png").read_bytes())
    two = runner.invoke(app, ["report", str(EXAMPLE), str(EXAMPLE), "-f", "png"])
    assert two.exit_code == 2
    assert "folder" in two.output


def test_a_missing_matplotlib_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = CliRunner().invoke(app, ["report", str(EXAMPLE), "-f", "png", "-o", str(tmp_path / "map.png")])
    assert result.exit_code == 1
    assert "argmine[png]" in result.output
    assert not list(tmp_path.iterdir())


def test_a_picture_is_not_written_to_a_terminal() -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "argmine.cli", "report", str(EXAMPLE), "-f", "png"]
    result = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT)
    os.close(theirs)
    os.close(ours)
    assert result.returncode == 2
    assert "-o" in result.stderr
