"""Countries by what people call them: “Verenigde Staten”, “USA”, “États-Unis”, “UK”, “EU/EER”, “buiten EU: VS”."""

import re
from functools import cache, lru_cache

from .. import law
from ..i18n import LANGUAGES, texts
from ..published.phrases import Match, Phrasebook, fold
from .answers import parse_yes_no
from .read import Read, is_none, key_of, load, words

MAX_WORDS = 400
_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*\.?")
_CODE = re.compile(r"[A-Z]{2}")


def parse_country(text: str, language: str = "") -> Read[list[str]]:
    """The countries that a cell names, by code, with "EEA", "EU" and "unknown"; none where it says “none” or “no”."""
    del language  # names are looked up in all
    answer = parse_yes_no(text)
    if is_none(text) or (answer.value is False and not answer.rest):
        return Read([], none=True)
    if answer.value is True and answer.rest:
        text = answer.rest
    if len(text) > 10 * MAX_WORDS:
        return Read(rest=text.strip())
    read = _found(text)
    return read if read.value is None else read._replace(value=list(read.value))


@lru_cache(maxsize=8192)
def _found(text: str) -> Read[list[str]]:
    found = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    if len(found) > MAX_WORDS:
        return Read(rest=text.strip())
    codes: dict[str, None] = {}
    used: set[int] = set()
    for match in _matches([word for word, _, _ in found]):
        places = range(match.first, match.last + 1)
        if used.isdisjoint(places):
            used.update(places)
            if match.id != "outside":
                codes[match.id] = None
    if "EEA" in codes:
        codes.pop("EU", None)
    filler = words("place.filler")
    left = [text[start:end] for place, (word, start, end) in enumerate(found) if place not in used and key_of(word) not in filler]
    if not codes:
        return Read(rest=text.strip())
    return Read(list(codes), " ".join(left))


def _matches(found: list[str]) -> list[Match]:
    """What the words name, the longest first where two begin at one word; codes only as they are written, in capitals."""
    split: list[str] = []
    origin: list[int] = []
    for place, word in enumerate(found):
        for part in key_of(word).split(" "):
            if part:
                split.append(part)
                origin.append(place)
    matches = [Match(match.id, origin[match.first], origin[match.last]) for match in _book().find(split)]
    matches += [Match(word, place, place) for place, word in enumerate(found) if _CODE.fullmatch(word) and word in law.countries()]
    return sorted(matches, key=lambda match: (match.first, -match.last))


@cache
def _book() -> Phrasebook:
    from ..published.mentions import load as published

    book = Phrasebook(None)
    codes = law.countries()
    for language in LANGUAGES:
        for code, name in texts(language).cldr()["territories"].items():
            if code in codes and len(fold(name)) > 3:
                book.add_name(code, name)
        for code, phrases in published(f"words/{language}")["country"].items():
            book.add(code, phrases)
        for code, names in load(language)["country"].items():
            for name in names:
                book.add_name(code, name)
    return book
