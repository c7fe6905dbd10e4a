"""A register from nothing: what is asked about the organisation, and what `ropa check` says of what it begins with."""

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import toml_rs

from ropa.ask.begin import begin_register, draft_for, go_over, need_room
from ropa.ask.organisation import Beginning, ask_beginning
from ropa.ask.question import New
from ropa.catalogue import entries
from ropa.errors import Failure
from ropa.findings import Finding, check
from ropa.i18n import LANGUAGES, texts
from ropa.register import Register
from tests.ask.support import BACK, Scripted
from tests.support import TODAY

STARTERS = [entry.id for entry in entries("starter")]
LEFT: dict[str, list[str]] = toml_rs.loads((Path(__file__).parent / "left_to_decide.toml").read_text("utf-8"))
OPTIONS = {"--name": "Praktijk X", "--email": "x@x.example", "--dpo/--no-dpo": False, "--dpo-reason": "Niet verplicht."}


@cache
def findings(starter: str, country: str, language: str) -> list[Finding]:
    beginning = ask_beginning({**OPTIONS, "--country": country, "--starter": starter}, language, TODAY, None)
    change = begin_register("/nergens/register", beginning, draft_for(beginning, TODAY))
    return check(Register(change.source()), TODAY)


@pytest.mark.parametrize("country", ["NL", "BE"])
@pytest.mark.parametrize("starter", [*STARTERS, "none"])
def test_what_is_left_is_for_the_user_to_decide(starter: str, country: str) -> None:
    """The rules that still find something were looked at one by one: see left_to_decide.toml."""
    for language in LANGUAGES:
        found = findings(starter, country, language)
        assert sorted({finding.rule.code for finding in found}) == LEFT[f"{starter}-{country}"], language
        assert [finding for finding in found if finding.severity == "error" or finding.rule.family == "F"] == []


def test_every_rule_that_is_left_is_explained() -> None:
    left = {code for codes in LEFT.values() if isinstance(codes, list) for code in codes}
    assert left == set(LEFT["why"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_register_toml_reads_like_one(language: str) -> None:
    asker = Scripted(
        {
            "language": language,
            "name": "Praktijk “De Wilg”",
            "address.country": "BE",
            "address.street": "Voorbeeldstraat 1",
            "address.postal_code": "1000",
            "address.city": "Brussel",
            "email": "x@x.example",
            "phone": "02 000 00 00",
            "registration": "0000.000.000",
            "sector": "coaching",
            "staff": 2,
            "dpo": False,
            "no-dpo": True,
            "starter": "none",
        },
        texts(language),
    )
    beginning = ask_beginning({}, "en", TODAY, asker)
    assert asker.left() == []
    [file] = begin_register("/nergens", beginning, draft_for(beginning, TODAY)).files
    assert file.after is not None
    text = file.after.decode()
    assert toml_rs.loads(text) == {
        "format": 1,
        "language": language,
        "authority": "be-gba",
        "controller": {
            "name": "Praktijk “De Wilg”",
            "registration": "0000.000.000",
            "sector": "coaching",
            "staff": 2,
            "address": {"street": "Voorbeeldstraat 1", "postal_code": "1000", "city": "Brussel", "country": "BE"},
            "email": "x@x.example",
            "phone": "02 000 00 00",
        },
        "dpo": {"appointed": False, "reason": texts(language).asked("text.no-dpo-BE")},
    }
    assert all(f"# {line}" in text for line in texts(language).asked("comment.register").splitlines())
    assert any(texts(language).term("authority", "be-gba") in line for line in asker.told)


def begun(answers: dict[str, Any], options: dict[str, Any] | None = None) -> tuple[Beginning, Scripted]:
    asker = Scripted({"name": "X", "address.country": "NL", "starter": "none", **answers})
    return ask_beginning(options or {}, "nl", TODAY, asker), asker


def test_the_officer() -> None:
    beginning, _ = begun({"dpo": True, "name": ("X", "Anna"), "email": (None, "fg@x.example")})
    assert beginning.data["dpo"] == {"appointed": True, "name": "Anna", "email": "fg@x.example"}
    beginning, _ = begun({"dpo": False, "no-dpo": False, "dpo-reason": "Te klein."})
    assert beginning.data["dpo"] == {"appointed": False, "reason": "Te klein."}
    beginning, _ = begun({})
    assert "dpo" not in beginning.data
    beginning, asker = begun({"address.country": "DE", "dpo": False, "dpo-reason": "Weniger.", "authority": "de-nw-ldi"})
    assert "no-dpo" not in asker.keys  # § 38 BDSG asks for more than art. 37
    assert beginning.data["authority"] == "de-nw-ldi"


def test_the_authority_follows_from_the_country_or_is_chosen() -> None:
    assert begun({})[0].data["authority"] == "nl-ap"
    assert begun({"address.country": "FR"})[0].data["authority"] == "fr-cnil"
    assert "authority" not in begun({"address.country": "CH"})[0].data
    assert begun({}, {"--authority": "be-vtc", "--country": "BE"})[0].data["authority"] == "be-vtc"
    _, asker = begun({"address.country": "DE"})
    [question] = [question for question in asker.asked if question.key == "authority"]
    assert len(question.choices) > 15


def test_which_activities_of_a_set() -> None:
    chosen = list(next(entry for entry in entries("starter") if entry.id == "practice").activities)[:2]
    beginning, asker = begun({"starter": "practice", "activities": chosen})
    paths = [file.path for file in begin_register("/nergens", beginning, draft_for(beginning, TODAY)).files]
    assert len([path for path in paths if path.startswith("activities/")]) == 2
    [question] = [question for question in asker.asked if question.key == "activities"]
    assert set(chosen) < set(question.default)
    beginning, asker = begun({}, {"--starter": "practice", "--activities": chosen[:1]})
    assert "activities" not in asker.keys
    assert beginning.starter is not None
    assert list(beginning.starter.activities) == chosen[:1]


def test_back_over_the_country_asks_for_another_authority() -> None:
    beginning, _ = begun({"address.country": ("NL", "BE"), "address.street": (BACK, None)})
    assert beginning.data["authority"] == "be-gba"


def test_without_anybody_every_option_that_is_missing_is_named() -> None:
    missing: dict[str, list[str]] = {}
    for options in ({}, {"--name": "X", "--country": "DE", "--email": "x@x.example", "--dpo/--no-dpo": True}):
        with pytest.raises(Failure) as caught:
            ask_beginning(options, "nl", TODAY, None, needs=("--yes",))
        missing[str(len(options))] = caught.value.params["options"]
    assert missing["0"] == ["--name", "--country", "--email", "--dpo/--no-dpo", "--yes"]
    assert missing["4"] == ["--dpo-name", "--dpo-email", "--authority", "--yes"]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--country", "ZZ"),
        ("--email", "x"),
        ("--staff", "veel"),
        ("--starter", "circus"),
        ("--activities", ["niks"]),
        ("--authority", "de-nw-ldi"),
        ("--name", " "),
    ],
)
def test_an_option_that_says_nothing(option: str, value: Any) -> None:
    options = {**OPTIONS, "--country": "NL", "--starter": "practice", option: value}
    with pytest.raises(Failure) as caught:
        ask_beginning(options, "nl", TODAY, None)
    assert option in texts("nl").failure(caught.value.key, **caught.value.params)


