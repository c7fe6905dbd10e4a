"""What people type, and what it is taken for."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.ask.answers import Unclear, clean, parse, shown
from ropa.ask.choices import matching, of_vocabulary, with_name
from ropa.ask.question import Choice, Form, Question
from ropa.i18n import LANGUAGES, texts
from tests.support import TODAY

NL = texts("nl")


def answer(form: Form, text: str) -> Any:
    return parse(Question("x", form, "?"), text, NL, TODAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("31-01-2026", date(2026, 1, 31)),
        ("31-1-2026", date(2026, 1, 31)),
        ("31/01/2026", date(2026, 1, 31)),
        ("31.01.2026", date(2026, 1, 31)),
        ("31 januari 2026", date(2026, 1, 31)),
        ("1er janvier 2026", date(2026, 1, 1)),
        ("1. März 2026", date(2026, 3, 1)),
        (" vandaag ", TODAY),
        ("Heute", TODAY),
        ("aujourd’hui", TODAY),
    ],
)
def test_dates(typed: str, day: date) -> None:
    assert answer(Form.DATE, typed) == day


@pytest.mark.parametrize("typed", ["31-02-2026", "2026-13-01", "morgen", "2026", "1-2-26", "31 foobar 2026", "٣١-٠١-٢٠٢٦x"])
def test_no_dates(typed: str) -> None:
    with pytest.raises(Unclear, match="31-01-2026"):
        answer(Form.DATE, typed)


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("7 jaar", {"years": 7}),
        ("6 maanden", {"months": 6}),
        ("1 jaar en 6 maanden", {"years": 1, "months": 6}),
        ("4 weken", {"weeks": 4}),
        ("90 dagen", {"days": 90}),
        ("7 years", {"years": 7}),
        ("5 ans", {"years": 5}),
        ("10 Jahre", {"years": 10}),
        ("2 jaar na de laatste afspraak", {"years": 2, "after": "de laatste afspraak"}),
        ("5 ans à compter de la fin du contrat", {"years": 5, "after": "la fin du contrat"}),
        ("intrekking van de toestemming", {"until": "intrekking van de toestemming"}),
        ("tot intrekking van de toestemming", {"until": "intrekking van de toestemming"}),
    ],
)
def test_periods(typed: str, period: dict[str, Any]) -> None:
    assert answer(Form.PERIOD, typed) == period


@pytest.mark.parametrize("typed", ["7", "7 foobar", "0 jaar", "jaar 7", "7 jaar 8 jaar", "7 jaar ongeveer", "-3 jaar"])
def test_no_periods(typed: str) -> None:
    with pytest.raises(Unclear, match="7 jaar"):
        answer(Form.PERIOD, typed)


def test_other_forms() -> None:
    assert [answer(Form.YES_NO, typed) for typed in ("j", "Ja", "yes", "o", "n", "nee", "Nein")] == [True] * 4 + [False] * 3
    assert answer(Form.NUMBER, " 12 ") == 12
    assert answer(Form.TEXTS, "naam, adres;  leeftijd,") == ["naam", "adres", "leeftijd"]
    assert answer(Form.TEXT, "  twee   woorden ") == "twee woorden"
    assert [answer(form, "  ") for form in (Form.TEXT, Form.YES_NO, Form.NUMBER, Form.DATE, Form.PERIOD, Form.TEXTS)] == [None] * 6
    for form, typed in ((Form.YES_NO, "misschien"), (Form.NUMBER, "twee"), (Form.NUMBER, "-1"), (Form.NUMBER, "٣")):
        with pytest.raises(Unclear):
            answer(form, typed)


@given(st.text(max_size=60), st.sampled_from([Form.TEXT, Form.YES_NO, Form.NUMBER, Form.DATE, Form.PERIOD, Form.TEXTS]))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_is_an_answer_or_said_to_be_none(typed: str, form: Form) -> None:
    """And what comes out can be shown and stored: nothing in it steers a terminal."""
    try:
        found = answer(form, typed)
    except Unclear as unclear:
        assert str(unclear)
        return
    text = shown(Question("x", form, "?"), found, NL)
    assert text.isprintable()
    assert clean(text) == text


def test_a_text_is_one_line_without_what_steers_a_terminal() -> None:
    assert clean("een\x1b[31m twee\ndrie\u202e\ud800") == "een [31m twee drie"


def labels(typed: str, *choices: str) -> list[str]:
    return [choice.label for choice in matching([Choice(each, each) for each in choices], typed)]


def test_a_few_letters_find_what_is_meant() -> None:
    assert labels("ned", "Verenigde Staten", "Nederland", "Noord-Nederland") == ["Nederland", "Noord-Nederland"]
    assert labels("oost", "Oostenrijk", "Côte d’Oost") == ["Oostenrijk", "Côte d’Oost"]
    assert labels("cote", "Oostenrijk", "Côte d’Or") == ["Côte d’Or"]
    assert labels("mail nieuws", "nieuwsbrief per mail", "mailing") == ["nieuwsbrief per mail"]
    assert labels("", "a", "b") == ["a", "b"]
    assert labels("zzz", "a", "b") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_vocabulary_as_choices(language: str) -> None:
    words = texts(language)
    countries = of_vocabulary("country", words)
    assert [choice.value for choice in countries[:2]] == ["NL", "BE"]
    assert [choice.value for choice in of_vocabulary("place", words)[:2]] == ["NL", "BE"]
    assert "unknown" in [choice.value for choice in of_vocabulary("place", words)[:10]]
    assert all(choice.note for choice in of_vocabulary("legal-basis", words))
    own = of_vocabulary("data-category", words, {"zwemdiploma": "Zwemdiploma"})
    assert own[0].label == "Zwemdiploma"
    assert [choice.value for choice in with_name(countries, "nl")] == ["NL"]
    assert [choice.value for choice in with_name([Choice("a-2", "Anna"), Choice("a", "Anna"), Choice("anna", "B")], "anna")] == ["anna"]
    assert [choice.value for choice in with_name([Choice("a-2", "Anna"), Choice("a", "Anna")], "ANNA")] == ["a-2", "a"]
