"""What is published depends on the templates: they are saved, sealed and told like evidence."""

import subprocess
from pathlib import Path

import pytest

from ropa.cli import run
from ropa.history.files import is_document, is_told, place_of
from tests.statement.making import BASE
from tests.support import TODAY, write

AS_OF = ["--as-of", TODAY.isoformat()]


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write(tmp_path / "register", {**BASE, "templates/statement.md": "{{ rest }}\n"})
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / ".gitconfig").write_text("[user]\nname = Anna Voorbeeld\nemail = anna@voorbeeld.example\n[init]\ndefaultBranch = main\n")
    monkeypatch.setattr("ropa.cli.options.today", lambda: TODAY)
    monkeypatch.chdir(root)
    assert run(["init", "--no-hook"]) == 0
    return root


def test_which_files_are_told() -> None:
    assert is_told("templates/statement.md") and is_document("templates/deep/statement.md") and place_of("templates/statement.md") == "templates/statement.md"
    assert not is_told("templates") and not is_told("elsewhere/statement.md") and not is_document("activities/a.toml")


def test_saved_sealed_and_told(register: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["save", "-m", "Eerste versie"]) == 0
    assert "templates/statement.md" in subprocess.run(["git", "ls-files"], cwd=register, capture_output=True, text=True, check=True).stdout
    assert run(["seal", "-m", "Goedgekeurd"]) == 0
    sealed = subprocess.run(["git", "tag", "-l", "--format=%(contents)"], cwd=register, capture_output=True, text=True, check=True).stdout
    assert "  templates/statement.md" in sealed
    assert run(["verify", *AS_OF]) == 0
    (register / "templates" / "statement.md").write_text("Welkom.\n\n{{ rest }}\n")
    capfd.readouterr()
    assert run(["diff"]) == 1
    assert "templates/statement.md" in capfd.readouterr().out
    assert run(["save", "-m", "Een welkom erbij"]) == 0
    capfd.readouterr()
    assert run(["log", "templates/statement.md"]) == 0
    out = capfd.readouterr().out
    assert "Een welkom erbij" in out and "templates/statement.md" in out
    assert run(["verify", *AS_OF]) == 0
