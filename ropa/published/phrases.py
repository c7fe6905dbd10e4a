"""Finding phrases in a text: words, folded (no capitals, no accents), looked up by their first; no pattern is compiled.

How a phrase is written, in words/LANG.toml:

    bewaartermijn     this word
    bewaar*           any word that begins so (four letters at least)
    inzage/inzien     one word or the other
    toestemming .. intrekken   with five words between them at most
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import msgspec

_WORD = re.compile(r"[^\W_]+")
_STEM = 4
"""Letters that a word with * has at least: by so many it is looked up."""
_GAP = 5

Step = tuple[frozenset[str], tuple[str, ...]]
"""The words that may stand at a place of a phrase, and the beginnings of words."""


class Tokens(msgspec.Struct, frozen=True, gc=False):
    """The words of a text, folded, and where each begins and ends."""

    words: list[str]
    starts: list[int]
    ends: list[int]


class Match(msgspec.Struct, frozen=True, gc=False):
    """A phrase that was found: what it stands for, and the first and last of its words."""

    id: str
    first: int
    last: int


def fold(text: str) -> str:
    """A word or a phrase without capitals and accents."""
    return text.lower() if text.isascii() else _fold(text)


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    text = text.casefold()
    return text if text.isascii() else "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def tokens(text: str) -> Tokens:
    """The words of a text."""
    spans = [match.span() for match in _WORD.finditer(text)]
    return Tokens(words_of(text), [start for start, _ in spans], [end for _, end in spans])


def words_of(text: str) -> list[str]:
    """The words of a text, folded, without their places."""
    if text.isascii():
        return _WORD.findall(text.lower())
    return [fold(word) for word in _WORD.findall(text)]


class Phrasebook:
    """Phrases by what they stand for."""

    def __init__(self, vocabulary: frozenset[str] | None) -> None:
        """Begin with none. Phrases with a word that is not in the vocabulary of the text are not entered: nearly all of them.

        Without a vocabulary all are: a book for many texts.
        """
        self._vocabulary = vocabulary
        self._stems = frozenset(word[:_STEM] for word in vocabulary or ())
        self._exact: dict[str, list[tuple[str, tuple[Step | None, ...]]]] = {}
        self._begins: dict[str, list[tuple[str, str, tuple[Step | None, ...]]]] = {}

    def add(self, identity: str, phrases: Iterable[str]) -> None:
        """Add phrases that stand for something."""
        for phrase in phrases:
            steps = fold(phrase).split()
            if not all(map(self._may_stand, steps)):
                continue
            if len(steps) == 1 and "*" not in phrase and "/" not in phrase:
                self._one(identity, _WORD.findall(steps[0]))
                continue
            rest: list[Step | None] = []
            first: Step | None = None
            for step in steps:
                if step == "..":
                    rest.append(None)
                    continue
                for compiled in _compile(step):
                    if first is None:
                        first = compiled
                    else:
                        rest.append(compiled)
            if first is not None:
                self._enter(identity, first, tuple(rest))

    def add_name(self, identity: str, name: str) -> None:
        """Add a name as it stands: nothing in it means anything but itself."""
        words = words_of(name)
        if self._vocabulary is None or self._vocabulary.issuperset(words):
            self._one(identity, words)

    def _may_stand(self, step: str) -> bool:
        """Whether a word of a phrase, folded, may be found in the text; a phrase with one that may not costs no more than this."""
        if self._vocabulary is None:
            return True
        if step.isalpha():
            return step in self._vocabulary
        if step.endswith("*") and step[:-1].isalpha():
            return len(step) <= _STEM or step[:_STEM] in self._stems
        return "/" in step or self._vocabulary.issuperset(_WORD.findall(step)[:-1])

    def _one(self, identity: str, words: list[str]) -> None:
        if words:
            self._exact.setdefault(words[0], []).append((identity, tuple((frozenset((word,)), ()) for word in words[1:])))

    def _enter(self, identity: str, first: Step, rest: tuple[Step | None, ...]) -> None:
        for word in first[0]:
            self._exact.setdefault(word, []).append((identity, rest))
        for begin in first[1]:
            self._begins.setdefault(begin[:_STEM], []).append((begin, identity, rest))

    def find(self, words: list[str]) -> list[Match]:
        """Every phrase in a text, in order."""
        found: list[Match] = []
        exact, begins = self._exact, self._begins
        for place, word in enumerate(words):
            for identity, rest in exact.get(word, ()):
                if not rest:
                    found.append(Match(identity, place, place))
                elif (last := _follow(rest, 0, words, place + 1)) >= 0:
                    found.append(Match(identity, place, last))
            for begin, identity, rest in begins.get(word[:_STEM], ()):
                if word.startswith(begin) and (last := _follow(rest, 0, words, place + 1)) >= 0:
                    found.append(Match(identity, place, last))
        return found


@lru_cache(maxsize=8192)
def _compile(step: str) -> list[Step]:
    """The steps of a word of a phrase, folded: more than one where the word holds a hyphen or an apostrophe."""
    if "/" not in step:
        *before, last = _WORD.findall(step)
        exact: list[Step] = [(frozenset((word,)), ()) for word in before]
        return [*exact, (frozenset(), (last,)) if step.endswith("*") else (frozenset((last,)), ())]
    alternatives = step.split("/")
    return [(frozenset(each for each in alternatives if not each.endswith("*")), tuple(each[:-1] for each in alternatives if each.endswith("*")))]


def _follow(rest: tuple[Step | None, ...], at: int, words: list[str], place: int) -> int:
    """The place of the last word of a phrase whose remaining steps begin here; -1 where it does not go on so."""
    while at < len(rest):
        step = rest[at]
        if step is None:
            for skipped in range(_GAP + 1):
                if (last := _follow(rest, at + 1, words, place + skipped)) >= 0:
                    return last
            return -1
        if place >= len(words):
            return -1
        word = words[place]
        if word not in step[0] and not (step[1] and word.startswith(step[1])):
            return -1
        at += 1
        place += 1
    return place - 1
