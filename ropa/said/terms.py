"""Values of the vocabularies by what people call them: the label in any of the four languages, a usual other name, a plural, without its accents."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from .. import law
from ..i18n import LANGUAGES, texts
from .parts import outside_brackets, split_commas, split_values
from .read import MAX_LETTERS, Read, is_none, key_of, load

_ASIDE = re.compile(r"\s*\([^()]*\)")
_LEAD = frozenset(
    ("de", "het", "een", "the", "a", "an", "le", "la", "les", "l", "un", "une", "des", "du", "der", "die", "das", "den", "dem", "ein", "eine", "d")
)
"""Articles at the beginning of a name."""
_ENDINGS = {"nl": ("en", "s", "e", "n"), "fr": ("s", "x"), "de": ("innen", "en", "er", "n", "e", "s")}
_SHORTEST = 5
_LONGEST = 60
"""Letters of a text of which it is looked for what it may have meant."""
MAX_LIST = 20_000
"""Letters of a cell that may be a list."""


class Piece(NamedTuple):
    """One of the values in a cell."""

    text: str
    """As it stands in the cell."""
    value: str | None
    """The value of the vocabulary; None where it was not understood."""
    suggestion: str = ""
    """A value that is like it."""
    rest: str = ""
    """What stands in brackets and says more than the value."""


class _Index(NamedTuple):
    """The names of the values of a vocabulary in one language: as they are, without plural, and without spaces."""

    exact: dict[str, str]
    stems: dict[str, str]
    joined: dict[str, str]


def parse_term(vocabulary: str, text: str, language: str = "") -> Read[str]:
    """The value of a vocabulary that a text names, in the language of the table or, where that has no such name, in another.

    Names are compared without capitals, accents, signs, articles and plural; what is only like one is a suggestion.
    """
    if len(text) > MAX_LETTERS or not (key := key_of(text)):
        return Read(rest=text.strip())
    value = _find(vocabulary, key, language)
    if value is not None:
        return Read(value)
    if "(" in text and (value := _find(vocabulary, key_of(_ASIDE.sub("", text)), language)) is not None:
        asides = [aside.strip()[1:-1].strip() for aside in _ASIDE.findall(text)]
        return Read(value, "; ".join(aside for aside in asides if _find(vocabulary, key_of(aside), language) != value))
    return Read(rest=text.strip(), none=is_none(text), suggestion=_like(vocabulary, key, language))


def read_terms(vocabulary: str, text: str, language: str = "") -> list[Piece]:
    """The values in a cell one by one: those of its lines and between its signs; between commas or “and” where that makes more of it known."""
    if len(text) > MAX_LIST:
        return [Piece(text.strip(), None)]
    found: list[Piece] = []
    for part in split_values(text, commas=False):
        found += _pieces(vocabulary, part, language)
    return found


def _pieces(vocabulary: str, part: str, language: str) -> Iterator[Piece]:
    read = parse_term(vocabulary, part, language)
    if read.value is not None:
        yield Piece(part, read.value, rest=read.rest)
        return
    if several := _together(vocabulary).get(key_of(part)):
        yield from (Piece(part, value) for value in several)
        return
    best = [part]
    known = 0
    commas = split_commas(part)
    for cut in (commas, [each.strip() for each in outside_brackets(part, ",")], _WITHIN.split(part)):
        count = sum(parse_term(vocabulary, each, language).value is not None for each in cut if each)
        if count > known and (cut is commas or 2 * count >= len(cut)):
            best, known = cut, count
        if known == len(best):
            break
    for each in best:
        if each := each.strip(" ,/"):
            read = parse_term(vocabulary, each, language)
            values = [read.value] if read.value is not None else _together(vocabulary).get(key_of(each), [None])
            yield from (Piece(each, value, "" if value else read.suggestion, read.rest if read.value else "") for value in values)


_WITHIN = re.compile(r"\s*(?:,|/|\+|\s(?:en|and|et|und|&|of|or|ou|oder)\s)\s*", re.IGNORECASE)


def parse_terms(vocabulary: str, text: str, language: str = "") -> Read[list[str]]:
    """All values of a vocabulary that a cell names, each once; what was not understood is the rest, one a line."""
    if is_none(text):
        return Read([], none=True)
    pieces = read_terms(vocabulary, text, language)
    if not pieces:
        return Read(rest=text.strip())
    values = list(dict.fromkeys(piece.value for piece in pieces if piece.value is not None))
    rest = [piece for piece in pieces if piece.value is None]
    suggestion = next((piece.suggestion for piece in rest if piece.suggestion), "")
    if not values:
        return Read(rest=text.strip(), suggestion=suggestion)
    left = [piece.text if piece.value is None else piece.rest for piece in pieces]
    return Read(values, "\n".join(text for text in left if text), suggestion=suggestion)


def parse_data_category(text: str, language: str = "") -> Read[list[str]]:
    """The categories of personal data that a cell names."""
    return parse_terms("data-category", text, language)


def parse_subject(text: str, language: str = "") -> Read[list[str]]:
    """The categories of data subjects that a cell names."""
    return parse_terms("data-subject", text, language)


def parse_measure_kind(text: str, language: str = "") -> Read[list[str]]:
    """The kinds of security measures that a cell names."""
    return parse_terms("measure-kind", text, language)


def parse_mechanism(text: str, language: str = "") -> Read[list[str]]:
    """The grounds of Chapter V that a cell names: adequacy decision, SCC, BCR, DPF, a derogation."""
    return parse_terms("mechanism", text, language)


def parse_role(text: str, language: str = "") -> Read[str]:
    """Controller, joint controller or processor."""
    return parse_term("role", text, language)


def parse_status(text: str, language: str = "") -> Read[str]:
    """Draft, active or ended."""
    return parse_term("status", text, language)


def parse_dpia(text: str, language: str = "") -> Read[str]:
    """The status of an impact assessment: not required, to do, in progress or done. “Ja” alone says neither that it must be nor that it was made."""
    return parse_term("dpia-status", text, language)


# -- looking up --------------------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=16_384)
def _find(vocabulary: str, key: str, language: str) -> str | None:
    """The value of a name: in the language of the table, else where the others that know it are of one mind."""
    if not key:
        return None
    forms = _forms(key)
    if language in LANGUAGES and (value := _within(vocabulary, language, forms)):
        return value
    values = {value for other in LANGUAGES if (value := _within(vocabulary, other, forms))}
    if len(values) == 1:
        return values.pop()
    if not values and key.replace(" ", "-") in _ids(vocabulary):
        return key.replace(" ", "-")
    return None


def _within(vocabulary: str, language: str, forms: list[str]) -> str | None:
    index = _index(vocabulary, language)
    for form in forms:
        if value := index.exact.get(form):
            return value
    for form in forms:
        if value := index.stems.get(_stem(form, language)):
            return value
    for form in forms:
        if value := index.joined.get(form.replace(" ", "")):  # “cliënten dossier”, “e mail adres”
            return value
    return None


def _forms(key: str) -> list[str]:
    """A name as it is, and without an article."""
    first, _, rest = key.partition(" ")
    return [key, rest] if first in _LEAD and rest else [key]


def _stem(key: str, language: str) -> str:
    """A name without the endings of its plural, word by word, as its language makes them."""
    return " ".join(_singular(word, language) for word in key.split(" "))


def _singular(word: str, language: str) -> str:
    if language == "en":
        if word.endswith(("sses", "xes", "ches", "shes")):
            return word[:-2]
        return word[:-1] if len(word) > _SHORTEST and word.endswith("s") and not word.endswith("ss") else word
    ending = next((each for each in _ENDINGS[language] if word.endswith(each) and len(word) - len(each) >= _SHORTEST), "")
    word = word.removesuffix(ending)
    return word[:-1] if language == "nl" and len(word) > _SHORTEST and word[-1] == word[-2] else word  # “machtigingen”, “klassen”


@cache
def _index(vocabulary: str, language: str) -> _Index:
    exact: dict[str, str] = {}
    for identity, label in texts(language).labels(vocabulary).items():
        exact.setdefault(key_of(label), identity)
    for identity, label in texts(language).labels(vocabulary).items():
        exact.setdefault(key_of(_ASIDE.sub("", label)), identity)
    for identity, names in load(language)["term"].get(vocabulary, {}).items():
        for name in names:
            exact.setdefault(key_of(name), identity)
    return _Index(exact, _unambiguous(exact, lambda name: _stem(name, language)), _unambiguous(exact, lambda name: name.replace(" ", "")))


def _unambiguous(exact: dict[str, str], form: Callable[[str], str]) -> dict[str, str]:
    """The values by another form of their names, where it is that of one value only."""
    found: dict[str, set[str]] = {}
    for name, identity in exact.items():
        found.setdefault(form(name), set()).add(identity)
    return {name: next(iter(values)) for name, values in found.items() if len(values) == 1}


@cache
def _together(vocabulary: str) -> dict[str, list[str]]:
    """Names that stand for several values at once, in any language: “NAW-gegevens”."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        tables: dict[str, dict[str, list[str]]] = load(language)["together"]
        found.update({key_of(name): values for name, values in tables.get(vocabulary, {}).items()})
    return found


