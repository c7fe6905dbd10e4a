"""What the heading of a column means: which key of which kind of record. A heading that can mean two things means neither."""

import os
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

import toml_rs

from ..i18n import LANGUAGES

_HERE = os.path.join(os.path.dirname(__file__), "headings")

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ARTICLE = re.compile(r"\bart(?:ikel|icle|\.)? ?\d+[^ ]*(?: ?(?:lid|sub|onder|par|para|abs|al)\.? ?\w+)*")
_LONGEST = 300
_CLOSE = 0.88

PARTIES = ("processors", "recipients", "joint_controllers", "locations")
"""Keys under which columns about one named thing may stand: “Verwerker” over “Naam” and “Land”."""
_KIND_OF = {"processors": "processor", "recipients": "recipient", "joint_controllers": "recipient", "locations": "location"}


class Meaning(NamedTuple):
    """What a heading can mean: no key, one, or several between which nobody can decide; and whether it is written just so in the lists."""

    keys: tuple[str, ...] = ()
    sure: bool = False

    @property
    def key(self) -> str:
        """The one key, or ""."""
        return self.keys[0] if len(self.keys) == 1 else ""


NOTHING = Meaning()


@cache
def load(language: str) -> dict[str, dict[str, list[str]]]:
    """The headings of a language, by kind of record and key; under "words" the words that headings, and names, are compared without."""
    with open(os.path.join(_HERE, f"{language}.toml"), "rb") as file:
        data: dict[str, dict[str, list[str]]] = toml_rs.loads(file.read().decode())
    return data


@cache
def words_of_all(name: str) -> frozenset[str]:
    """A list of such words, of all languages: "fillers", "general", "signed", "forms"."""
    return frozenset(word for language in LANGUAGES for word in load(language)["words"][name])


@lru_cache(maxsize=16_384)
def plain_words(text: str) -> tuple[str, ...]:
    """The words of a heading that tell it from others: without capitals, accents, brackets, numbers of articles."""
    text = unicodedata.normalize("NFKD", text[:_LONGEST].casefold())
    text = _BRACKETS.sub(" ", "".join(letter for letter in text if not unicodedata.combining(letter)))
    words = "".join(letter if letter.isalnum() else " " for letter in text).split()
    fillers = words_of_all("fillers")
    return tuple(word for word in words if word not in fillers) or tuple(words)


class _Known(NamedTuple):
    """The headings of one kind of record."""

    exact: dict[tuple[str, ...], tuple[str, ...]]
    core: dict[tuple[str, ...], tuple[str, ...]]
    sets: tuple[tuple[frozenset[str], tuple[str, ...]], ...]
    texts: dict[str, tuple[str, ...]]


@cache
def _known(kind: str) -> _Known:
    exact: dict[tuple[str, ...], dict[str, None]] = {}
    for language in LANGUAGES:
        for key, phrases in [*load(language).get(kind, {}).items(), *_labels(kind, language)]:
            for phrase in phrases:
                exact.setdefault(plain_words(phrase), {})[key] = None
    found = {words: tuple(keys) for words, keys in exact.items()}
    core: dict[tuple[str, ...], dict[str, None]] = {}
    for words, names in found.items():
        core.setdefault(_core(words), {}).update(dict.fromkeys(names))
    return _Known(
        found,
        {words: tuple(keys) for words, keys in core.items()},
        tuple((frozenset(words), keys) for words, keys in found.items()),
        {" ".join(words): keys for words, keys in found.items()},
    )


def _labels(kind: str, language: str) -> Iterable[tuple[str, list[str]]]:
    """The labels that the fields of a kind have in what the program writes itself."""
    from ..i18n import texts
    from ..model.fields import fields_of
    from ..model.kinds import BY_NAME

    table, words = BY_NAME[kind].table, texts(language)
    for field in fields_of(table):
        if field.table is None:
            yield field.name, [words.label(f"{table.__name__}.{field.name}")]


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    general = words_of_all("general")
    return tuple(word for word in words if word not in general) or words


def meaning(kind: str, heading: str, *, near: bool = True) -> Meaning:
    """What one heading means in a table of a kind of record; with `near` a misspelled one too, which takes its time."""
    found = _meaning(kind, heading, near)
    if not found.keys and "\n" in heading:  # an explanation may stand below it
        found = _meaning(kind, heading.strip().partition("\n")[0], near)
    return found


@lru_cache(maxsize=16_384)
def _meaning(kind: str, heading: str, near: bool) -> Meaning:
    words = plain_words(heading)
    known = _known(kind)
    if not words or len(words) > 40:
        return NOTHING
    if keys := known.exact.get(words):
        return Meaning(keys, True)
    if keys := known.core.get(_core(words)):
        return Meaning(keys)
    return _within(known, words) or (_near(known, words) if near else NOTHING)


def _within(known: _Known, words: tuple[str, ...]) -> Meaning | None:
    """The known headings that stand in this one, save those that are part of another. One must make up more than half: “land verwerker” names no processors."""
    here = frozenset(words)
    inside = [(phrase, keys) for phrase, keys in known.sets if phrase <= here and not phrase <= words_of_all("general")]
    if not any(2 * len(phrase) > len(here) or len(phrase) >= 3 for phrase, _ in inside):
        return None
    largest = [keys for phrase, keys in inside if not any(phrase < other for other, _ in inside)]
    return Meaning(tuple(dict.fromkeys(key for keys in largest for key in keys)))


def _near(known: _Known, words: tuple[str, ...]) -> Meaning:
    """The known heading of which this one is a misspelling."""
    text = " ".join(words)
    if not 6 <= len(text) <= 60:
        return NOTHING
    from difflib import get_close_matches

    near = get_close_matches(text, known.texts, n=1, cutoff=_CLOSE)
    return Meaning(known.texts[near[0]]) if near else NOTHING


def meaning_of(kind: str, parts: tuple[str, ...], spread: bool = False, *, near: bool = True) -> Meaning:
    """What a heading of one or two rows means; `spread` says that its upper part stands over several columns."""
    if len(parts) == 1:
        return meaning(kind, parts[0], near=near)
    group, sub = parts[0], parts[-1]
    whole = meaning(kind, f"{group} {sub}", near=near)
    if whole.sure:
        return whole
    above = meaning(kind, group, near=near)
    if above.key in PARTIES and spread and (inner := meaning(_KIND_OF[above.key], sub, near=near)).key:
        return Meaning((above.key if inner.key == "name" else f"{above.key}.{inner.key}",), inner.sure)
    below = meaning(kind, sub, near=near)
    if below.sure and below.key:
        return below
    if above.key and not spread:
        return Meaning(above.keys)
    if len(below.keys) > 1 and above.key in below.keys:
        return Meaning((above.key,))
    return below if below.keys or spread else whole


def recognised(heading: str, kinds: Iterable[str]) -> int:
    """How well a text is known as a heading of any of these kinds: 2 written just so, 1 much like one, 0 not."""
    best = 0
    for kind in kinds:
        found = meaning(kind, heading, near=False)
        best = max(best, 2 if found.sure else 1 if found.keys else 0)
    return best
