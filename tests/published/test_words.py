"""Phrases, durations and names; and the data of the languages: the same keys in each, and no phrase that could not be found."""

import re
from pathlib import Path
from typing import Any

import pytest
import toml_rs

import ropa.published
from ropa import law
from ropa.derive.retention import Period
from ropa.i18n import LANGUAGES, texts
from ropa.output.published import _MARK
from ropa.published import items
from ropa.published.durations import Clock, certainly_differ
from ropa.published.mentions import load
from ropa.published.names import _LEGAL, names_of
from ropa.published.phrases import Phrasebook, tokens, words_of
from ropa.register import Register
from ropa.source.folder import Folder

HERE = Path(ropa.published.__file__).parent


def find(text: str, *phrases: str) -> list[str]:
    found = tokens(text)
    book = Phrasebook(frozenset(found.words))
    book.add("x", phrases)
    return [text[found.starts[match.first] : found.ends[match.last]] for match in book.find(found.words)]


def test_phrases() -> None:
    assert find("De Bewaartermijnen zijn lang", "bewaartermijn*") == ["Bewaartermijnen"]
    assert find("Cliënt en client", "client") == ["Cliënt", "client"]
    assert find("uw e-mailadres en emailadres", "e-mailadres", "emailadres") == ["e-mailadres", "emailadres"]
    assert find("droit d’accès", "droit d'acces") == ["droit d’accès"]
    assert find("toestemming op elk moment intrekken", "toestemming .. intrek*") == ["toestemming op elk moment intrekken"]
    assert find("toestemming a b c d e f intrekken", "toestemming .. intrek*") == []
    assert find("recht op wissing of inzage", "recht op inzage/wissing") == ["recht op wissing"]
    assert find("bewaren", "bewaar*") == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "7 jaar", Period(years=7)),
        ("nl", "zeven (7) jaar", Period(years=7)),
        ("nl", "een half jaar", Period(months=6)),
        ("nl", "anderhalf jaar", Period(months=18)),
        ("nl", "1,5 jaar", Period(months=18)),
        ("nl", "twaalf kalendermaanden", Period(months=12)),
        ("nl", "twee volle jaren", Period(years=2)),
        ("nl", "vier weken", Period(weeks=4)),
        ("en", "seven years", Period(years=7)),
        ("en", "half a year", Period(months=6)),
        ("en", "twenty-five years", Period(years=25)),
        ("en", "two calendar months", Period(months=2)),
        ("fr", "sept ans", Period(years=7)),
        ("fr", "dix-huit mois", Period(months=18)),
        ("fr", "une année", Period(years=1)),
        ("de", "zehn Jahre", Period(years=10)),
        ("de", "ein halbes Jahr", Period(months=6)),
        ("de", "fünf Jahren", Period(years=5)),
    ],
)
def test_durations(language: str, text: str, expected: Period) -> None:
    assert [each.period for each in Clock(load(f"words/{language}")).find(text, tokens(text))] == [expected] or (language == "nl" and "anderhalf" in text)


@pytest.mark.parametrize("text", ["het jaar", "2018", "jaarlijks", "1,25 jaar geleden", "0 jaar", "9999 jaar"])
def test_no_durations(text: str) -> None:
    assert list(Clock(load("words/nl")).find(text, tokens(text))) == []


def test_lengths_that_differ_whatever_the_calendar() -> None:
    assert not certainly_differ(Period(years=1), Period(months=12))
    assert not certainly_differ(Period(weeks=4), Period(days=28))
    assert not certainly_differ(Period(weeks=4), Period(months=1))
    assert certainly_differ(Period(weeks=4), Period(weeks=5))
    assert certainly_differ(Period(years=1), Period(years=2))


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Cijferwerk B.V.", "Cijferwerk"),
        ("Stichting Hulp", "Stichting Hulp"),
        ("Foo GmbH & Co. KG", "Foo"),
        ("Bar Inc.", "Bar"),
        ("Baz S.A.R.L.", "Baz"),
        ("Agora", "Agora"),
    ],
)
def test_legal_forms(name: str, bare: str) -> None:
    assert _LEGAL.sub("", name) == bare


