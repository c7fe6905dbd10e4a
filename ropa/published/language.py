"""The language of a statement, told by its commonest words.

Where texts of a register stand in it in another language, its headings tell; and where those leave it open, the items that are found in each.
"""

from collections.abc import Iterable

from ..i18n import LANGUAGES
from .blocks import HEADING, Block, Published
from .mentions import load
from .phrases import Phrasebook, Tokens, words_of

_BLOCKS = 60
"""Blocks that are looked at: enough for any text in one language."""
_FEWEST = 5
_CLEARLY = 1.2
"""How much commoner the words of a language are than those of the next, where it stands out."""
_MIXED = 0.3
"""From which part of the words of the first on those of a second language are more than a name or two."""


def language_of(published: Published) -> str:
    """The language of a statement (one of LANGUAGES); "" where none is found in it."""
    counts = _counts(published.tokens[:_BLOCKS])
    first, second = sorted(counts.values(), reverse=True)[:2]
    if first >= _FEWEST and second < _MIXED * first:
        return _most(counts)
    headings = [block for block in published.blocks if block.kind == HEADING]
    above = _counts([found for found, block in zip(published.tokens, published.blocks, strict=True) if block.kind == HEADING])
    if stands := _standing_out(above) or _standing_out(counts):
        return stands
    near = [language for language in LANGUAGES if counts[language] >= max(1, first / _CLEARLY)]
    found = {language: _items(headings, language) or _items(published.blocks, language) for language in near}
    return max(near, key=lambda language: (found[language], above[language], counts[language])) if any(found.values()) else ""


def _counts(read: Iterable[Tokens]) -> dict[str, int]:
    """How many of the commonest words of each language there are."""
    words = [word for found in read for word in found.words]
    common = load("words/languages")
    return {language: sum(map(frozenset(common[language]).__contains__, words)) for language in LANGUAGES}


def _most(counts: dict[str, int]) -> str:
    return max(counts, key=lambda language: counts[language])


def _standing_out(counts: dict[str, int]) -> str:
    first, second = sorted(counts.values(), reverse=True)[:2]
    return _most(counts) if first >= _FEWEST and first > _CLEARLY * second else ""


def _items(blocks: Iterable[Block], language: str) -> int:
    """How many items of Art. 13 and 14 are spoken of in the words of a language."""
    read = [words_of(block.text) for block in blocks]
    book = Phrasebook(frozenset(word for words in read for word in words))
    for identity, item in load(f"words/{language}")["item"].items():
        book.add(identity, item.get("strong", ()))
    return len({match.id for words in read for match in book.find(words)})
