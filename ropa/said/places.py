"""Countries by what people call them: “Verenigde Staten”, “USA”, “États-Unis”, “UK”, “EU/EER”, “buiten EU: VS”."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from .. import law
from ..i18n import LANGUAGES, texts
from ..published.phrases import Match, Phrasebook, fold
from .answers import parse_yes_no
from .read import Read, is_none, is_unfilled, key_of, load, words

MAX_WORDS = 400
_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*\.?")
_CODE = re.compile(r"[A-Z]{2}")


def parse_country(text: str, language: str = "") -> Read[list[str]]:
    """The countries that a cell names, by code, with "EEA", "EU" and "unknown"; none where it says “none” or “no”."""
    del language  # names are looked up in all
    answer = parse_yes_no(text)
    if is_none(text) or (answer.value is False and not answer.rest):
        return Read([], none=True)
    if is_unfilled(text):
        return Read(rest=text.strip())
    if len(text) > 10 * MAX_WORDS:
        return Read(rest=text.strip())
    read = _found(answer.rest if answer.value is True and answer.rest else text)
    return Read(rest=text.strip()) if read.value is None else read._replace(value=list(read.value))


@lru_cache(maxsize=8192)
def _found(text: str) -> Read[list[str]]:
    found = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    if len(found) > MAX_WORDS:
        return Read(rest=text.strip())
    read = _read(text, found, codes=True)
    return read if not read.rest else _read(text, found, codes=False)  # “IT”, “SA” and “HR” among other words are no countries


def _read(text: str, found: list[tuple[str, int, int]], *, codes: bool) -> Read[list[str]]:
    named: dict[str, None] = {}
    used: set[int] = set()
    for identity, places in _named([word for word, _, _ in found], codes=codes):
        used.update(places)
        if identity != "outside":
            named[identity] = None
    if "EEA" in named:
        named.pop("EU", None)
    if not named:
        return Read(rest=text.strip())
    filler = words("place.filler")
    left = [text[start:end] for place, (word, start, end) in enumerate(found) if place not in used and key_of(word) not in filler]
    return Read(list(named), " ".join(left))


def _named(found: list[str], *, codes: bool) -> Iterator[tuple[str, set[int]]]:
    """What the words name, each with its places: the longest name where two overlap; codes only as they are written, in capitals."""
    split: list[str] = []
    origin: list[int] = []
    matches: list[Match] = []
    for place, word in enumerate(found):
        if codes and _CODE.fullmatch(word) and word in law.countries():
            matches.append(Match(word, len(split), len(split)))
        for part in key_of(word).split(" "):
            if part:
                split.append(part)
                origin.append(place)
    matches += _book().find(split)
    end = -1
    for match in sorted(matches, key=lambda match: (match.first, -match.last)):
        if match.first > end:
            end = match.last
            yield match.id, {origin[place] for place in range(match.first, match.last + 1)}


@cache
def _book() -> Phrasebook:
    book = Phrasebook(None)
    codes = law.countries()
    for language in LANGUAGES:
        for code, name in texts(language).cldr()["territories"].items():
            if code in codes and len(fold(name)) > 3:
                book.add_name(code, name)
        for code, names in load(language)["country"].items():
            for name in names:
                book.add_name(code, name)
    return book