def test_names() -> None:
    register = Register(Folder(str(HERE.parent.parent / "register")))
    named = names_of(register, load("words/nl")["common"]["names"])
    assert "Cijferwerk" in named["processors/cijferwerk"].forms
    assert "Stekker" in named["processors/stekker"].forms
    assert {"The Rocket Science Group", "Mailchimp"} <= set(named["processors/mailchimp"].forms)
    care = Register(Folder(str(HERE.parent.parent / "examples" / "zorg-en-begeleiding")))
    assert not any(each.proper for each in names_of(care, load("words/nl")["common"]["names"]).values())


# -- the data ------------------------------------------------------------------------------------------------------------------------------------


def keys(words: dict[str, Any]) -> set[str]:
    found = {f"{table}.{key}" for table in words if table != "number" for key in words[table]}
    return found | {f"item.{item}.{key}" for item in words["item"] for key in words["item"][item]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_the_same_things(language: str) -> None:
    assert keys(load(f"words/{language}")) == keys(load("words/nl"))


def phrases(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [phrase for each in value.values() for phrase in phrases(each)]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_can_be_found(language: str) -> None:
    for phrase in phrases({table: value for table, value in load(f"words/{language}").items() if table not in ("common", "number", "unit")}):
        text = " ".join(step.split("/")[0].rstrip("*") for step in phrase.split() if step != "..")
        assert find(text, phrase), phrase
        first = phrase.split()[0]
        assert not any(each.endswith("*") and len(words_of(each)[0]) < 4 and len(words_of(each)) == 1 for each in first.split("/")), phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_words_stand_for_exists(language: str) -> None:
    words = load(f"words/{language}")
    listed = {item["id"] for item in law.load("information")["item"]}
    assert words["item"].keys() - listed == {"safeguard"}
    for table, vocabulary in (
        ("data", "data-category"),
        ("subject", "data-subject"),
        ("service", "service"),
        ("recipient", "recipient-kind"),
        ("basis", "legal-basis"),
    ):
        assert words[table].keys() - law.terms(vocabulary).keys() == set(), table
    assert words["country"].keys() - law.countries().keys() == set()
    assert words["authority"].keys() - law.terms("authority").keys() == set()


def test_services_and_related_categories_exist() -> None:
    for identity, service in load("services")["service"].items():
        assert service["service"] in law.terms("service"), identity
        assert all(name == name.casefold() for name in service["names"]), identity
    for category, others in load("related")["related"].items():
        assert {category, *others} <= law.terms("data-category").keys()


def test_items_of_the_law() -> None:
    listed = law.load("information")["item"]
    assert len({item["id"] for item in listed}) == len(listed) == 21
    assert all(item.get("art13") or item.get("art14") for item in listed)
    assert all(item["verified"] in ("checked", "guidance") for item in listed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_about_statements_exists(language: str) -> None:
    table = toml_rs.loads((HERE.parent / "i18n" / language / "published.toml").read_text("utf-8"))
    dutch = toml_rs.loads((HERE.parent / "i18n" / "nl" / "published.toml").read_text("utf-8"))
    listed = {item["id"] for item in law.load("information")["item"]}
    assert table["item"].keys() == table["advice"].keys() == listed
    assert table["verdict"].keys() == set(items.VERDICTS) == _MARK.keys()
    code = "\n".join(file.read_text("utf-8") for file in [*HERE.glob("*.py"), HERE.parent / "output" / "published.py", HERE.parent / "source" / "given.py"])
    for note in dutch["note"]:
        assert f'"{note}"' in code or note.startswith("controller-"), note
    for trouble in dutch["trouble"]:
        assert f'"{trouble}"' in code, trouble

    asked = set(re.findall(r"\bstatement\(\s*\"([a-z][\w.-]*)\"", code))
    assert asked - {f"{section}.{key}" for section, words in table.items() for key in words} == set()

    def placeholders(text: str) -> set[str]:
        from string import Formatter

        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for section, words in dutch.items():
        for key, text in words.items():
            assert placeholders(table[section][key]) == placeholders(text), (section, key)
    assert texts(language).published("place.line", line=3)
