"""From the text of a cell to a typed value: what was understood, and what was not. No function raises, and none invents.

The words are in words/LANG.toml, the labels of the vocabularies in i18n; where a text is understood in part, the rest is told, so that it can be
kept as it stands. What is merely like a known word is a suggestion and never a value.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any

from ..i18n import LANGUAGES, texts
from .bases import parse_basis, parse_special, parse_special_ground
from .periods import parse_period
from .places import parse_country
from .read import MAX_LETTERS, Read, is_none, is_unfilled, key_of, words
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

_ANSWER = re.compile(r"\s*(\S+?)(?:\s*[,;:.(\n–—]\s*|\s+[-–—]\s+)(.*)", re.DOTALL)
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?Z?)?(?!\d)")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})(?![\d/-])")
_NAMED = re.compile(r"(?<![\d./-])(\d{1,2})(?:er|st|nd|rd|th|e|\.)?[ \u00a0-]{1,2}(?:of )?([^\W\d_]{3,10})\.?,?[ \u00a0-]{1,2}(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_NUMBER = re.compile(r"(?<![\w.,])[-−]?(?:\d{1,3}(?:[.,\u00a0\u202f' ]\d{3})+|\d+)(?:[.,]\d{1,6})?(?![\w.,]*\d)(?!\w)")


def parse_yes_no(text: str) -> Read[bool]:
    """Whether a cell says yes or no: “ja”, “Non”, “x”, “Ja, met toestemming” (the rest is told). “Nee, tenzij …” is neither."""
    if (answer := _answers().get(key_of(text) or text.strip())) is not None:
        return Read(answer)
    if len(text) <= MAX_LETTERS and (found := _ANSWER.fullmatch(text)) and (answer := _answers().get(key_of(found[1]))) is not None:
        rest = found[2].strip().rstrip(")").strip()
        first = key_of(rest).partition(" ")[0]
        if first in words("yes-no.unless") or first in _answers():
            return Read(rest=text.strip())
        return Read(answer, rest)
    return Read(rest=text.strip(), none=is_none(text))


@cache
def _answers() -> dict[str, bool]:
    answers = {key_of(word) or word: True for word in words("yes-no.yes")}
    return answers | {key_of(word) or word: False for word in words("yes-no.no")}


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


def words_by_key(table: str) -> dict[str, list[str]]:
    """A table of lists of words, those of all languages together."""
    from .read import load

    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        entries: dict[str, Any] = load(language).get(table, {})
        for key, entry in entries.items():
            found.setdefault(key, []).extend(entry)
    return found


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


_BULLET = re.compile(r"\s*(?:[-–—•*·▪●►▶➢✓o]|\d{1,2}[.)]|[a-z][.)])\s+")
_INLINE = re.compile(r"\s+[•·▪●]\s*")


def split_values(text: str, *, commas: bool = True) -> list[str]:
    """The values in a cell: one a line, a bullet, a number, or between semicolons; between commas only where all are short.

    “Naam, adres en telefoonnummer” is three; “Wie zich aanmeldt, krijgt elke maand bericht” is one. Nothing within brackets is cut.
    """
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").split("\n") if line.strip()]
    marked = [bool(_BULLET.match(line)) for line in lines]
    items: list[str] = []
    for line, bullet in zip(lines, marked, strict=True):
        if any(marked) and not bullet and items and marked[0]:
            items[-1] = f"{items[-1]} {line.strip()}"  # an item that goes on on the next line
        else:
            items.append(_BULLET.sub("", line, count=1).strip() if bullet else line.strip())
    found = [part for item in items for inline in _INLINE.split(item) for part in outside_brackets(inline, ";")]
    found = [part for part in (each.strip().rstrip(",;").strip() for each in found) if part]
    if commas and len(found) == 1:
        return split_commas(found[0])
    return found


def split_commas(text: str) -> list[str]:
    """The values between the commas of a text, and before its last “and”, where all are short; else the text as it is."""
    parts = [part.strip() for part in outside_brackets(text, ",")]
    if len(parts) < 2:
        return [text]
    head, *tail = _AND.split(parts[-1], maxsplit=1)
    if tail and len(tail[0].split()) <= 3:
        parts[-1:] = [each for each in (head, *tail) if each]
    most = 2 if len(parts) == 2 else 4
    if any(not part or len(part.split()) > most or part[0].isdigit() or _LEGAL.fullmatch(part) for part in parts):
        return [text]
    return parts


_AND = re.compile(r"(?:^|\s+)(?:en|and|et|und|&)\s+", re.IGNORECASE)
_LEGAL = re.compile(r"(?:inc|llc|ltd|b\.?v|n\.?v|s\.?a|gmbh|corp)\b.*", re.IGNORECASE)


def outside_brackets(text: str, sign: str) -> list[str]:
    """A text cut at a sign, save where it stands within brackets or, for a comma, between digits."""
    if sign not in text:
        return [text]
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth = max(depth - 1, 0)
        elif letter == sign and not depth and not (sign == "," and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()):
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    return parts if not depth else text.split(sign)


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
    from .read import load

    found = {language: frozenset(load(language)["language"]["telling"]) for language in LANGUAGES}
    return {language: words - frozenset().union(*(found[other] for other in LANGUAGES if other != language)) for language, words in found.items()}
