"""`ropa statement --check`, and the N rules in `ropa check`."""

import json
import os
from pathlib import Path

import pytest

from ropa.cli import run
from tests.published.files import docx, paragraph, pdf
from tests.support import base, check_files, codes, write

ROOT = Path(__file__).parent.parent.parent
TEXTS = Path(__file__).parent / "texts"
DAY = ["--as-of", "2026-11-22"]


def command(*arguments: str, register: str = str(ROOT / "register")) -> int:
    return run(["statement", *arguments, "--register", register, *DAY])


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", ["nl", "en", "fr", "de"])
def test_the_page(language: str, width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert command("--check", str(TEXTS / "kort-nl.txt"), "--lang", language) == 1
    page = capsys.readouterr().out
    assert max(len(line) for line in page.splitlines()) <= width
    assert "N802" in page and "Google Analytics" in page and "{" not in page


def test_json_is_not_translated(capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for language in ("nl", "de"):
        assert command("--check", str(TEXTS / "kort-nl.txt"), "--format", "json", "--lang", language) == 1
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    data = json.loads(outputs[0])
    assert data["schema"] == "ropa.statement-check/1" and data["statement"]["language"] == "nl"
    assert data["summary"] == {"covered": 8, "not-found": 8, "cannot-judge": 2, "not-applicable": 3, "differences": 4, "perhaps": 12}
    period = next(each for each in data["differences"] if each["name"] == "statement-period-differs")
    assert period["values"]["period"] == {"years": 10} and period["statement"]["line"] == 21
    assert period["register"] == {
        "record": "activities/facturatie-en-boekhouding",
        "file": "activities/facturatie-en-boekhouding.toml",
        "key": "data[3].retention.years",
    }


@pytest.mark.parametrize(("fail_on", "code"), [("never", 0), ("error", 0), ("warning", 1), ("info", 1)])
def test_exit_codes(fail_on: str, code: int) -> None:
    assert command("--check", str(TEXTS / "kort-nl.txt"), "--fail-on", fail_on) == code
    assert command("--check", str(TEXTS / "policy-en.html"), "--fail-on", fail_on) == (1 if fail_on == "info" else 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--check", "nothing.md"],
        ["--fail-on", "info"],
        ["--check", "x.md", "-o", "y.md"],
        ["--check", ".", "--lang", "fr"],
        ["--check", "x.md", "--format", "xml"],
        ["--check", "x.md", "--statement-lang", "es"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command(*arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.startswith("ropa: ")


def test_a_language_that_is_not_known(tmp_path: Path) -> None:
    text = "Lorem ipsum dolor sit amet consectetur. " * 20
    (tmp_path / "a.md").write_text(text)
    assert command("--check", str(tmp_path / "a.md")) == 2
    assert command("--check", str(tmp_path / "a.md"), "--statement-lang", "en", "--fail-on", "never") == 0


def test_what_a_statement_says_is_no_code_for_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (TEXTS / "kort-nl.txt").read_text("utf-8").replace("Google Analytics", "[bold]Google Analytics\x1b[31m\u202e")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert command("--check", str(tmp_path / "a.txt")) == 1
    page = capsys.readouterr().out
    assert "\x1b" not in page and "\u202e" not in page and "[bold]" in page


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_other_formats_say_the_same(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line for line in (TEXTS / "kort-nl.txt").read_text("utf-8").splitlines() if line]
    broken = [part for line in lines for part in _wrapped(line)]
    data = docx("".join(map(paragraph, lines))) if form == "docx" else pdf([broken[:20], broken[20:]])
    (tmp_path / f"a.{form}").write_bytes(data)
    assert command("--check", str(tmp_path / f"a.{form}"), "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert command("--check", str(TEXTS / "kort-nl.txt"), "--format", "json") == 1
    expected = json.loads(capsys.readouterr().out)
    assert [(item["id"], item["verdict"]) for item in found["items"]] == [(item["id"], item["verdict"]) for item in expected["items"]]
    assert [each["name"] for each in found["differences"]] == [each["name"] for each in expected["differences"]]
    place = next(each for each in found["differences"] if each["name"] == "statement-period-differs")["statement"]
    assert (place["paragraph"], place["page"], place["line"]) == ((11, None, None) if form == "docx" else (None, 1, 18))


def _wrapped(line: str) -> list[str]:
    import textwrap

    return textwrap.wrap(line, 95)


# -- in check --------------------------------------------------------------------------------------------------------------------------------------


def test_nothing_is_imported_where_no_statement_is_named(tmp_path: Path) -> None:
    import subprocess
    import sys

    write(tmp_path, base())
    listed = "sorted(name for name in sys.modules if name.startswith('ropa.published'))"
    script = f"import sys; from ropa.cli import run; run(['check', {str(tmp_path)!r}]); print({listed}, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env={**os.environ, "ROPA_REGISTER": ""})
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_statement_that_is_not_there_is_no_matter_of_these_rules(tmp_path: Path) -> None:
    register = str(base()["register.toml"]) + '\n[statement]\ndocument = { path = "documents/weg.md" }\n'
    assert [code for code in codes(check_files({"register.toml": register})) if code.startswith("N")] == []
    outside = register.replace("documents/weg.md", "../weg.md")
    assert [code for code in codes(check_files({"register.toml": outside})) if code.startswith("N")] == []


def test_a_finding_can_be_accepted() -> None:
    register = str(base()["register.toml"]) + '\n[statement]\ndocument = { path = "documents/p.md" }\n'
    accepted = '[[accepted]]\nrule = "N807"\nrecord = "register"\nreason = "Komt in januari."\nby = "Anna"\non = 2026-11-01\nuntil = 2027-01-31\n'
    files = {"register.toml": register, "documents/p.md": "Volgt nog.\n"}
    assert codes(check_files(files)) == ["N807"]
    assert codes(check_files({**files, "accepted.toml": accepted})) == []
