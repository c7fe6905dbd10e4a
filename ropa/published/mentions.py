"""What a statement names: one pass over its words, with one book of phrases, made of data and of the register's own names."""

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
import toml_rs

from .. import law
from ..i18n import texts
from .blocks import CELL, HEADING, Block, Place, Published, Quote
from .durations import Clock, Duration
from .names import Named, names_of
from .phrases import Match, Phrasebook, Tokens, words_of

if TYPE_CHECKING:
    from ..register import Register

_CELL_ENDS = re.compile(r"(?<!\S)\|(?!\S)")
_HERE = os.path.dirname(__file__)
_EXCERPT = 110
_MOST = 30
"""Mentions of one thing in one passage that are kept: what looks at each of them looks around it."""
_BEFORE = 6
"""Words before a phrase in which a “no” or “not” is taken to be about it."""


@cache
def load(name: str) -> dict[str, Any]:
    """A file of data beside this module."""
    with open(os.path.join(_HERE, f"{name}.toml"), "rb") as file:
        data: dict[str, Any] = toml_rs.loads(file.read().decode())
    return data


class Sentence(msgspec.Struct, gc=False):
    """A sentence of a block: the first and last of its words."""

    first: int
    last: int


class Passage(msgspec.Struct, gc=False):
    """A block with its words and what they name."""

    number: int
    block: Block
    tokens: Tokens
    matches: dict[str, list[Match]]
    """By the part of their id before the colon."""
    _ends: list[int] | None = None
    """The words at which its sentences end, once one was asked for."""

    def of(self, space: str) -> list[Match]:
        """What it names of one kind; of two that overlap only the longer."""
        return self.matches.get(space, [])

    def has(self, context: str) -> bool:
        """Whether it speaks of something: an entry of [context]."""
        return any(match.id == context for match in self.matches.get("context", ()))

    def sentence(self, word: int) -> Sentence:
        """The sentence around a word."""
        if self._ends is None:
            self._ends = _sentence_ends(self.block.text, self.tokens)
        after = bisect_left(self._ends, word)
        first = self._ends[after - 1] + 1 if after else 0
        return Sentence(first, self._ends[after] if after < len(self._ends) else len(self.tokens.words) - 1)


def _sentence_ends(text: str, found: Tokens) -> list[int]:
    """The words at which a sentence ends: with a mark and a capital, and not in “art. 15” or “o.a. Mailchimp”."""
    ends = []
    for word, (end, start) in enumerate(zip(found.ends, found.starts[1:], strict=False)):
        if start - end < 2:
            continue
        between = text[end:start]
        if ";" in between or CELL in between or (text[start].isupper() and end - found.starts[word] > 1 and any(mark in between for mark in ".?!|")):
            ends.append(word)
    return ends


