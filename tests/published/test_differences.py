"""A statement that agrees with the register but for one thing: that thing is found, at its line, in four languages, and nothing else is."""

import re
from pathlib import Path

import pytest

from ropa.audit import Audit
from ropa.derive.retention import Period
from ropa.documents.files import render
from ropa.documents.statement.making import capital
from ropa.i18n import LANGUAGES, texts
from ropa.published.compare import Comparison
from ropa.published.differences import Difference
from ropa.published.reading import read_bytes
from ropa.register import Register
from ropa.rules.base import Country, Term
from ropa.source.folder import Folder
from tests.statement.making import ROOT, made, markdown, project
from tests.support import TODAY, base, write

ANALYTICS = {
    "nl": "Met Google Analytics meten wij het bezoek.",
    "en": "We use Google Analytics to count visits.",
    "fr": "Nous utilisons Google Analytics pour compter les visites.",
    "de": "Wir verwenden Google Analytics, um Besuche zu zählen.",
}
NO_ANALYTICS = {
    "nl": "Wij gebruiken geen Google Analytics.",
    "en": "We do not use Google Analytics.",
    "fr": "Nous n'utilisons pas Google Analytics.",
    "de": "Wir verwenden kein Google Analytics.",
}
NO_TRANSFERS = {
    "nl": "Wij geven geen gegevens door aan landen buiten de Europese Economische Ruimte.",
    "en": "We do not transfer any data outside the European Economic Area.",
    "fr": "Aucune donnée n'est transférée en dehors de l'Espace économique européen.",
    "de": "Wir übermitteln keine Daten außerhalb des Europäischen Wirtschaftsraums.",
}
OFFICER = {
    "nl": "Onze functionaris voor gegevensbescherming is te bereiken op fg@praktijk.example.",
    "en": "Our data protection officer can be reached at dpo@praktijk.example.",
    "fr": "Notre délégué à la protection des données est joignable à dpo@praktijk.example.",
    "de": "Unsere Datenschutzbeauftragte erreichen Sie unter dsb@praktijk.example.",
}
BELIEF = {"nl": "geloofsovertuiging", "en": "religious beliefs", "fr": "convictions religieuses", "de": "Religion"}
AGES = {
    "nl": "Onze website is niet bedoeld voor kinderen jonger dan 13 jaar. Wij bewaren dit zorgvuldig. Wij antwoorden binnen 3 weken op uw verzoek.",
    "en": "Our website is not meant for children under 13 years of age. We keep this safe. We answer your request within 3 weeks.",
    "fr": "Notre site n'est pas destiné aux enfants de moins de 13 ans. Nous conservons cela avec soin. Nous répondons à votre demande dans les 3 semaines.",
    "de": "Unsere Website ist nicht für Kinder unter 13 Jahren. Wir bewahren das sorgfältig auf. Wir antworten innerhalb von 3 Wochen auf Ihre Anfrage.",
}


@pytest.fixture(scope="module")
def audit() -> Audit:
    return Audit(Register(Folder(str(ROOT / "register"))), TODAY)


def statement(language: str) -> str:
    """What the generator makes of register/."""
    return markdown(project(language))


