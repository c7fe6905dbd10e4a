"""`ropa fmt`: files in order, named or written; what cannot be read is left alone and named."""

from pathlib import Path

import pytest

from ropa.cli import run
from tests.support import TODAY, base, write

AS_OF = ["--as-of", TODAY.isoformat()]
CARELESS = '# Over de proef.\nrole="controller"\nname = "Proef" # zo heet het\n'
IN_ORDER = 'name = "Proef" # zo heet het\n# Over de proef.\nrole = "controller"\n'


@pytest.fixture
def register(tmp_path: Path) -> Path:
    root = write(tmp_path / "register", {**base(), "activities/proef.toml": CARELESS})
    assert run(["fmt", "--register", str(root), "--yes", *AS_OF]) == 0
    return write(root, {"activities/proef.toml": CARELESS})


def fmt(register: Path, *arguments: str) -> int:
    return run(["fmt", *arguments, "--register", str(register), *AS_OF])


def test_files_in_order_are_written(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in register.rglob("*.toml")}
    capsys.readouterr()
    assert fmt(register, "--yes") == 0
    said = capsys.readouterr()
    assert "-role" in said.out
    assert "proef.toml" in said.err
    proef = register / "activities" / "proef.toml"
    assert proef.read_text("utf-8") == IN_ORDER
    assert {path: path.read_bytes() for path in register.rglob("*.toml") if path != proef} == {path: data for path, data in before.items() if path != proef}
    assert fmt(register, "--yes") == 0
    assert "niets te wijzigen" in capsys.readouterr().err


def test_check_names_the_files_and_writes_nothing(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["fmt", "--check", "--register", str(register)]) == 1  # asks for no day
    said = capsys.readouterr()
    assert said.out == f"{register}/activities/proef.toml\n"
    assert said.err == "1 bestand staat niet in de vaste volgorde en opmaak. Dat zet u recht met: ropa fmt\n"
    assert (register / "activities" / "proef.toml").read_text("utf-8") == CARELESS
    fmt(register, "--yes")
    capsys.readouterr()
    assert fmt(register, "--check") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (["activities/proef"], 1),
        (["proef"], 1),
        (["activity/proef"], 1),
        (["activities"], 1),
        (["register/activities/"], 1),
        (["register/activities/proef.toml"], 1),
        (["measures", "register", "register/measures.toml", "processors", "vocabulary"], 0),
        (["measures", "activities/proef"], 1),
        (["activities/bestaat-niet"], 2),
        (["onzin"], 2),
        (["onzin/x"], 2),
    ],
)
def test_only_what_is_asked_for(register: Path, asked: list[str], code: int) -> None:
    assert fmt(register, "--check", *asked) == code


@pytest.mark.parametrize("arguments", [["--dry-run"], []])
def test_nothing_is_written_unasked(register: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert fmt(register, *arguments) == (0 if arguments else 2)
    assert "+role" in capsys.readouterr().out
    assert (register / "activities" / "proef.toml").read_text("utf-8") == CARELESS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a = 1\n\nb =\n", "regel 3"),
        ("a = 1\n<<<<<<< HEAD\nname = 1\n=======\nname = 2\n>>>>>>> x\n", "regel 2"),
        ({"hex": "61 3d 27 ff 27"}, "regel 1"),
        ({"size": 2_000_000}, "niet te lezen"),
        ({"link": "../register.toml"}, "niet te lezen"),
        ({"unreadable": True}, "niet te lezen"),
        (f"{'.'.join('a' * 200)} = 1\n", "regel 1"),
    ],
)
def test_what_cannot_be_read_is_left_alone(register: Path, content: str | dict[str, object], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = register / "activities" / "kapot.toml"
    write(register, {"activities/kapot.toml": content})
    before = path.read_bytes() if isinstance(content, str) or "hex" in content else None
    capsys.readouterr()
    assert fmt(register, "--check", "activities") == 1
    err = capsys.readouterr().err
    assert f"{path}" in err
    assert said in err
    assert fmt(register, "--yes") == 2
    assert f"{path}" in capsys.readouterr().err
    assert (register / "activities" / "proef.toml").read_text("utf-8") == IN_ORDER
    assert before is None or path.read_bytes() == before
    assert fmt(register, "--yes") == 2


def test_a_mark_at_the_beginning_goes(register: Path) -> None:
    path = register / "activities" / "proef.toml"
    path.write_bytes(b"\xef\xbb\xbf" + IN_ORDER.encode())
    assert fmt(register, "--check") == 1
    assert fmt(register, "--yes") == 0
    assert path.read_text("utf-8") == IN_ORDER


def test_names_reach_no_terminal_as_they_are(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (register / "activities" / "a\x1b[31m.toml").write_text("b=1", "utf-8")
    capsys.readouterr()
    assert fmt(register, "--check") == 1
    assert "\x1b" not in capsys.readouterr().out


def test_a_register_elsewhere(tmp_path: Path) -> None:
    assert run(["fmt", "--check", "--register", str(tmp_path / "none")]) == 2
