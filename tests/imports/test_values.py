"""Typed values of the text of cells: in four languages, understood or told to be not, and never made up."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ropa.i18n import LANGUAGES
from ropa.said import values
from ropa.said.values import (
    Read,
    detect_language,
    is_none,
    is_unfilled,
    parse_basis,
    parse_country,
    parse_data_category,
    parse_date,
    parse_dpia,
    parse_measure_kind,
    parse_mechanism,
    parse_number,
    parse_period,
    parse_role,
    parse_special,
    parse_special_ground,
    parse_status,
    parse_subject,
    parse_yes_no,
    split_values,
)

# -- yes, no, none, nothing ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["ja", "Ja.", "JA", "yes", "Y", "true", "WAAR", "oui", "O", "vrai", "wahr", "x", "X", "✓", "☑", "1"])
def test_yes(text: str) -> None:
    assert parse_yes_no(text) == Read(True)


@pytest.mark.parametrize("text", ["nee", "Neen", "no", "N", "false", "FALSE", "non", "nein", "faux", "falsch", "0", "☐"])
def test_no(text: str) -> None:
    assert parse_yes_no(text) == Read(False)


@pytest.mark.parametrize(
    ("text", "answer", "rest"),
    [
        ("Ja, met toestemming", True, "met toestemming"),
        ("Yes (see DPIA)", True, "see DPIA"),
        ("Nee: alleen naam", None, "Nee: alleen naam"),
        ("Non – pas encore", False, "pas encore"),
    ],
)
def test_yes_or_no_with_more(text: str, answer: bool | None, rest: str) -> None:
    assert parse_yes_no(text) == Read(answer, rest)


@pytest.mark.parametrize(
    "text",
    ["Nee, tenzij toestemming", "ja/nee", "Ja, nee", "misschien", "", "n.v.t.", "Yes, except minors", "janee", "Non, sauf accord", "Ja, aber nur selten"],
)
def test_neither_yes_nor_no(text: str) -> None:
    assert parse_yes_no(text).value is None
    assert parse_yes_no(text).rest == text


@pytest.mark.parametrize(
    "text",
    [
        "geen",
        "Geen.",
        "none",
        "néant",
        "Aucun",
        "keine",
        "Geen doorgifte buiten de EU/EER",
        "pas de transfert hors UE",
        "keine Übermittlung in Drittländer",
        "No special category data",
        "geen verwerkers",
    ],
)
def test_there_are_none(text: str) -> None:
    assert is_none(text) and not is_unfilled(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "-",
        "—",
        "n.v.t.",
        "NVT",
        "niet van toepassing",
        "n/a",
        "N/A",
        "?",
        "...",
        "sans objet",
        "entfällt",
        "à compléter",
        "tbd",
        "nog in te vullen",
        "Maak een keuze",
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert is_unfilled(text) and not is_none(text)


@pytest.mark.parametrize("text", ["geen toestemming", "Geen BSN", "none of your business, really", "0", "✓", "onbekend", "geen idee"])
def test_something_is_said(text: str) -> None:
    assert not is_none(text) and not is_unfilled(text)


# -- days and numbers ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-31",
        "2025/12/31",
        "31-12-2025",
        "31/12/2025",
        "31.12.2025",
        "31 december 2025",
        "31 Dec 2025",
        "31 déc. 2025",
        "31 décembre 2025",
        "31. Dezember 2025",
        "December 31, 2025",
        "31st December 2025",
        "2025-12-31T00:00:00",
        "2025-12-31 10:30",
        " 31-12-2025 ",
        "31 - 12 - 2025",
        "31-dec-2025",
    ],
)
def test_a_day(text: str) -> None:
    assert parse_date(text) == Read(date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er janvier 2025", date(2025, 1, 1)),
        ("3 mrt 2024", date(2024, 3, 3)),
        ("1. März 2025", date(2025, 3, 1)),
        ("5/6/2025", date(2025, 6, 5)),
        ("2 août 2019", date(2019, 8, 2)),
    ],
)
def test_days_as_people_write_them(text: str, day: date) -> None:
    assert parse_date(text).value == day


@pytest.mark.parametrize(
    "text",
    [
        "mei 2025",
        "2025",
        "12/31/2025",
        "31-02-2025",
        "31-12-25",
        "1.1.2020 / 1.2.2020",
        "binnenkort",
        "",
        "0000-00-00",
        "31-12-9999",
        "art. 6.1.2018a",
        "5 juin-juillet 2020",
    ],
)
def test_no_day(text: str) -> None:
    assert parse_date(text) == Read(rest=text)


def test_a_day_among_words() -> None:
    assert parse_date("herzien op 31-12-2025 (concept)") == Read(date(2025, 12, 31), "herzien op (concept)")


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("12", 12, ""),
        ("1.250", 1250, ""),
        ("1 250", 1250, ""),
        ("1,250", 1250, ""),
        ("3,5", 3.5, ""),
        ("1.234,56", 1234.56, ""),
        ("1,234.56", 1234.56, ""),
        ("ca. 500", 500, "ca."),
        ("250 leden", 250, "leden"),
        ("-5", -5, ""),
        ("7,0", 7, ""),
        ("twee", None, "twee"),
        ("10-20", None, "10-20"),
        ("0612345678", None, "0612345678"),
        ("1 of 2", None, "1 of 2"),
        ("NL01ABCD", None, "NL01ABCD"),
        ("", None, ""),
    ],
)
def test_numbers(text: str, number: float | None, rest: str) -> None:
    assert parse_number(text) == Read(number, rest)
    assert type(parse_number(text).value) is type(number)


# -- several values in a cell ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("een", ["een"]),
        ("a; b;c;", ["a", "b", "c"]),
        ("- naam\n- adres", ["naam", "adres"]),
        ("• naam\r\n• adres\r\n", ["naam", "adres"]),
        ("1. een\n2) twee\na) drie", ["een", "twee", "drie"]),
        ("• een • twee", ["een", "twee"]),
        ("- een\n  die doorloopt\n- twee", ["een die doorloopt", "twee"]),
        ("naam\nadres", ["naam", "adres"]),
        ("Naam, adres en telefoonnummer", ["Naam", "adres", "telefoonnummer"]),
        ("Noms, prénoms, adresses", ["Noms", "prénoms", "adresses"]),
        ("Name, Anschrift und E-Mail", ["Name", "Anschrift", "E-Mail"]),
        ("naam en adres", ["naam en adres"]),
        ("Wie zich aanmeldt, krijgt elke maand bericht", ["Wie zich aanmeldt, krijgt elke maand bericht"]),
        ("Kade 1, 1234 AB Utrecht", ["Kade 1, 1234 AB Utrecht"]),
        ("Voorbeeld, Inc.", ["Voorbeeld, Inc."]),
        ("a (b; c); d", ["a (b; c)", "d"]),
        ("a (b; c", ["a (b", "c"]),
        ("3,5 jaar", ["3,5 jaar"]),
    ],
)
def test_several_values(text: str, parts: list[str]) -> None:
    assert split_values(text) == parts


# -- languages -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "language"),
    [
        (["Naam verwerking", "Doel", "Grondslag", "Bewaartermijn"], "nl"),
        (["Verwerkingsactiviteit", "Betrokkenen"], "nl"),
        (["Nom du traitement", "Finalité", "Durée de conservation"], "fr"),
        (["Business function", "Purpose of processing", "Categories of individuals"], "en"),
        (["Zweck der Verarbeitung", "Rechtsgrundlage", "Empfänger"], "de"),
        ([], ""),
        (["1", "2", "x"], ""),
    ],
)
def test_the_language_of_a_table(headings: list[str], language: str) -> None:
    assert detect_language(headings) == language
    assert detect_language([], "fr") == "fr"


# -- anything --------------------------------------------------------------------------------------------------------------------------------

PARSERS: list[Callable[[str], Read[Any]]] = [
    parse_yes_no,
    parse_date,
    parse_number,
    parse_period,
    parse_basis,
    parse_special,
    parse_special_ground,
    parse_country,
    parse_data_category,
    parse_subject,
    parse_measure_kind,
    parse_mechanism,
    parse_role,
    parse_status,
    parse_dpia,
]
WORDS = [
    "7",
    "6",
    "9",
    "1",
    "jaar",
    "na",
    "tot",
    "(",
    ")",
    "art.",
    "lid",
    "a",
    "b",
    ";",
    ",",
    "-",
    "\n",
    "ja",
    "nee",
    "geen",
    "toestemming",
    "VS",
    "naam",
    "2025",
    "12",
    "en",
    "§",
    "+",
    "ans",
    "de",
    "/",
    "İ",
    "ß",
    "\u0300",
    "२०२५",
    "９",
]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
)
@example("१२-१२-२०२५")
@example("²")
def test_no_text_is_too_odd(text: str) -> None:
    for parse in PARSERS:
        read = parse(text)
        assert isinstance(read, Read)
        if read.value is None and not read.none:
            assert read.rest.split() == text.split() or read.rest.strip() == text.strip(), parse
    letters = [letter for letter in text if letter.isalnum()]
    assert [letter for part in split_values(text) for letter in part if letter.isalnum()] == letters or split_values(text) != [text.strip()]
    assert is_none(text) in (True, False) and is_unfilled(text) in (True, False) and detect_language([text]) in ("", *LANGUAGES)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        "(",
        "6 ",
        "6.1.",
        "1.",
        "7 jaar ",
        "art 6 lid ",
        "na ",
        "tot na ",
        ";",
        "- \n",
        "de ",
        "12-",
        ", ",
        "naam, ",
        "1 000",
        "geen ",
        "VS ",
        "en ",
        "\u0300",
        "jaar en ",
    ],
)
def test_no_text_takes_long(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    everything: list[Callable[[str], Any]] = [*PARSERS, split_values, is_none, is_unfilled, lambda text: detect_language([text])]
    for parse in everything:
        started = time.perf_counter()
        parse(text)
        parse(text[:2_000])
        parse(text[:300])
        assert time.perf_counter() - started < 1, (parse, unit)


def test_the_module_names_what_it_offers() -> None:
    assert all(callable(getattr(values, name)) for name in values.__all__)
