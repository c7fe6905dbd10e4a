"""Legal bases (Art. 6), special categories (Art. 9(1)) and what allows them (Art. 9(2)): by their usual names, and by their letters.

“6.1.c”, “art. 6 lid 1 sub c AVG”, “6(1)(c)” and “Art. 6 Abs. 1 lit. c DSGVO” are one and the same. A letter without its article is none.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from .. import law
from ..i18n import LANGUAGES, texts
from ..published.phrases import Match, Phrasebook, fold
from .answers import parse_yes_no
from .read import Read, is_none, load, words

MAX_WORDS = 400
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
_ARTICLES = {"legal-basis": ("6", "1"), "special-ground": ("9", "2")}
"""The article and paragraph whose letters they are."""
_FAR = 8
"""Words between the number of an article and the letter: “6, eerste lid, aanhef en onder”."""
_LINK = frozenset(("en", "and", "et", "und", "of", "or", "ou", "oder", ",", ";", "/", "&", "+", "(", ")", "."))
_PASSED = frozenset((")", ".", "van", "de", "der", "des", "du", "of", "the"))
"""What may stand between a letter and the name of its law."""
_NOT = 2
"""Words before a name in which a “no” is about it."""


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
    matches = sorted([*_lettered(vocabulary, found), *_named(vocabulary, found)], key=lambda match: (match.first, -match.last))
    values: dict[str, None] = {}
    used: set[int] = set()
    end = -1
    for match in matches:
        if match.first <= end or (match.id and _is_denied(found, match.first)):
            continue
        end = match.last
        if match.id:  # what only looks like a name is passed over, and stays in the rest
            values[match.id] = None
            used.update(range(match.first, match.last + 1))
    if not values:
        return Read(rest=text.strip())
    return Read(list(values), _left(text, found, used))


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        found.append(_Word(fold(word) if len(word) > 1 or word.isascii() else word, match.start(), match.end()))  # “à” is no letter of an article
        if len(found) > MAX_WORDS:
            break
    return found


def _lettered(vocabulary: str, found: list[_Word]) -> Iterator[Match]:
    """The letters of an article: of “6 lid 1 sub b en c” two."""
    if (article := _ARTICLES.get(vocabulary)) is None:
        return
    letters = _by_letter(vocabulary)
    place = 0
    while place < len(found):
        at = _first_letter(found, place, article, letters)
        first, place = place, place + 1
        while at:
            yield Match(letters[found[at].text], first, at)
            first = place = at + 1
            at = _next_letter(found, at, letters)


def _first_letter(found: list[_Word], place: int, article: tuple[str, str], letters: Mapping[str, str]) -> int:
    """The place of the letter of an article that is named at a place; 0 where it is another article, or another law."""
    number, paragraph = article
    if found[place].text != number or (place > 1 and found[place - 1].text in (".", "-", "/") and found[place - 2].text.isdigit()):
        return 0
    between = words("law.between")
    at = place + 1
    while at < len(found) and at - place <= _FAR and (found[at].text in between or found[at].text.isdigit()) and found[at].text not in letters:
        at += 1
    numbers = [word.text for word in found[place + 1 : at] if word.text.isdigit()]
    return at if _is_letter(found, at, letters) and (not numbers or numbers[0] == paragraph) else 0


def _next_letter(found: list[_Word], place: int, letters: Mapping[str, str]) -> int:
    """The place of a letter that is joined to the one at a place: “b en c”, “(b), (c)”; 0 where there is none."""
    between = words("law.between")
    at = place + 1
    while at < len(found) and at - place <= 4 and (found[at].text in _LINK or found[at].text in between):
        at += 1
    return at if at > place + 1 and _is_letter(found, at, letters) else 0


def _is_letter(found: list[_Word], at: int, letters: Mapping[str, str]) -> bool:
    """Whether a letter stands at a place that is one of the article, and not a word (“6.1 d'une”, “6(1) a duty”), nor one of another law."""
    if at >= len(found) or found[at].text not in letters:
        return False
    after = next((word.text for word in found[at + 1 : at + 6] if word.text not in _PASSED), "")
    if after in ("'", "’") or after in words("law.other") or after.endswith(("wet", "gesetz")):
        return False
    alone = found[at - 1].end < found[at].start and found[at - 1].text not in words("law.before")
    return not (found[at].text == "a" and alone and after.isalpha() and after not in words("law.filler"))


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
    filler, begin = words("law.filler"), words("law.begin")
    parts: list[str] = []
    region: list[int] = []
    for place in range(len(found) + 1):
        if place < len(found) and place not in used:
            region.append(place)
            continue
        said = [each for each in region if found[each].text.isalnum() and not found[each].text.isdigit() and found[each].text not in filler]
        if said:
            first = next(each for each in region if each == said[0] or found[each].text in begin or found[each].text.isdigit())
            last = max(said[-1:] + [each for each in region if found[each].text.isdigit()])
            parts.append(text[found[first].start : found[last].end])
        region = []
    return ", ".join(parts)
