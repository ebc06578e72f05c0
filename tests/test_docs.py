from __future__ import annotations

import re
import subprocess
import sys

import pytest
import typer
from argmine.cli.main import app
from conftest import ROOT

from argmine.report import formats

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _commands() -> list[str]:
    root = typer.main.get_command(app)
    names = []
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        names += [f"{name} {sub}" for sub in command.commands] if hasattr(command, "commands") else [name]
    return names


@pytest.mark.parametrize("command", _commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    group, _, sub = command.partition(" ")
    row = next(line for line in README.splitlines() if line.startswith(f"| `argmine {group}"))
    assert sub in row


@pytest.mark.parametrize("name", formats())
def test_every_report_format_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README or f"--format {name}" in README


def test_the_python_of_the_readme_runs() -> None:
    code = "\n".join(re.findall(r"```python\n(.*?)```", README, re.S))
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "rhetorical_question" in result.stdout


def test_the_guidelines_ship_with_the_package() -> None:
    from importlib import resources

    assert "rhetorical_question" in resources.files("argmine.corpora").joinpath("GUIDELINES.md").read_text("utf-8")


@pytest.mark.parametrize("page", ["README.md", "corpora/README.md"])
def test_every_score_on_a_page_stands_in_a_table_that_a_command_wrote(page: str) -> None:
    tables = [*(ROOT / "benchmarks").glob("*.md"), *(ROOT / "trained").glob("*.md")]
    written = " ".join(path.read_text(encoding="utf-8") for path in tables)
    scores = re.findall(r"0\.\d{3} \[0\.\d{3}, 0\.\d{3}\]", (ROOT / page).read_text(encoding="utf-8"))
    assert scores
    assert [score for score in scores if score not in written] == []