class Mentions:
    """What a statement names, passage by passage."""

    def __init__(self, published: Published, register: "Register", language: str) -> None:
        """Read a statement in a language with the names of a register at hand."""
        self.published = published
        self.register = register
        self.language = language
        self.words = load(f"words/{language}")
        self.stop = frozenset(word for entry in self.words["common"]["stop"] for word in words_of(entry))
        self.named: dict[str, Named] = names_of(register, self.words["common"]["names"])
        read = published.tokens
        self.vocabulary = frozenset(word for each in read for word in each.words)
        book = _book(language, self.vocabulary)
        for reference, name in self.named.items():
            for form in name.forms:
                book.add_name(f"party:{reference}", form)
        for identity, term in register.own_data.items():
            if term.name:
                book.add_name(f"data:{identity}", term.name)
        self.passages = [self._passage(number, block, found, book) for number, (block, found) in enumerate(zip(published.blocks, read, strict=True))]
        self._columns: dict[tuple[int, tuple[str, ...]], frozenset[int]] = {}
        self._index: dict[str, list[tuple[Passage, Match]]] = {}
        for passage in self.passages:
            for space, matches in passage.matches.items():
                self._index.setdefault(space, []).extend((passage, match) for match in matches)

    def _passage(self, number: int, block: Block, found: Tokens, book: Phrasebook) -> Passage:
        spaces: dict[str, list[Match]] = {}
        times: dict[str, int] = {}
        for match in book.find(found.words):
            times[match.id] = times.get(match.id, 0) + 1
            if times[match.id] > _MOST:
                continue
            space, _, identity = match.id.partition(":")
            spaces.setdefault(space, []).append(Match(identity, match.first, match.last))
        if "country" in spaces:
            spaces["country"] = [each for each in spaces["country"] if self._is_country(each, block, found)]
        if "authority" in spaces:
            spaces["authority"] = [each for each in spaces["authority"] if self._is_authority(each, block, found)]
        if "party" in spaces:
            spaces["party"] = [each for each in spaces["party"] if self._is_name(each, block, found)]
        for space in ("data", "party", "country", "authority", "service"):
            if space in spaces:
                spaces[space] = _longest(spaces[space])
        return Passage(number, block, found, spaces)

    def _is_name(self, match: Match, block: Block, found: Tokens) -> bool:
        """Whether one word that may be a name is written as one."""
        if match.first != match.last:
            return True
        return block.text[found.starts[match.first]].isupper() or not self.named[match.id].proper

    @staticmethod
    def _is_country(match: Match, block: Block, found: Tokens) -> bool:
        """Whether a short word is the abbreviation of a country: “US”, and not “us”."""
        text = block.text[found.starts[match.first] : found.ends[match.last]]
        return match.first != match.last or len(text) > 3 or text.isupper()

    def _is_authority(self, match: Match, block: Block, found: Tokens) -> bool:
        """Whether it is meant: an abbreviation in capitals, or a name that is not what every authority is called."""
        text = block.text[found.starts[match.first] : found.ends[match.last]]
        if match.first == match.last and len(text) <= 5:
            return text.isupper() or not text.islower()
        return " ".join(words_of(text)) not in self.words["common"]["authority"]

    # -- looking up ------------------------------------------------------------------------------------------------------------------------------

    def all(self, space: str, identity: str = "") -> list[tuple[Passage, Match]]:
        """Every mention of a kind, or of one thing."""
        pairs = self._index.get(space, [])
        return [pair for pair in pairs if pair[1].id == identity] if identity else list(pairs)

    def heading(self, passage: Passage) -> Passage | None:
        """The heading that a passage stands under."""
        section = passage.block.section
        return self.passages[section] if section >= 0 and section != passage.number else None

    def headings(self, passage: Passage) -> Iterator[Passage]:
        """The headings that a passage stands under, the nearest first; the title, with which a text begins, only where it is that."""
        number = passage.block.above if passage.block.kind == HEADING else passage.block.section
        if number >= 0:
            yield self.passages[number]
            number = self.passages[number].block.above
        while number > 0:
            yield self.passages[number]
            number = self.passages[number].block.above

    def cells(self, passage: Passage) -> list[int]:
        """Of each word of a row the number of the cell in which it stands."""
        ends = [found.start() for found in _CELL_ENDS.finditer(passage.block.text)]
        return [bisect_right(ends, start) for start in passage.tokens.starts]

    def columns(self, passage: Passage, *contexts: str) -> frozenset[int]:
        """The columns of the table of a row whose head speaks of something: of the first of the contexts that is found there."""
        table = passage.block.table
        return frozenset() if table < 0 or table == passage.number else self._columns_of(table, contexts)

    def _columns_of(self, table: int, contexts: tuple[str, ...]) -> frozenset[int]:
        known = self._columns.get((table, contexts))
        if known is None:
            head = self.passages[table]
            spoken = [match for match in head.of("context") if match.id in contexts]
            first = min((contexts.index(match.id) for match in spoken), default=-1)
            cells = self.cells(head) if spoken else []
            known = self._columns[table, contexts] = frozenset(cells[match.first] for match in spoken if match.id == contexts[first])
        return known

    def about(self, passage: Passage, context: str) -> bool:
        """Whether a passage, or the heading over it, speaks of something."""
        if passage.has(context):
            return True
        above = self.heading(passage)
        return above is not None and above.has(context)

    def near(self, passage: Passage, match: Match, context: str) -> bool:
        """Whether the sentence of a phrase, or the heading over it, speaks of something."""
        sentence = passage.sentence(match.first)
        if any(each.id == context and sentence.first <= each.first <= sentence.last for each in passage.of("context")):
            return True
        above = self.heading(passage)
        return above is not None and above.has(context)

    def denied(self, passage: Passage, match: Match) -> bool:
        """Whether a “no” or “not” stands shortly before a phrase, in its sentence."""
        sentence = passage.sentence(match.first)
        after = min(match.last + 4, sentence.last)
        return any(
            each.id in ("not", "former") and max(sentence.first, match.first - _BEFORE) <= each.first <= after for each in passage.matches.get("context", ())
        )

    def quote(self, passage: Passage, first: int, last: int) -> Quote:
        """The words of a passage from one to another with what is around them, and their place."""
        found, text = passage.tokens, passage.block.text
        begin, end = found.starts[first], found.ends[last]
        place = passage.block.place(begin)
        sentence = passage.sentence(first)
        left, right = found.starts[sentence.first], found.ends[max(sentence.last, last)]
        if right - left > _EXCERPT:
            room = max(0, _EXCERPT - (end - begin)) // 2
            left, right = max(left, text.rfind(" ", 0, max(begin - room, 0)) + 1), min(right, _next_space(text, end + room))
        shown = text[left:right]
        full = found.starts[sentence.first], found.ends[max(sentence.last, last)]
        return Quote(place, ("… " if left > full[0] else "") + shown + (" …" if right < full[1] else ""))

    def around(self, passage: Passage) -> Quote:
        """The beginning of a passage as a quotation."""
        return self.quote(passage, 0, 0) if passage.tokens.words else Quote(passage.block.place(0), passage.block.text[:_EXCERPT])

    @cached_property
    def durations(self) -> list[tuple[Passage, Duration]]:
        """Every length of time that is named."""
        clock = Clock(self.words)
        units = frozenset(word for unit in self.words["unit"].values() for entry in unit for word in words_of(entry))
        return [
            (passage, duration)
            for passage in self.passages
            if not units.isdisjoint(passage.tokens.words)
            for duration in islice(clock.find(passage.block.text, passage.tokens), _MOST)
        ]

    @cached_property
    def _durations(self) -> dict[int, list[Duration]]:
        found: dict[int, list[Duration]] = {}
        for passage, duration in self.durations:
            found.setdefault(passage.number, []).append(duration)
        return found

    def durations_of(self, passage: Passage) -> list[Duration]:
        """Those of a passage."""
        return self._durations.get(passage.number, [])

    @cached_property
    def stems(self) -> frozenset[str]:
        """The beginnings of its longer words."""
        return frozenset(word[:6] for word in self.vocabulary if len(word) >= 5)


