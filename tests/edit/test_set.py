"""`ropa set`: by the key, with the type of the field, and nothing else in any file changes."""

import io
from pathlib import Path

import pytest
import toml_rs

from ropa.findings import check
from ropa.register import Register
from ropa.source.folder import Folder
from tests.edit.support import change, changed, contents, copy_register
from tests.support import TODAY


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_register(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "file", "gone", "new"),
    [
        (["activities/nieuwsbrief", "owner", "Piet", "de", "Vries"], "activities/nieuwsbrief.toml", ['owner = "Samira Tak"'], ['owner = "Piet de Vries"']),
        (["activity/nieuwsbrief", "large-scale", "ja"], "activities/nieuwsbrief.toml", ["large_scale = false"], ["large_scale = true"]),
        (["nieuwsbrief", "started", "01-04-2022"], "activities/nieuwsbrief.toml", ["started = 2022-03-01"], ["started = 2022-04-01"]),
        (["nieuwsbrief", "last_review", "vandaag"], "activities/nieuwsbrief.toml", ["last_review = 2026-09-15"], ["last_review = 2026-11-22"]),
        (["processors/mailchimp", "country", "Nederland"], "processors/mailchimp.toml", ['country = "US"'], ['country = "NL"']),
        (
            ["processors/mailchimp", "service", "cursusadministratie"],
            "processors/mailchimp.toml",
            ['service = "newsletter"'],
            ['service = "course-administration"'],
        ),
        (["processors/mailchimp", "sub_processors", "geen"], "processors/mailchimp.toml", [], ['sub_processors = "none"']),
        (["processors/mailchimp", "sources[2].confirmed", "oui"], "processors/mailchimp.toml", [], ["confirmed = true"]),
        (["register", "policy.review_months", "6"], "register.toml", ["review_months = 12"], ["review_months = 6"]),
        (["measures/wachtwoordkluis", "status", "gepland"], "measures.toml", ['status = "in-place"'], ['status = "planned"']),
        (["vocabulary", "data.career-scan.name", "scan"], "vocabulary.toml", ['name = "uitslag van de loopbaanscan"'], ['name = "scan"']),
        (
            ["nieuwsbrief", "data[naam].retention.years", "5"],
            "activities/nieuwsbrief.toml",
            ['retention = { until = "afmelding", basis = "eigen bewaarbeleid", erasure = "gewist uit Mailchimp, binnen een maand" }'],
            ['retention = { years = 5, until = "afmelding", basis = "eigen bewaarbeleid", erasure = "gewist uit Mailchimp, binnen een maand" }'],
        ),
        (
            ["nieuwsbrief", "locations", "--add", "praktijkserver"],
            "activities/nieuwsbrief.toml",
            ['locations = ["mailchimp"]'],
            ['locations = ["mailchimp", "praktijkserver"]'],
        ),
        (["nieuwsbrief", "recipients", "--unset"], "activities/nieuwsbrief.toml", ['recipients = "none"'], []),
        (["nieuwsbrief", "data", "--add", "telefoonnummer"], "activities/nieuwsbrief.toml", [], ["[[data]]", 'category = "phone"', ""]),
        (["nieuwsbrief", "data[email].items", "--remove", "e-mailadres"], "activities/nieuwsbrief.toml", ['items = ["e-mailadres"]'], []),
        (
            ["activities/assessments-voor-werkgevers", "retention", "2", "jaar", "na", "levering"],
            "activities/assessments-voor-werkgevers.toml",
            [
                'retention = { months = 6, after = "levering van de rapportage", basis = "verwerkersovereenkomst met de opdrachtgever", '
                'erasure = "gewist bij De Vragenlijstbank en van de server" }'
            ],
            ['retention = { years = 2, after = "levering" }'],
        ),
        (
            ["nieuwsbrief", "purposes[1].basis", "art. 6 lid 1 onder f AVG"],
            "activities/nieuwsbrief.toml",
            ['basis = "consent"'],
            ['basis = "legitimate-interests"'],
        ),
        (["processors/mailchimp", "address", '{ city = "Utrecht" }'], "processors/mailchimp.toml", [], ['address = { city = "Utrecht" }']),
    ],
)
def test_only_the_key_changes(register: Path, arguments: list[str], file: str, gone: list[str], new: list[str]) -> None:
    before = contents(register)
    assert change(register, "set", *arguments) == 0
    assert changed(before, register) == {file: (gone, new)}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["processors/mailchimpp", "country", "NL"], "Bedoelde u: processors/mailchimp?"),
        (["mailchimp", "country", "NL"], "processors/mailchimp, agreements/mailchimp, locations/mailchimp"),
        (["niemand", "country", "NL"], "ropa list"),
        (["klant/x", "country", "NL"], "klant"),
        (["processors/mailchimp", "contry", "NL"], "Bedoelde u: country?"),
        (["processors/mailchimp", "zzz", "NL"], "Wel: name, legal_name"),
        (["activities/nieuwsbrief", "bewaartermijn", "2 jaar"], "Bedoelde u: retention?"),
        (["activities/nieuwsbrief", "Grondslag", "toestemming"], "Bedoelde u: purposes.basis?"),
        (["processors/mailchimp", "country", "Nederlnd"], "Bedoelde u: NL (Nederland)?"),
        (["processors/mailchimp", "country"], "--unset"),
        (["processors/mailchimp", "country", "NL", "BE"], "geen waarde van country"),
        (["processors/mailchimp", "name", "--unset"], "mag niet ontbreken"),
        (["processors/mailchimp", "ended", "--unset"], "niet ingevuld"),
        (["processors/mailchimp", "ended", "morgen"], "geen datum"),
        (["processors/mailchimp", "own_purposes", "misschien"], "geen ja of nee"),
        (["processors/mailchimp", "country", "--add", "NL"], "geen lijst"),
        (["processors/mailchimp", "locations", "--remove", "kelder"], "Daar staat: mailchimp"),
        (["processors/mailchimp", "locations", "--add", "mailchmp"], "Bedoelde u: mailchimp?"),
        (["processors/mailchimp", "locations", "--add", "--remove", "x"], "kies één"),
        (["processors/mailchimp", "address", "Straat 1"], "{ street ="),
        (["register", "policy.review_months", "zes"], "geen geheel getal"),
        (["nieuwsbrief", "data.retention.years", "5"], "name, email, preferences, consent-record"),
        (["nieuwsbrief", "data[bsn].retention.years", "5"], "name, email, preferences, consent-record"),
        (["nieuwsbrief", "cookies[x].days", "5"], "nog leeg"),
        (["nieuwsbrief", "data[", "5"], "data["),
        (["nieuwsbrief", "name\x1b[31m", "5"], "\\x1b"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(register: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(register)
    assert change(register, "set", *arguments) == 2
    message = capsys.readouterr().err
    assert message.startswith("ropa: ")
    assert says in message
    assert contents(register) == before


def test_without_a_terminal_it_shows_and_does_not_hang(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(register)
    assert change(register, "set", "nieuwsbrief", "owner", "Piet", yes=False) == 2
    shown = capsys.readouterr()
    assert '+owner = "Piet"' in shown.out
    assert "--yes" in shown.err
    assert change(register, "set", "nieuwsbrief", "owner", "Piet", "--dry-run") == 0
    assert contents(register) == before


def test_what_is_so_already_is_said(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert change(register, "set", "nieuwsbrief", "owner", "Samira Tak") == 0
    assert "niets te wijzigen" in capsys.readouterr().err


def test_findings_that_come_and_go_are_told_and_are_those_of_check(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {(found.rule.code, found.record) for found in check(Register(Folder(str(register))), TODAY) if not found.accepted}
    assert change(register, "set", "personeel", "data[wage-tax-statement].retention.years", "5") == 0
    said = capsys.readouterr().out
    after = {(found.rule.code, found.record) for found in check(Register(Folder(str(register))), TODAY) if not found.accepted}
    gone = {code for code, record in before - after if record == "activities/personeel"}
    assert gone == {"D306"}
    assert "Opgelost\n  − fout D306 activities/personeel" in said


def test_comments_beside_what_goes_stay_and_are_told(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert change(register, "set", "register", "joint_controllers", "--unset") == 0
    assert "# voor de praktijk als geheel" in capsys.readouterr().err
    assert "\n# voor de praktijk als geheel" in (register / "register.toml").read_text("utf-8")


def test_a_file_that_is_broken_is_left_alone(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (register / "processors/mailchimp.toml").write_text('name = "x\n', "utf-8")
    assert change(register, "set", "processors/mailchimp", "country", "NL") == 2
    assert "processors/mailchimp.toml" in capsys.readouterr().err


def test_a_file_that_changed_meanwhile_is_not_overwritten(register: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import ropa.cli.changing

    path = register / "activities/nieuwsbrief.toml"
    shown = ropa.cli.changing._tell

    def meanwhile(*arguments: object, **options: object) -> None:
        path.write_text(path.read_text("utf-8") + "# van een ander\n", "utf-8")
        shown(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(ropa.cli.changing, "_tell", meanwhile)
    assert change(register, "set", "nieuwsbrief", "owner", "Piet") == 2
    assert path.read_text("utf-8").endswith("# van een ander\n")
    assert "Piet" not in path.read_text("utf-8")
    assert "nieuwsbrief.toml" in capsys.readouterr().err


def test_a_list_that_loses_its_last_element_is_left_open(register: Path) -> None:
    assert change(register, "set", "nieuwsbrief", "processors", "--remove", "mailchimp") == 0
    assert "processors" not in toml_rs.loads((register / "activities/nieuwsbrief.toml").read_text("utf-8"))


def test_a_key_that_would_make_the_register_unreadable_is_refused(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(register)
    assert change(register, "set", "nieuwsbrief", "risk", "{ levl = 3 }") == 1
    shown = capsys.readouterr()
    assert "F004" in shown.out or "F005" in shown.out
    assert "niets geschreven" in shown.err
    assert contents(register) == before


@pytest.mark.parametrize(
    ("typed", "default", "answer"),
    [("j", False, True), ("Ja", False, True), ("oui", False, True), ("n", True, False), ("nee", True, False), ("", True, True), ("", False, False)]
    + [(typed, False, False) for typed in ("x", "1", "✓", "ja, maar", "misschien", "j j")],
)
def test_only_a_word_for_yes_is_a_yes_before_writing(typed: str, default: bool, answer: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    import ropa.cli.changing

    monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
    assert ropa.cli.changing.confirmed("?", default=default) is answer
