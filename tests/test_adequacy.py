"""Adequacy decisions by country and day."""

from datetime import date, timedelta

import pytest

from ropa.law import adequacy
from tests.support import TODAY


def test_cover_goes_on_over_prolongations() -> None:
    assert adequacy.covered_until("GB", date(2021, 3, 1)) == date(2031, 12, 27)
    assert adequacy.covered_until("GB", date(2025, 6, 27)) == date(2031, 12, 27)
    assert adequacy.covered_until("CH", TODAY) == date.max


@pytest.mark.parametrize(
    ("on", "identity"),
    [
        (date(2015, 10, 5), "us-safe-harbour"),
        (date(2015, 10, 6), None),
        (date(2016, 7, 11), None),
        (date(2016, 7, 12), "us-privacy-shield"),
        (date(2020, 7, 15), "us-privacy-shield"),
        (date(2020, 7, 16), None),
        (date(2023, 7, 9), None),
        (date(2023, 7, 10), "us-dpf"),
        (TODAY, "us-dpf"),
    ],
)
def test_the_lists_of_the_united_states(on: date, identity: str | None) -> None:
    decision = adequacy.listing("US", on)
    assert (decision.id if decision else None) == identity
    assert adequacy.holding("US", on) is None


def test_a_decision_of_a_state_is_not_one_of_its_territories() -> None:
    assert adequacy.holding("GB", TODAY) is not None
    assert [territory for territory in ("GI", "BM", "KY") if adequacy.holding(territory, TODAY)] == []
    assert {territory for territory in ("JE", "GG", "IM", "FO") if adequacy.holding(territory, TODAY)} == {"JE", "GG", "IM", "FO"}


def test_what_ended() -> None:
    assert adequacy.ended("US", TODAY) is None
    shield = adequacy.ended("US", date(2021, 1, 1), listed=True)
    assert shield is not None and shield.number == "(EU) 2016/1250"
    british = adequacy.ended("GB", date(2031, 12, 28))
    assert british is not None and british.id == "gb"


def test_an_international_organisation_by_its_name() -> None:
    names = ("Octrooibureau", "EUROPEAN PATENT ORGANISATION ")
    first = date(2025, 7, 15)
    decision = adequacy.of_organisation(names, first)
    assert decision is not None and decision.number == "(EU) 2025/1382"
    assert adequacy.of_organisation(names, first - timedelta(days=1)) is None
    assert adequacy.of_organisation(("", "Rode Kruis"), first) is None