def stems_of(text: str, stop: frozenset[str]) -> frozenset[str]:
    """The beginnings of the words of a text that say something."""
    return frozenset(word[:6] for word in words_of(text) if len(word) >= 4 and word not in stop)


def _next_space(text: str, place: int) -> int:
    found = text.find(" ", place)
    return len(text) if found < 0 else found


def _longest(matches: Iterable[Match]) -> list[Match]:
    """Matches of which none lies within a longer one."""
    ordered = sorted(set(matches), key=lambda match: (match.first, -match.last))
    kept: list[Match] = []
    for match in ordered:
        if any(other.first <= match.first and match.last <= other.last and (other.last - other.first) > (match.last - match.first) for other in kept):
            continue
        kept.append(match)
    return kept


def _book(language: str, vocabulary: frozenset[str]) -> Phrasebook:
    """The phrases of a language that may be in a text of this vocabulary, each by its kind and id."""
    words = load(f"words/{language}")
    book = Phrasebook(vocabulary)
    for space in ("context", "none", "basis", "kind", "data", "subject", "country"):
        for identity, phrases in words[{"kind": "service"}.get(space, space)].items():
            book.add(f"{space}:{identity}", phrases)
    for identity, phrases in words["recipient"].items():
        book.add(f"kind:{identity}", phrases)
    for identity, item in words["item"].items():
        for strength in ("strong", "weak", "endless", "self"):
            book.add(f"{strength}:{identity}", item.get(strength, ()))
    _add_terms(book, language)
    for identity, service in load("services")["service"].items():
        for name in service["names"]:
            book.add_name(f"service:{identity}", name)
    for identity, authority in law.load("authorities").items():
        _add_authority(book, identity, authority)
    for identity, phrases in words["authority"].items():
        book.add(f"authority:{identity}", phrases)
    return book


def _add_terms(book: Phrasebook, language: str) -> None:
    """The labels of the program: a statement that it made itself is written in them."""
    spoken = texts(language)
    for identity in law.terms("data-category"):
        label = spoken.term("data-category", identity).partition(" (")[0]
        if label:
            book.add_name(f"data:{identity}", label)
    for code in law.countries():
        book.add_name(f"country:{code}", spoken.country(code))
    for vocabulary in ("recipient-kind", "service"):
        for identity in law.terms(vocabulary):
            if identity not in ("other", "third-party"):
                book.add_name(f"kind:{identity}", spoken.term(vocabulary, identity).partition(" (")[0])


def _add_authority(book: Phrasebook, identity: str, authority: dict[str, Any]) -> None:
    for name in authority["name"].values():
        book.add_name(f"authority:{identity}", name)
    if short := authority.get("short"):
        for each in short.split("/"):
            if len(each) > 2:
                book.add_name(f"authority:{identity}", each)
    if website := authority.get("website"):
        host = website.partition("://")[2].removeprefix("www.").partition("/")[0]
        book.add_name(f"authority:{identity}", host)


__all__ = ["Mentions", "Passage", "Place", "load", "stems_of"]
