"""`ropa accept`: only what has an effect is written, and nothing else in the file changes."""

from pathlib import Path

import pytest
import toml_rs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.cli import run
from tests.support import TODAY, base, write

AS_OF = ["--as-of", TODAY.isoformat()]
LATER = ["--until", "2027-06-30", "--by", "Anna Voorbeeld"]
BEFORE = """# Wat wij hebben aanvaard.

[[accepted]] # de eerste
rule = "draft-stale"
record = "activities/oud"   # drie spaties
reason = "x"
by = "y"
on = 2026-01-01
until = 2027-01-01
"""
ACTIVITY = 'name = "Proef"\nprocessors = "none"\n'


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return write(tmp_path / "register", {**base(), "activities/proef.toml": ACTIVITY, "accepted.toml": BEFORE})


def accept(register: Path, *arguments: str) -> int:
    return run(["accept", *arguments, "--register", str(register), *AS_OF, *([] if "--dry-run" in arguments else ["--yes"])])


def test_entry_is_added_and_the_finding_is_accepted(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert accept(register, "D301", "activities/proef", "--reason", "Volgt in januari", *LATER) == 0
    text = (register / "accepted.toml").read_text("utf-8")
    assert text.startswith(BEFORE)
    assert toml_rs.loads(text)["accepted"][1]["rule"] == "data-subjects"
    capsys.readouterr()
    run(["check", str(register), *AS_OF, "--select", "D301"])
    assert capsys.readouterr().out == ""


def test_dry_run_writes_nothing(register: Path) -> None:
    assert accept(register, "D301", "activities/proef", "--reason", "x", *LATER, "--dry-run") == 0
    assert (register / "accepted.toml").read_text("utf-8") == BEFORE


def test_file_is_made_where_there_is_none(register: Path) -> None:
    (register / "accepted.toml").unlink()
    assert accept(register, "data-subjects", "activities/proef.toml", "--reason", "x", *LATER) == 0
    assert len(toml_rs.loads((register / "accepted.toml").read_text("utf-8"))["accepted"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["Z999", "activities/proef", "--reason", "x", *LATER], id="no-such-rule"),
        pytest.param(["D301", "activities/niemand", "--reason", "x", *LATER], id="no-such-record"),
        pytest.param(["F001", "activities/proef", "--reason", "x", *LATER], id="rule-that-cannot-be-accepted"),
        pytest.param(["D301", "activities/proef", "--reason", " ", *LATER], id="no-reason"),
        pytest.param(["D301", "activities/proef", "--reason", "x", "--by", "y", "--until", "2026-11-21"], id="past"),
        pytest.param(["D301", "activities/proef", "--reason", "x", "--by", "y", "--until", "soon"], id="no-date"),
        pytest.param(["D301", "activities/proef", "--reason", "x"], id="options-missing"),
    ],
)
def test_what_has_no_effect_is_refused(register: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert accept(register, *arguments) == 2
    assert capsys.readouterr().err.startswith("ropa: ")
    assert (register / "accepted.toml").read_text("utf-8") == BEFORE


@pytest.mark.parametrize("broken", ["a = = 1\n", "accepted = 5\n", b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_left_alone(register: Path, broken: str | bytes) -> None:
    write(register, {"accepted.toml": broken})
    before = (register / "accepted.toml").read_bytes()
    assert accept(register, "D301", "activities/proef", "--reason", "x", *LATER) == 2
    assert (register / "accepted.toml").read_bytes() == before


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reason=st.text(min_size=1, max_size=60).filter(lambda text: text.strip() and "\x00" not in text))
def test_any_reason_is_text_and_nothing_more(register: Path, reason: str) -> None:
    write(register, {"accepted.toml": BEFORE})
    if accept(register, "D301", "activities/proef", f"--reason={reason}", *LATER) == 0:
        text = (register / "accepted.toml").read_bytes().decode()
        assert text.startswith(BEFORE)
        assert toml_rs.loads(text)["accepted"][1]["reason"] == reason


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(BEFORE.rstrip("\n"), id="no-line-end"),
        pytest.param(BEFORE + "# tot hier", id="comment-without-line-end"),
        pytest.param(BEFORE.replace("\n", "\r\n"), id="line-ends-of-windows"),
        pytest.param("", id="empty"),
        pytest.param("# alleen een opmerking\n", id="comment"),
    ],
)
def test_what_was_there_stays_and_the_entry_is_one_more(register: Path, before: str) -> None:
    write(register, {"accepted.toml": before})
    assert accept(register, "D301", "activities/proef", "--reason", "x", *LATER) == 0
    after = (register / "accepted.toml").read_bytes()
    assert after.startswith(before.encode())
    assert len(toml_rs.loads(after.decode())["accepted"]) == before.count("[[accepted]]") + 1
    assert (b"\r\n" in after) == ("\r\n" in before)
    assert after.count(b"\n") == after.count(b"\r\n") or "\r\n" not in before


def test_an_entry_goes_where_the_others_are(register: Path) -> None:
    write(register, {"accepted.toml": "accepted = [] # nog geen\n"})
    assert accept(register, "D301", "activities/proef", "--reason", "x", *LATER) == 0
    text = (register / "accepted.toml").read_text("utf-8")
    assert text.startswith("accepted = [{ rule =")
    assert text.endswith("}] # nog geen\n")