@pytest.mark.parametrize("there", ["activities/iets.toml", "MEASURES.toml", "processors"])
def test_nothing_is_overwritten(tmp_path: Path, there: str) -> None:
    path = tmp_path / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    with pytest.raises(Failure, match=r"ask\.no-room"):
        need_room(str(tmp_path))
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(Failure, match="no-folder"):
        need_room(str(tmp_path / "bestand"))


def test_other_files_are_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("x")
    (tmp_path / "documents").mkdir()
    need_room(str(tmp_path))
    need_room(str(tmp_path / "nieuw"))


def test_texts_of_a_set_are_in_its_language() -> None:
    """No word of one language stands in the register of another: the names of the activities differ."""
    names: dict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES:
        beginning = ask_beginning({**OPTIONS, "--country": "BE", "--starter": "practice"}, language, TODAY, None)
        register = Register(begin_register("/nergens", beginning, draft_for(beginning, TODAY)).source())
        names[language] = {activity.description or activity.name for activity in register.activities.values()}
    assert not names["nl"] & names["fr"]
    assert not names["nl"] & names["de"]


def test_going_over_the_set(tmp_path: Path) -> None:
    """What each activity leaves open is asked at once, and what is needed for it is made."""
    beginning = ask_beginning({**OPTIONS, "--country": "NL", "--starter": "practice", "--activities": ["appointments", "newsletter"]}, "nl", TODAY, None)
    answers: dict[str, Any] = {"go-over": True, "in-place": ["tweestapsverificatie"], "retention": ({"years": 1, "after": "de afspraak"}, {"years": 1})}
    answers |= {"processors": (["none"], [New("Laposta")]), "in-use": (True, False), "consent.how": "Een vakje."}
    asker = Scripted(answers)
    draft = go_over(beginning, TODAY, asker)
    register = Register(begin_register(str(tmp_path), beginning, draft).source())
    assert register.measures["tweestapsverificatie"].status == "in-place"
    assert register.activities["afspraken"].status == "active"
    assert register.activities["nieuwsbrief"].status == "draft"
    assert register.activities["nieuwsbrief"].processors == ["laposta"]
    assert "laposta" in register.processors
    assert len([line for line in asker.told if "van 2" in line]) == 2
    assert [finding for finding in check(register, TODAY) if finding.rule.family == "F" or finding.rule.code in ("S601", "D303")] == []
    assert go_over(beginning, TODAY, Scripted({})).made == draft_for(beginning, TODAY).made
