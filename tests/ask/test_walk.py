"""docs/aan-de-slag.md: its commands run, and what it shows is what is asked."""

import re
import shlex
from pathlib import Path

import pytest
import toml_rs

import ropa
from ropa.cli import run
from ropa.findings import check
from ropa.register import Register
from ropa.source.folder import Folder
from tests.support import TODAY
from tests.test_save import world

__all__ = ["world"]
ROOT = Path(__file__).parent.parent.parent
PAGES = {"aan-de-slag.md": "nl", "getting-started.md": "en"}


def blocks(page: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_make_the_register(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Those without questions, and after them the ones that put things right."""
    monkeypatch.chdir(tmp_path)
    *later, script = blocks(page, "sh")
    for line in [*script.splitlines(), *(line for block in later for line in block.splitlines())]:
        words = shlex.split(line)
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
            continue
        assert words[0] == "ropa"
        said = [*words[1:], "--as-of", TODAY.isoformat(), *(["--yes"] if words[1] == "set" and "--yes" not in words else [])]
        assert run(said) == 0, (line, capsys.readouterr().err)
    register = Register(Folder("register"))
    assert [finding for finding in check(register, TODAY) if finding.severity == "error"] == []
    assert len(register.activities) >= 5
    assert len(register.processors) == 3
    assert len(register.agreements) == 1


@pytest.mark.parametrize(("page", "language"), PAGES.items())
def test_the_questions_that_are_shown_are_the_ones_that_are_asked(page: str, language: str) -> None:
    words = toml_rs.loads((Path(ropa.__file__).parent / "i18n" / language / "ask.toml").read_text("utf-8"))
    asked = {text for table in ("question", "title") for text in _texts(words[table])}
    plain = {re.sub(r"\{\w+\}", "…", text) for text in asked}
    shown = [line.removeprefix("> ") for block in blocks(page, "text") for line in block.splitlines() if re.match(r"[A-Z][^.:]*\?(?! \[)", line)]
    assert len(shown) > 30
    unknown = [line for line in shown if not any(_begins(line, question) for question in plain)]
    assert unknown == []


def _begins(line: str, question: str) -> bool:
    return re.match(re.escape(question).replace("…", ".+"), line) is not None


def _texts(table: dict[str, object]) -> list[str]:
    return [text for value in table.values() for text in (_texts(value) if isinstance(value, dict) else [str(value)])]
