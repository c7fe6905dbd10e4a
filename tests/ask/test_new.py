"""`ropa new` and `ropa init` without anybody to ask."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import toml_rs

from ropa.ask.term import make_term
from ropa.cli import run
from ropa.i18n import texts
from ropa.register import Register
from ropa.source.folder import Folder
from tests.ask.support import Scripted
from tests.support import TODAY, base, write
from tests.test_save import git, world

__all__ = ["world"]
DAY = ("--as-of", TODAY.isoformat())


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register in the working folder."""
    monkeypatch.chdir(tmp_path)
    return write(tmp_path / "register", base())


def files(top: Path) -> dict[str, bytes]:
    return {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file() and ".git" not in path.parts}


def test_an_activity_by_options(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = ["--name", "Facturen", "--purpose", "Facturen sturen", "--basis", "uitvoering van een overeenkomst", "--subject", "customers", "--data", "naam"]
    said += ["--data", "invoice", "--retention", "7 jaar na het boekjaar", "--set", "retention.basis=AWR art. 52", "--set", "recipients=none"]
    said += ["--set", "data[name].source=data-subject", "--set", "owner=Anna = de baas"]
    assert run(["new", "activity", *said, "--yes", *DAY]) == 0
    out, err = capsys.readouterr()
    assert "+++ b/activities/facturen.toml" in out
    assert "nog open" in err.lower()
    assert toml_rs.loads((register / "activities" / "facturen.toml").read_text("utf-8")) == {
        "name": "Facturen",
        "status": "active",
        "created": TODAY,
        "owner": "Anna = de baas",
        "retention": {"years": 7, "after": "het boekjaar", "basis": "AWR art. 52"},
        "recipients": "none",
        "purposes": [{"purpose": "Facturen sturen", "basis": "contract"}],
        "subjects": [{"category": "customers"}],
        "data": [{"category": "name", "source": ["data-subject"]}, {"category": "invoice"}],
    }


def test_from_the_catalogue_twice(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "processor", "--from", "Mailchimp", "--yes", *DAY]) == 0
    first = (register / "processors" / "mailchimp.toml").read_text("utf-8")
    assert "confirmed = false" in first
    assert first.startswith("# ")
    assert run(["new", "processor", "mailchimp", "--from", "mailchimp", "--yes", *DAY]) == 2
    assert "processors/mailchimp.toml" in capsys.readouterr().err
    assert run(["new", "processor", "--from", "mailchimp", "--set", "notes=tweede account", "--yes", *DAY]) == 0
    assert 'notes = "tweede account"' in (register / "processors" / "mailchimp-2.toml").read_text("utf-8")


def test_measures_keep_what_is_there(register: Path) -> None:
    before = (register / "measures.toml").read_bytes()
    assert run(["new", "measure", "--kind", "alarm", "--yes", *DAY]) == 0
    after = (register / "measures.toml").read_bytes()
    assert after.startswith(before)
    assert toml_rs.loads(after.decode())["inbraakalarm"] == {"kind": "alarm", "status": "in-place"}


def test_the_kind_may_be_said_in_ones_own_words(register: Path) -> None:
    for kind in ("recipient", "recipients", "ontvanger", "Ontvangers"):
        assert run(["new", kind, "--name", "Iemand", "--yes", *DAY]) == 0
    assert sorted(path.name for path in (register / "recipients").glob("iemand*")) == ["iemand-2.toml", "iemand-3.toml", "iemand-4.toml", "iemand.toml"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["activity"], ["--name", "--yes"]),
        (["activity", "--name", "X"], ["--yes"]),
        (["agreement"], ["--processor", "--yes"]),
        (["certificate"], ["--standard", "--yes"]),
        (["measure"], ["--kind", "--yes"]),
        (["measure", "--yes"], ["--kind"]),
    ],
)
def test_without_a_terminal_every_option_that_is_missing_is_named(
    register: Path, arguments: list[str], says: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(register)
    assert run(["new", *arguments, *DAY]) == 2
    err = capsys.readouterr().err
    assert [option for option in says if option not in err] == []
    assert files(register) == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["huisdier"], "huisdier"),
        (["activty"], "activity"),
        (["register"], "register"),
        (["activity", "Met Hoofdletters", "--name", "X"], "met-hoofdletters"),
        (["activity", "../kwaad", "--name", "X"], "kwaad"),
        (["activity", "--name", "X", "--basis", "contrat"], "contract"),
        (["activity", "--name", "X", "--processor", "bestaat-niet"], "bestaat-niet"),
        (["activity", "--name", "X", "--retention", "7"], "7 jaar"),
        (["activity", "--name", "X", "--clause", "audit"], "--clause"),
        (["activity", "--name", "X", "--set", "nmae=Y"], "name"),
        (["activity", "--name", "X", "--set", "name"], "--set name"),
        (["activity", "--name", "X", "--set", "data[contact].required=law"], "contact"),
        (["processor", "--name", "X", "--country", "Nederlnd"], "NL"),
        (["processor", "--name", "X", "--email", "geen adres"], "--email"),
        (["processor", "--from", "mailchimpp"], "mailchimp"),
        (["agreement", "--name", "X", "--signed", "gisteren"], "31-01-2026"),
        (["certificate", "--processor", "zzzz"], "zzzz"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(register: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(register)
    assert run(["new", *arguments, "--yes", *DAY]) == 2
    assert says in capsys.readouterr().err
    assert files(register) == before


def test_a_dry_run_writes_nothing(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(register)
    assert run(["new", "activity", "--from", "nieuwsbrief", "--dry-run", *DAY]) == 0
    assert '+status = "draft"' in capsys.readouterr().out
    assert files(register) == before


def test_texts_are_no_code(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is typed stands in the file as it was typed, and steers no terminal on its way."""
    evil = '\x1b]0;titel\x07"""\n[[purposes]]\npurpose = [b]x[/b]'
    assert run(["new", "activity", "x", "--name", evil, "--yes", *DAY]) == 0
    out = "".join(capsys.readouterr())
    assert "\x1b]" not in out
    data = toml_rs.loads((register / "activities" / "x.toml").read_text("utf-8"))
    assert "purposes" not in data
    assert "[b]x[/b]" in data["name"]


def test_a_schema_is_named_where_the_register_keeps_them(register: Path) -> None:
    assert run(["schema", "-o", str(register / ".schema"), "--register", str(register)]) == 0
    assert run(["new", "processor", "--name", "X", "--yes", *DAY]) == 0
    assert (register / "processors" / "x.toml").read_text("utf-8").startswith("#:schema ../.schema/processor.json\n")


# -- init ---------------------------------------------------------------------------------------------------------------------------------------------------

INIT = ("--name", "Praktijk X", "--country", "NL", "--email", "x@x.example", "--no-dpo", "--dpo-reason", "Niet verplicht.", *DAY)


def test_a_register_by_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    top = tmp_path / "praktijk"
    assert run(["init", str(top), *INIT, "--language", "nl", "--starter", "practice", "--yes"]) == 0
    assert "ropa new processor" in capsys.readouterr().out
    assert (top / ".git" / "hooks" / "pre-commit").exists()
    assert run(["check", str(top), "--fail-on", "error", *DAY]) == 0
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "x")  # the hook lets it through
    assert run(["init", str(top), "--lang", "nl"]) == 0
    assert run(["init", str(top), "--name", "Y", *DAY]) == 2
    assert "ropa set register" in capsys.readouterr().err


def test_init_shows_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path / "a"), *INIT, "--dry-run"]) == 0
    assert '+name = "Praktijk X"' in capsys.readouterr().out
    assert not (tmp_path / "a").exists()


