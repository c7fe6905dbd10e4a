"""Legal bases (Art. 6), special categories (Art. 9(1)) and what allows them (Art. 9(2)): by their usual names, and by their letters.

“6.1.c”, “art. 6 lid 1 sub c AVG”, “6(1)(c)” and “Art. 6 Abs. 1 lit. c DSGVO” are one and the same. A letter without its article is none.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from .. import law
from ..i18n import LANGUAGES, texts
from ..published.phrases import Match, Phrasebook, fold
from .answers import parse_yes_no
from .read import Read, is_none, load, words

MAX_WORDS = 400
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
_LETTERS = {"legal-basis": "6", "special-ground": "9"}
_FAR = 8
"""Words between the number of an article and the letter: “6, eerste lid, aanhef en onder”."""
_LINK = frozenset(("en", "and", "et", "und", "of", "or", "ou", "oder", ",", ";", "/", "&", "+", "(", ")", "."))
_NOT = 2


class _Word(NamedTuple):
    """A word, number or sign of a text."""

    text: str
    start: int
    end: int


def parse_basis(text: str, language: str = "") -> Read[list[str]]:
    """The legal bases of Art. 6(1) that a cell names, in the order in which it does."""
    del language  # the names of one language mean nothing else in another
    return _parse("legal-basis", text)


def parse_special_ground(text: str, language: str = "") -> Read[list[str]]:
    """The exceptions of Art. 9(2) that a cell names."""
    del language
    return _parse("special-ground", text)


def parse_special(text: str, language: str = "") -> Read[list[str]]:
    """The special categories of Art. 9(1) that a cell names; a mere “yes” is the category that is not said."""
    answer = parse_yes_no(text)
    if answer.value is False and not answer.rest:
        return Read([], none=True)
    if answer.value is True:
        named = _parse("special-category", answer.rest) if answer.rest else Read[list[str]]()
        return named if named.value else Read(["unspecified"], answer.rest)
    if answer.value is False:
        return Read(rest=text.strip())
    return _parse("special-category", text)


def _parse(vocabulary: str, text: str) -> Read[list[str]]:
    if is_none(text):
        return Read([], none=True)
    if len(text) > 10 * MAX_WORDS:
        return Read(rest=text.strip())
    read = _found(vocabulary, text)
    return read if read.value is None else read._replace(value=list(read.value))


@lru_cache(maxsize=8192)
def _found(vocabulary: str, text: str) -> Read[list[str]]:
    found = _words(text)
    if len(found) > MAX_WORDS:
        return Read(rest=text.strip())
    matches = [*_lettered(vocabulary, found), *_named(vocabulary, found)]
    matches.sort(key=lambda match: (match.first, -match.last))
    used: set[int] = set()
    values: dict[str, None] = {}
    for match in matches:
        places = range(match.first, match.last + 1)
        if not used.isdisjoint(places):
            continue
        if match.id and not _is_denied(found, match.first):
            values[match.id] = None
            used.update(places)
        elif not match.id:
            used.update(places)
            values.setdefault("", None)
    consumed = used if "" not in values else used - {place for match in matches if not match.id for place in range(match.first, match.last + 1)}
    values.pop("", None)
    if not values:
        return Read(rest=text.strip())
    return Read(list(values), _left(text, found, consumed))


def _words(text: str) -> list[_Word]:
    found = []
    for match in _TOKEN.finditer(text):
        found.append(_Word(fold(match[0]), match.start(), match.end()))
        if len(found) > MAX_WORDS:
            break
    return found


def _lettered(vocabulary: str, found: list[_Word]) -> Iterator[Match]:
    """The letters of an article: of “6 lid 1 sub b en c” two."""
    article = _LETTERS.get(vocabulary)
    if article is None:
        return
    letters = _by_letter(vocabulary)
    between = words("law.between")
    place = 0
    while place < len(found):
        if found[place].text != article or (place and found[place - 1].text in (".", "-", "/") and place > 1 and found[place - 2].text.isdigit()):
            place += 1
            continue
        first, at = place, place + 1
        while at < len(found) and at - first <= _FAR and found[at].text not in letters and (found[at].text in between or found[at].text in ("1", "2")):
            at += 1
        paragraph = "1" if article == "6" else "2"
        numbers = [word.text for word in found[first + 1 : at] if word.text.isdigit()]
        if at >= len(found) or found[at].text not in letters or (numbers and numbers[0] != paragraph):
            place = at
            continue
        while at < len(found) and found[at].text in letters:
            yield Match(letters[found[at].text], first, at)
            after = at + 1
            while after < len(found) and after - at <= 4 and (found[after].text in _LINK or found[after].text in between) and found[after].text not in letters:
                after += 1
            if after >= len(found) or found[after].text not in letters or after == at + 1:
                at += 1
                break
            first = at + 1
            at = after
        place = at


@cache
def _by_letter(vocabulary: str) -> dict[str, str]:
    """The values of a vocabulary by their letter in the article."""
    if vocabulary == "special-ground":
        return {facts["letter"]: identity for identity, facts in law.terms(vocabulary).items()}
    return {facts["cite"][-2]: identity for identity, facts in law.terms(vocabulary).items()}  # "GDPR art. 6(1)(a)"


def _named(vocabulary: str, found: list[_Word]) -> list[Match]:
    """The names of values, the longest first where they overlap."""
    places = [place for place, word in enumerate(found) if word.text.isalnum()]
    matches = _book(vocabulary).find([found[place].text for place in places])
    return [Match(match.id, places[match.first], places[match.last]) for match in matches]


@cache
def _book(vocabulary: str) -> Phrasebook:
    """The names of the values of a vocabulary in all languages; what looks like one and is none stands for ""."""
    book = Phrasebook(None)
    for language in LANGUAGES:
        for identity, label in texts(language).labels(vocabulary).items():
            book.add_name(identity, label)
        table = load(language)[vocabulary]
        for identity, names in table.items():
            book.add("" if identity == "not" else identity, names)
    return book


def _is_denied(found: list[_Word], first: int) -> bool:
    """Whether a “no” stands right before: “geen toestemming”."""
    return any(word.text in words("law.not") for word in found[max(first - _NOT, 0) : first])


def _left(text: str, found: list[_Word], used: set[int]) -> str:
    """The words of a text that nothing was made of, but for those that say nothing by themselves."""
    filler = words("law.filler")
    regions: list[tuple[int, int]] = []
    first = last = -1
    for place, word in enumerate([*found, _Word("", 0, 0)]):
        if place in used or place == len(found):
            if first >= 0:
                regions.append((found[first].start, found[last].end))
            first = -1
        elif word.text.isalnum() and not word.text.isdigit() and word.text not in filler:
            first, last = (place if first < 0 else first), place
    return ", ".join(text[start:end] for start, end in regions)
