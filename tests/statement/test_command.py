"""`ropa statement` as people use it: files, formats, languages, revisions, and what it says beside."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from ropa.cli import run
from ropa.documents.blocks import Heading
from ropa.documents.html import write_html
from ropa.documents.pdf import write_pdf
from ropa.i18n import LANGUAGES
from tests.pdf import ACCESSIBLE, ARCHIVAL, failures
from tests.statement.making import BASE, EXAMPLES, REGISTER, ROOT, made, project
from tests.support import TODAY, write

AS_OF = ["--as-of", TODAY.isoformat()]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return write(tmp_path / "register", BASE)


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.PDF"])
def test_the_same_bytes(register: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "again").mkdir()
    for path in (tmp_path / name, tmp_path / "again" / name):
        assert run(["statement", "--register", str(register), "-o", str(path), *AS_OF]) == 0
    assert (tmp_path / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    assert f"{name} is geschreven" in capsys.readouterr().err


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_bytes_in_any_process(seed: str) -> None:
    """No order of a set decides anything."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "ropa", "statement", "--register", str(REGISTER), *AS_OF]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert done.stdout == (Path(__file__).parent / "golden" / "register.nl.md").read_bytes()


def test_to_the_screen(register: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["statement", "--register", str(register), "-o", "-", *AS_OF]) == 0
    out, err = capfd.readouterr()
    assert out.startswith("# Privacyverklaring van Praktijk Proef\n") and err == ""
    assert run(["statement", "--register", str(register), *AS_OF]) == 0
    assert capfd.readouterr().out == out


def test_a_file_is_replaced_whole_or_not_at_all(register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "verklaring.md"
    path.write_text("oud")
    path.chmod(0o640)
    assert run(["statement", "--register", str(register), "-o", str(path), *AS_OF]) == 0
    assert "Praktijk Proef" in path.read_text("utf-8") and path.stat().st_mode & 0o777 == 0o640
    path.write_text("oud")
    monkeypatch.setattr("os.replace", _full)
    assert run(["statement", "--register", str(register), "-o", str(path), *AS_OF]) == 2
    assert path.read_text() == "oud" and sorted(each.name for each in tmp_path.iterdir()) == ["register", "verklaring.md"]


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "a.docx"], ".pdf"),
        (["-o", "nergens/a.md"], "nergens"),
        (["-o", "map.md"], "map"),
        (["--subjects", "cleints"], "clients"),
        (["--subjects", "donors"], "clients"),
        (["--lang", "es"], "nl"),
        (["--rev", "HEAD"], "git"),
    ],
)
def test_what_cannot_be_done(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (tmp_path / "map.md").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run(["statement", "--register", str(register), *AS_OF, *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and "Traceback" not in err


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_lacks_is_said_item_by_item(language: str, register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(9):
        (register / f"activities/leeg-{number}.toml").write_text('name = "Leeg"\n')
    (register / "activities/stuk.toml").write_text("name = ")
    (register / "templates").mkdir()
    (register / "templates" / "statement.md").write_text("{{ about }}\n\n{{ dpo.name }}\n")
    (register / "templates" / "statment.fr.md").write_text("")
    assert run(["statement", "--register", str(register), "--lang", language, *AS_OF]) == 0
    err = capsys.readouterr().err
    for text in (
        "13",
        "`purposes.purpose`",
        "activities/leeg-0.toml",
        " 4 ",
        "{{ rights }}",
        "{{ rest }}",
        "{{ dpo.name }}",
        "templates/statement.fr.md",
        "ropa check",
    ):
        assert text in err, text
    assert "{" not in err.replace("{{", "").replace("}}", "") and ("Nederlands" in err) is False


def test_a_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    root = write(tmp_path / "repository", {**BASE, "templates/statement.md": "# Toen\n\n{{ about }}\n\n{{ rest }}\n"})
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"):
        monkeypatch.setenv(name, "Anna")
    for name in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "anna@voorbeeld.example")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Toen"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    (root / "templates" / "statement.md").write_text("# Nu\n")
    assert run(["statement", "--register", str(root), "--rev", "HEAD", *AS_OF]) == 0
    then = capfd.readouterr().out
    assert then.startswith("# Toen\n") and "Uw rechten" in then
    assert run(["statement", "--register", str(root), *AS_OF]) == 0
    assert capfd.readouterr().out.startswith("# Nu\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_archival_and_accessible(language: str) -> None:
    data = write_pdf(project(language).document)
    assert failures(data, ARCHIVAL) + failures(data, ACCESSIBLE) == []
    read = pypdfium2.PdfDocument(data)
    assert read.get_metadata_dict()["Title"] == project(language).document.title
    headings = [block.text for block in project(language).document.blocks if isinstance(block, Heading) and block.level == 1]
    assert [each.get_title() for each in read.get_toc()] == headings


def test_of_the_examples_and_with_a_template(tmp_path: Path) -> None:
    for name in EXAMPLES:
        assert failures(write_pdf(made(ROOT / "examples" / name).document), ACCESSIBLE) == []
    shutil.copytree(REGISTER, tmp_path / "register")
    text = "## Kop\n\n- een\n  - twee\n    1. drie\n\n> citaat\n\n| a | b |\n|---|---|\n| c |  |\n\n#### Diep\n\n{{ rest }}\n\n{{ contents }}\n\n## Leeg\n\n-\n"
    write(tmp_path / "register", {"templates/statement.md": text})
    data = write_pdf(made(tmp_path / "register").document)
    assert failures(data, ARCHIVAL) + failures(data, ACCESSIBLE) == []


def test_the_page_links_within_itself() -> None:
    html = write_html(project().document).decode()
    for name in ("about", "rights", "purposes/nieuwsbrief"):
        assert f'id="{name}"' in html and f'href="#{name}"' in html


def test_a_wrong_ending_is_said_in_the_language_of_the_register(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["statement", "--register", str(register), "-o", "x.docx", *AS_OF]) == 2
    assert "Kies een naam" in capsys.readouterr().err


def test_what_is_no_section_is_told_which_there_are(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where nothing is like it, so that the next thing to do is known."""
    write(register, {"templates/statement.md": "{{ wie-wij-zijn }}\n"})
    assert run(["statement", "--register", str(register), "--as-of", "2026-11-22"]) == 2
    said = capsys.readouterr().err
    assert all(name in said for name in ("rights", "complaint", "rest", "controller.name"))
