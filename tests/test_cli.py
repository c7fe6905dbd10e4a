"""The command as people and scripts use it: exit codes, formats, where it looks for the register."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from ropa.cli import run
from tests.support import TODAY, base, write

AS_OF = ["--as-of", TODAY.isoformat()]
ERROR = {"activities/test.toml": 'name = "Proef"\nprocessors = ["niemand"]\n'}


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return write(tmp_path / "register", {**base(), **ERROR})


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return write(tmp_path / "clean", base())


def test_exit_codes(register: Path, clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(clean), *AS_OF]) == 0
    assert run(["check", str(register), *AS_OF]) == 1
    assert run(["check", str(register), *AS_OF, "--fail-on", "never"]) == 0
    assert run(["check", str(register), *AS_OF, "--ignore", "F,C,P,D,T,V,S,A,W"]) == 0
    assert run(["check", str(register / "nowhere"), *AS_OF]) == 2
    assert run(["check", str(register), *AS_OF, "--format", "yaml"]) == 2
    assert run(["check", str(register), "--as-of", "yesterday"]) == 2
    assert run(["check", str(register), *AS_OF, "--select", "Z999"]) == 2
    assert run(["chekc"]) == 2
    assert run(["check", "--bogus"]) == 2
    assert run(["check", "--as-of"]) == 2
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert all(line for line in err.splitlines())


def test_a_bug_is_a_report_and_code_3(register: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("made for the test")

    monkeypatch.setattr("ropa.findings._run", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run(["check", str(register), *AS_OF]) == 3
    err = capsys.readouterr().err
    assert "Traceback" not in err
    [report] = tmp_path.glob("ropa-bug-*.txt")
    assert report.name in err
    assert "ZeroDivisionError" in report.read_text("utf-8")


def test_interrupted_is_130(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ropa.findings._run", interrupted)
    assert run(["check", str(register), *AS_OF]) == 130


def test_register_is_found_from_below_and_beside(register: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in (register, register / "activities", register.parent):
        monkeypatch.chdir(folder)
        assert run(["check", *AS_OF, "--format", "json"]) == 1
        found = json.loads(capsys.readouterr().out)
        finding = next(f for f in found["findings"] if f["rule"] == "F010")
        assert os.path.samefile(finding["file"], register / "activities" / "test.toml")
    monkeypatch.chdir("/")
    assert run(["check", *AS_OF]) == 2
    monkeypatch.setenv("ROPA_REGISTER", str(register))
    assert run(["check", *AS_OF]) == 1


def test_json_is_what_was_promised(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(register), *AS_OF, "--format", "json", "--lang", "en"])
    document = json.loads(capsys.readouterr().out)
    assert {key: document[key] for key in ("schema", "register", "revision", "as_of")} == {
        "schema": "ropa.findings/1",
        "register": str(register),
        "revision": None,
        "as_of": "2026-11-22",
    }
    assert set(document["summary"]) == {"error", "warning", "info", "accepted"}
    finding = next(f for f in document["findings"] if f["rule"] == "F010")
    assert list(finding) == ["rule", "name", "severity", "accepted", "record", "file", "key", "line", "column", "message", "hint", "law"]
    assert (finding["name"], finding["record"], finding["key"], finding["line"], finding["column"]) == (
        "missing-reference",
        "activities/test",
        "processors[0]",
        2,
        15,
    )


def test_machine_output_goes_to_stdout_alone_and_is_the_same_each_time(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for _ in range(2):
        run(["check", str(register), *AS_OF, "--format", "json"])
        out, err = capsys.readouterr()
        assert err == ""
        outputs.append(out)
    assert outputs[0] == outputs[1]


def test_sarif(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(register), *AS_OF, "--format", "sarif"])
    document = json.loads(capsys.readouterr().out)
    [sarif_run] = document["runs"]
    rules = sarif_run["tool"]["driver"]["rules"]
    for result in sarif_run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1


def test_github(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(register), *AS_OF, "--format", "github", "--select", "F010"])
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith("::error file=")
    assert "line=2,col=15,title=F010 missing-reference::" in line


def test_junit(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(register), *AS_OF, "--format", "junit"])
    root = ET.fromstring(capsys.readouterr().out)
    [suite] = root
    assert int(suite.get("failures", "")) == len(suite.findall(".//failure")) > 0
    assert int(suite.get("tests", "")) == len(suite.findall("testcase"))


def test_concise_is_one_line_a_finding(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(register), *AS_OF, "--select", "missing-reference"])
    out, err = capsys.readouterr()
    assert out.startswith(f"{register}/activities/test.toml:2:15: error F010 missing-reference: ")
    assert len(out.splitlines()) == 1
    assert "1 fout" in err


def test_text_shows_the_line_and_what_to_do(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(register), *AS_OF, "--format", "text", "--select", "F010"])
    out = capsys.readouterr().out
    assert '   2 | processors = ["niemand"]' in out
    assert "→" in out
    assert "ropa rule F010" in out


def test_several_registers_give_one_table_and_one_document(register: Path, clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(register), str(clean), *AS_OF, "--format", "text"]) == 1
    assert str(clean) in capsys.readouterr().out
    assert run(["check", str(register), str(clean), *AS_OF, "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "ropa.findings-list/1"
    assert [report["summary"]["error"] > 0 for report in document["registers"]] == [True, False]


def test_select_and_ignore(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(register), *AS_OF, "--format", "json", "--select", "F", "--ignore", "F010"])
    assert {f["rule"][0] for f in json.loads(capsys.readouterr().out)["findings"]} <= {"F"}


@pytest.mark.parametrize("lang", ["nl", "en", "fr", "de"])
def test_every_verb_in_every_language(lang: str, register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in (
        ["check", "--format", "text"],
        ["overview"],
        ["list", "activities"],
        ["list", "processors"],
        ["list", "agreements"],
        ["list", "locations"],
        ["list", "measures"],
        ["show", "client-administration"],
        ["show", "processors/praktijkpakket"],
        ["show", "register"],
        ["transfers"],
        ["agenda", "--days", "3000"],
    ):
        code = run([*verb, "--register", str(register), "--lang", lang, *AS_OF])
        out, err = capsys.readouterr()
        assert code in (0, 1), err
        assert "{" not in out.replace("[", "")  # no placeholder is left
        assert out.strip()
    assert run(["rule", "T401", "--lang", lang]) == 0
    assert run(["rule", "--lang", lang]) == 0


def test_show_says_what_is_near(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "processors/praktijkpaket", "--register", str(register), *AS_OF]) == 2
    assert "processors/praktijkpakket" in capsys.readouterr().err


def test_agenda_as_a_calendar(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import icalendar

    target = tmp_path / "agenda.ics"
    for _ in range(2):
        assert run(["agenda", "--register", str(register), *AS_OF, "--days", "3000", "--ics", str(target)]) == 0
    calendar = icalendar.Calendar.from_ical(target.read_bytes())
    assert calendar.walk("VEVENT")
    assert run(["agenda", "--register", str(register), *AS_OF, "--ics", str(tmp_path / "no" / "such" / "folder.ics")]) == 2


def test_help_rule_and_completion_never_read_a_register(tmp_path: Path) -> None:
    """They work in an empty folder, and load neither the reader nor the model."""
    script = "import sys; from ropa.cli import run; run(sys.argv[1:]); sys.exit(any(m in sys.modules for m in ('ropa.register', 'tree_sitter')) * 9)"
    for arguments in (["--help"], ["check", "--help"]):
        done = subprocess.run([sys.executable, "-c", script, *arguments], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    done = subprocess.run([sys.executable, "-m", "ropa", "rule", "T401"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0
