"""From the text of a cell to a typed value: what was understood, and what was not. No function raises, and none invents.

The words are in words/LANG.toml, the labels of the vocabularies in i18n; where a text is understood in part, the rest is told, so that it can be
kept as it stands. What is merely like a known word is a suggestion and never a value.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache

from ..i18n import LANGUAGES, texts
from .answers import parse_yes_no
from .bases import parse_basis, parse_special, parse_special_ground
from .parts import split_values
from .periods import parse_period
from .places import parse_country
from .read import Read, is_none, is_unfilled, key_of, load, words, words_by_key
from .terms import (
    Piece,
    parse_data_category,
    parse_dpia,
    parse_measure_kind,
    parse_mechanism,
    parse_role,
    parse_status,
    parse_subject,
    parse_term,
    parse_terms,
    read_terms,
)

__all__ = [
    "Piece",
    "Read",
    "detect_language",
    "is_none",
    "is_unfilled",
    "key_of",
    "parse_basis",
    "parse_country",
    "parse_data_category",
    "parse_date",
    "parse_day",
    "parse_dpia",
    "parse_measure_kind",
    "parse_mechanism",
    "parse_number",
    "parse_period",
    "parse_role",
    "parse_special",
    "parse_special_ground",
    "parse_status",
    "parse_subject",
    "parse_term",
    "parse_terms",
    "parse_yes_no",
    "read_terms",
    "split_values",
]

_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?Z?)?(?!\d)")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})(?![\w/-])")
_NAMED = re.compile(r"(?<![\d./-])(\d{1,2})(?:er|st|nd|rd|th|e|\.)?[ \u00a0-]{1,2}(?:of )?([^\W\d_]{3,10})\.?,?[ \u00a0-]{1,2}(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_NUMBER = re.compile(r"(?<![\w.,])[-−]?(?:\d{1,3}(?:[.,\u00a0\u202f' ]\d{3})+|\d+)(?:[.,]\d{1,6})?(?![\w.,]*\d)(?!\w)")


def parse_date(text: str) -> Read[date]:
    """The day that a text names: 2025-12-31, 31-12-2025, 31/12/2025, 31 december 2025. A month or a year alone is no day, nor is 12/31/2025."""
    if len(text) > 300:
        return Read(rest=text)
    found = [(match, day) for match, day in _days(text) if day is not None]
    if len(found) != 1:
        return Read(rest=text.strip(), none=is_none(text))
    match, day = found[0]
    rest = " ".join(part.strip(" ,;:") for part in (text[: match.start()], text[match.end() :])).strip()
    return Read(day, rest)


def parse_day(text: str, today: date) -> Read[date]:
    """The same, of a text that is a day and nothing more; also “vandaag”, “today”, “aujourd'hui”, “heute”."""
    if key_of(text) in words("day.today"):
        return Read(today)
    read = parse_date(text)
    return read if not read.rest else Read(rest=text.strip())


def _days(text: str) -> Iterable[tuple[re.Match[str], date | None]]:
    for match in _ISO.finditer(text):
        yield match, _day(match[1], match[2], match[3])
    for match in _NUMBERS.finditer(text):
        yield match, _day(match[3], match[2], match[1])
    for match in _NAMED.finditer(text):
        yield match, _day(match[3], _months().get(key_of(match[2]), 0), match[1])
    for match in _MONTH_FIRST.finditer(text):
        yield match, _day(match[3], _months().get(key_of(match[1]), 0), match[2])


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


@cache
def _months() -> dict[str, int]:
    """The names of the months and what they are shortened to, in every language; what is short for two is short for none."""
    found: dict[str, set[int]] = {key_of(word): {int(number)} for number, short in words_by_key("months").items() for word in short}
    for language in LANGUAGES:
        for number, name in enumerate(texts(language).cldr()["months"], 1):
            folded = key_of(name)
            for length in range(3, len(folded) + 1):
                found.setdefault(folded[:length], set()).add(number)
            found[folded] = {number}
    return {word: next(iter(numbers)) for word, numbers in found.items() if len(numbers) == 1}


def parse_number(text: str) -> Read[int | float]:
    """The number in a text: “1.250” and “1 250” are whole, “3,5” is not; the words around it are the rest. Two numbers are none."""
    if len(text) > 300:
        return Read(rest=text)
    found = list(_NUMBER.finditer(text))
    if len(found) != 1 or (value := _value(found[0][0])) is None:
        return Read(rest=text.strip(), none=is_none(text))
    rest = " ".join(part.strip(" ,;:") for part in (text[: found[0].start()], text[found[0].end() :])).strip()
    return Read(value, rest)


def _value(written: str) -> int | float | None:
    """The number that is written so: a sign before three digits is for thousands, one before other digits for decimals."""
    if re.match(r"[-−]?0\d", written):  # a telephone number, an account
        return None
    sign = -1 if written[0] in "-−" else 1
    digits = re.sub(r"[\u00a0\u202f' ]", "", written.lstrip("-−"))
    if re.fullmatch(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*", digits):
        return sign * int(re.sub(r"[.,]", "", digits))
    whole, point, decimals = re.sub(r"[.,](?=\d{3}(?:[.,]|$))", "", digits).replace(",", ".").partition(".")
    if not whole.isdigit() or (point and not decimals.isdigit()):
        return None
    return sign * (float(f"{whole}.{decimals}") if decimals.strip("0") else int(whole))


def detect_language(values: Iterable[str], default: str = "") -> str:
    """The language of the texts of a table: by headings that are known in one, and the commonest words of each; `default` where nothing tells."""
    from ..published.mentions import load as published
    from ..published.phrases import words_of

    common: dict[str, list[str]] = published("words/languages")
    counts = dict.fromkeys(LANGUAGES, 0)
    for number, text in enumerate(values):
        if number >= 2000:
            break
        for word in words_of(text[:2000]):
            for language in LANGUAGES:
                counts[language] += (word in _telling()[language]) * 2 + (word in common[language])
    first, second = sorted(counts.values(), reverse=True)[:2]
    return max(counts, key=lambda language: counts[language]) if first > second and first >= 2 else default


@lru_cache(maxsize=1)
def _telling() -> dict[str, frozenset[str]]:
    """Words of tables of this kind that are of one language only."""
    found = {language: frozenset(load(language)["language"]["telling"]) for language in LANGUAGES}
    return {language: own - frozenset().union(*(found[other] for other in LANGUAGES if other != language)) for language, own in found.items()}