@cache
def _ids(vocabulary: str) -> frozenset[str]:
    try:
        return frozenset(law.terms(vocabulary))
    except KeyError:
        return frozenset()


@lru_cache(maxsize=4096)
def _like(vocabulary: str, key: str, language: str) -> str:
    """The value whose name is a letter away from a text, or is most of it."""
    if len(key) > _LONGEST:
        return ""
    names, without = _names(vocabulary, language), _without_a_letter(vocabulary, language)
    for form in (key, *_shortened(key)):
        if len(key) >= _SHORTEST and (near := without.get(form) or names.get(form)):
            return near
    found = key.split(" ")
    parts = [" ".join(found[first:last]) for first in range(len(found)) for last in range(first + 1, len(found) + 1)]
    part = max((part for part in parts if part in names), key=len, default="")
    return names[part] if 2 * len(part) >= len(key) else ""


@cache
def _names(vocabulary: str, language: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for each in (language,) if language in LANGUAGES else LANGUAGES:
        for name, identity in _index(vocabulary, each).exact.items():
            names.setdefault(name, identity)
    return names


@cache
def _without_a_letter(vocabulary: str, language: str) -> dict[str, str]:
    """The values by their names less one letter: where a misspelt word less one letter is there too, the two are alike."""
    found: dict[str, str] = {}
    for name, identity in _names(vocabulary, language).items():
        if _SHORTEST <= len(name) <= _LONGEST:
            for form in _shortened(name):
                found.setdefault(form, identity)
    return found


def _shortened(name: str) -> list[str]:
    return [name[:place] + name[place + 1 :] for place in range(len(name))]
