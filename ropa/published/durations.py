"""Lengths of time in a text: “7 jaar”, “zeven jaar”, “een half jaar”, “sept ans”, “zehn Jahre”."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from ..derive.retention import Period, Span, span
from .phrases import Tokens, fold

_UNITS = ("years", "months", "weeks", "days")
_MOST = {"years": 200, "months": 600, "weeks": 520, "days": 9999}


class Duration(msgspec.Struct, frozen=True, gc=False):
    """A length of time and the words that say it."""

    period: Period
    first: int
    last: int


class Clock:
    """The words for numbers and units of a language."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        """Take [number] and [unit] of words/LANG.toml."""
        self._numbers: dict[str, int] = {fold(word): number for word, number in words["number"].items()}
        self._units: dict[str, str] = {fold(word): unit for unit in _UNITS for word in words["unit"][unit]}
        self._half = frozenset(fold(word) for word in words["unit"]["half"])
        self._half_years = {fold(word): months for word, months in words["unit"]["whole"].items()}
        self._between = frozenset(fold(word) for word in words["unit"]["between"])

    def find(self, text: str, found: Tokens) -> Iterator[Duration]:
        """Every length of time in a text."""
        words = found.words
        for place, word in enumerate(words):
            if (months := self._half_years.get(word)) is not None:
                yield Duration(Period(months=months), place, place)
                continue
            unit = self._units.get(word)
            if unit is None or place == 0:
                continue
            before = place - 1
            if words[before] in self._between and before:
                before -= 1
            if words[before] in self._half and unit == "years":
                yield Duration(Period(months=6), max(before - 1, 0), place)
                continue
            if (number := self._number(text, found, before)) is not None and 0 < number[0] <= _MOST[unit]:
                value, first = number
                if value == int(value):
                    yield Duration(Period(**{unit: int(value)}), first, place)
                elif unit == "years" and 12 * value == int(12 * value):
                    yield Duration(Period(months=int(12 * value)), first, place)

    def _number(self, text: str, found: Tokens, place: int) -> tuple[float, int] | None:
        """The number that ends at a word, and the place of its first word."""
        words = found.words
        word = words[place]
        if word.isascii() and word.isdigit() and len(word) <= 4:
            if place and words[place - 1].isdigit() and found.ends[place - 1] + 1 == found.starts[place]:
                between = text[found.ends[place - 1]]
                if between in ",.":
                    return (int(words[place - 1]) + int(word) / 10, place - 1) if len(word) == 1 else None
            return int(word), place
        for length in (3, 2):
            if place + 1 >= length and (value := self._numbers.get("-".join(words[place + 1 - length : place + 1]))) is not None:
                return value, place + 1 - length
        value = self._numbers.get(word)
        return (value, place) if value is not None else None


def certainly_differ(one: Period, other: Period) -> bool:
    """Whether two lengths differ whatever the calendar: four weeks and a month do not for certain."""
    first, second = span(one), span(other)
    return _differ(first, second)


def _differ(one: Span, other: Span) -> bool:
    if one.days == other.days == 0:
        return one.months != other.months
    if one.months == other.months:
        return one.days != other.days
    return one.most < other.least or other.most < one.least