def test_init_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "a" / "register", {"activities/x.toml": 'name = "X"\n'})
    before = files(tmp_path)
    assert run(["init", str(tmp_path / "a"), *INIT, "--yes"]) == 2
    assert "activities" in capsys.readouterr().err
    write(tmp_path, {"bestand": "x"})
    assert run(["init", str(tmp_path / "bestand"), *INIT, "--yes"]) == 2
    assert {name: data for name, data in files(tmp_path).items() if name != "bestand"} == before


def test_init_in_the_folder_of_the_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "register").mkdir()
    monkeypatch.chdir(tmp_path / "register")
    assert run(["init", *INIT, "--yes", "--no-hook"]) == 0
    assert (tmp_path / "register" / "register.toml").exists()
    assert (tmp_path / "register" / ".git").exists()


def test_a_category_of_ones_own(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "term", "--kind", "data", "--name", "Zwemdiploma’s", "--set", "special=health", "--yes", *DAY]) == 0
    assert run(["new", "term", "--kind", "subjects", "--name", "Zwemmers", "--set", "like=clients", "--yes", *DAY]) == 0
    data = toml_rs.loads((register / "vocabulary.toml").read_text("utf-8"))
    assert data["data"]["zwemdiplomas"] == {"name": "Zwemdiploma’s", "special": ["health"]}
    assert data["subjects"]["zwemmers"]["like"] == "clients"
    assert run(["new", "activity", "--name", "Zwemmen", "--data", "zwemdiploma’s", "--subject", "zwemmers", "--yes", *DAY]) == 0
    before = files(register)
    capsys.readouterr()
    for arguments, says in (
        (["term"], "--kind"),
        (["term", "--kind", "data", "--name", "X", "--clause", "audit", "--yes"], "--clause"),
        (["term", "name", "--kind", "data", "--name", "X", "--yes"], "name"),
        (["term", "zwemdiplomas", "--kind", "data", "--name", "X", "--yes"], "zwemdiplomas"),
    ):
        assert run(["new", *arguments, *DAY]) == 2
        assert says in capsys.readouterr().err
    assert files(register) == before


def test_a_category_by_questions(register: Path) -> None:
    asker = Scripted({"kind": "data", "name": "Zwemdiploma", "like": "name", "special": ["health"]})
    place, data = make_term({}, (), "", Register(Folder(str(register))), texts("nl"), TODAY, asker)
    assert (place, data) == (("data", "zwemdiploma"), {"name": "Zwemdiploma", "like": "name", "special": ["health"]})
    asker = Scripted({"kind": "subjects", "name": "Name"})
    place, data = make_term({}, (), "", Register(Folder(str(register))), texts("nl"), TODAY, asker)
    assert (place, data) == (("subjects", "name"), {"name": "Name"})
    assert "special" not in asker.keys


def test_what_asks_is_loaded_only_where_somebody_is_asked(register: Path) -> None:
    code = "import sys; from ropa.cli import run; run(sys.argv[1:]); print('prompt_toolkit' in sys.modules)"
    command = [sys.executable, "-c", code, "new", "processor", "--name", "X", "--dry-run", *DAY]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)}
    done = subprocess.run(command, cwd=register.parent, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("False\n")