def sure(audit: Audit, text: str, language: str) -> list[Difference]:
    comparison = Comparison(audit, read_bytes(text.encode(), "statement.md"), language)
    return [each for each in comparison.differences if each.sure]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def under(text: str, key: str, language: str, sentence: str) -> str:
    """The statement with a sentence under one of its headings."""
    heading = f"## {texts(language).stated(f'heading.{key}')}\n\n"
    assert heading in text
    return text.replace(heading, f"{heading}{sentence}\n\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_period(audit: Audit, language: str) -> None:
    words = texts(language)
    text = statement(language)
    table = text.index("**Klachten**")
    row = text.index(f"| {capital(words.term('data-category', 'complaint').partition(' (')[0])}", table)
    end = text.index("\n", row)
    changed = text[:row] + text[row:end].replace(words.period(Period(years=2)), words.period(Period(years=5))) + text[end:]
    assert changed != text
    [found] = sure(audit, changed, language)
    assert (found.kind, found.params["period"], found.params["own"]) == ("statement-period-differs", Period(years=5), Period(years=2))
    assert found.record is not None and (found.record.id, found.path) == ("klachten", ("data", 2, "retention", "years"))
    assert found.quote is not None and found.quote.place.line == text[:row].count("\n") + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_service_that_the_register_does_not_know(audit: Audit, language: str) -> None:
    text = under(statement(language), "recipients", language, ANALYTICS[language])
    [found] = sure(audit, text, language)
    assert (found.kind, found.params["name"]) == ("statement-names-unknown-party", "Google Analytics")
    assert found.quote is not None and found.quote.place.line == line_of(text, ANALYTICS[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_service_that_is_not_used(audit: Audit, language: str) -> None:
    assert sure(audit, under(statement(language), "recipients", language, NO_ANALYTICS[language]), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recipient_that_is_not_named(audit: Audit, language: str) -> None:
    text = "\n".join(line for line in statement(language).splitlines() if "Wolkmap" not in line)
    [found] = sure(audit, text, language)
    assert found.kind == "statement-omits-recipient" and found.record is not None and found.record.id == "wolkmap"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_country(audit: Audit, language: str) -> None:
    words = texts(language)
    text = statement(language).replace(words.country("US"), words.country("IN"))
    found = {(each.kind, each.variant, each.params["country"]) for each in sure(audit, text, language)}
    assert found == {("statement-country-differs", "unknown", Country("IN")), ("statement-country-differs", "omitted", Country("US"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_authority(audit: Audit, language: str) -> None:
    text = re.sub(r"(?i)autoriteit ?persoonsgegevens(?:\.nl)?", "CNIL", statement(language).replace(texts(language).term("authority", "nl-ap"), "CNIL"))
    [found] = sure(audit, text, language)
    assert found.kind == "statement-authority-differs" and found.params["other"] == Term("authority", "fr-cnil")


@pytest.mark.parametrize("language", LANGUAGES)
def test_transfers_that_are_denied(audit: Audit, language: str) -> None:
    lines = statement(language).splitlines()
    heading = lines.index(f"## {texts(language).stated('heading.transfers')}")
    until = next(number for number in range(heading + 1, len(lines)) if lines[number].startswith("## "))
    text = "\n".join([*lines[: heading + 1], "", NO_TRANSFERS[language], "", *lines[until:]])
    [found] = sure(audit, text, language)
    assert (found.kind, found.variant) == ("statement-says-none", "transfers")
    assert set(found.params["countries"]) == {Country("US"), Country("GB")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_officer_whom_the_register_does_not_have(audit: Audit, language: str) -> None:
    text = statement(language).replace("\n## ", f"\n{OFFICER[language]}\n\n## ", 1)
    [found] = sure(audit, text, language)
    assert (found.kind, found.variant) == ("statement-contact-differs", "dpo")


@pytest.mark.parametrize("language", LANGUAGES)
def test_special_data_that_the_register_does_not_have(audit: Audit, language: str) -> None:
    heading = f"## {texts(language).stated('heading.data')}\n\n"
    text = statement(language).replace(heading, f"{heading}- {BELIEF[language]}\n")
    [found] = sure(audit, text, language)
    assert (found.kind, found.params["data"]) == ("statement-names-unknown-data", Term("data-category", "religion"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_ages_and_times_to_answer_are_no_periods(audit: Audit, language: str) -> None:
    text = under(statement(language), "rights", language, AGES[language])
    comparison = Comparison(audit, read_bytes(text.encode(), "statement.md"), language)
    assert comparison.differences == []


def test_a_party_that_is_no_longer_used(audit: Audit) -> None:
    text = under(statement("nl"), "recipients", "nl", "SnelForm verwerkt onze enquêtes.")
    [found] = sure(audit, text, "nl")
    assert (found.kind, found.variant) == ("statement-names-unknown-party", "ended")


def test_staff_are_not_missed_but_compared(audit: Audit) -> None:
    text = "\n".join(line for line in statement("nl").splitlines() if "Personeel" not in line and "Sollicitaties" not in line)
    assert sure(audit, text, "nl") == []
    changed = text.replace("## Uw rechten", "Loonstroken bewaren wij drie jaar.\n\n## Uw rechten")
    assert [(each.kind, each.record.id if each.record else "") for each in sure(audit, changed, "nl")] == [("statement-period-differs", "personeel")]


def test_a_file_that_cannot_be_read_makes_everything_doubtful(tmp_path: Path) -> None:
    text = under(markdown(made(write(tmp_path, base()))), "recipients", "nl", ANALYTICS["nl"])
    audit = Audit(Register(Folder(str(write(tmp_path, {"processors/kapot.toml": "name = \n"})))), TODAY)
    comparison = Comparison(audit, read_bytes(text.encode(), "statement.md"), "nl")
    assert [each.sure for each in comparison.differences] == [False]


PERIODS = {
    "nl": r"(\d+) (?:jaar|maand|week|weken)",
    "en": r"(\d+) (?:year|month|week)",
    "fr": r"(\d+) (?:an|mois|semaine)",
    "de": r"(\d+) (?:Jahr|Monat|Woche)",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_period_of_any_table(audit: Audit, language: str) -> None:
    lines = statement(language).split("\n")
    first, after = (lines.index(f"## {texts(language).stated(f'heading.{name}')}") for name in ("data", "source"))
    certain: list[bool] = []
    for number in range(first, after):
        name, *cells = lines[number].split(" | ")
        if not cells or not re.match(PERIODS[language], cells[0]):
            continue
        other = re.sub(PERIODS[language], lambda found: found[0].replace(found[1], str(int(found[1]) + 9)), cells[0], count=1)
        changed = "\n".join([*lines[:number], " | ".join([name, other, *cells[1:]]), *lines[number + 1 :]])
        [found] = Comparison(audit, read_bytes(changed.encode(), "statement.md"), language).differences
        assert (found.kind, found.quote and found.quote.place.line) == ("statement-period-differs", number + 1)
        certain.append(found.sure)
    assert len(certain) > 40 and sum(certain) >= len(certain) - 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_changes_of_a_page(audit: Audit, language: str) -> None:
    words = texts(language)
    page = render(project(language).document, "html").decode()
    row = page.index(f">{capital(words.term('data-category', 'complaint').partition(' (')[0])}", page.index("<caption>Klachten"))
    two, five = words.period(Period(years=2)), words.period(Period(years=5))
    changed = page[:row] + page[row:].replace(two, five, 1)
    changed = changed.replace(words.country("US"), words.country("IN")).replace("Cursusplein", "X")
    comparison = Comparison(audit, read_bytes(changed.encode(), "statement.html"), language)
    assert {(each.kind, each.record.id if each.record else "") for each in comparison.differences if each.sure} == {
        ("statement-period-differs", "klachten"),
        ("statement-country-differs", ""),
        ("statement-country-differs", "mailchimp"),
        ("statement-omits-recipient", "cursusplein"),
    }
