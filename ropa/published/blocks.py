"""A published statement as it was read: blocks of text (a heading, a paragraph, an item, a row of a table), each with its place in the file."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from .phrases import Tokens, tokens

HEADING, TEXT, ITEM, ROW = "heading", "text", "item", "row"

CELL = " | "
"""What stands between the cells of a row."""

LOWEST = 9
"""The level of a heading that has none: a line in bold, the caption of a table."""

MAX_CHARACTERS = 400_000
"""A statement of a hundred pages; what is longer is no privacy statement."""

_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)) | {
    0x00A0: " ",
    0x202F: " ",
    0x2007: " ",
    0x2019: "'",
    0x02BC: "'",
    0xFB01: "fi",
    0xFB02: "fl",
}
"""Soft hyphens and the like, which would cut a word in two; spaces and apostrophes of other kinds."""

_LONGEST = 4000

_BROKEN = re.compile(r"[^\W\d_]-$")
_JOINERS = frozenset({"en", "of", "and", "or", "et", "ou", "und", "oder", "bzw"})


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where in the file: a line, a page and a line on it, or a paragraph. 0 where the format has no such thing."""

    page: int = 0
    line: int = 0
    paragraph: int = 0


class Quote(msgspec.Struct, frozen=True, gc=False):
    """Some words of the statement with their place."""

    place: Place
    text: str


class Block(msgspec.Struct, gc=False):
    """A stretch of text that belongs together, on one line."""

    text: str
    kind: str
    marks: list[tuple[int, Place]]
    """The place from each offset on."""
    section: int = -1
    """The number of the heading that it stands under."""
    level: int = LOWEST
    """Of a heading its level, 1 for the highest."""
    above: int = -1
    """Of a heading the number of the one above it, of a higher level."""
    head: bool = False
    """Of a row whether its table says that it is the first, with what the columns hold."""
    table: int = -1
    """Of a row the number of the first row of its table; its own for that one."""

    def place(self, offset: int) -> Place:
        """The place of a character."""
        number = bisect_right(self.marks, offset, key=lambda mark: mark[0]) - 1
        return self.marks[max(number, 0)][1]


class Published:
    """The text of a statement."""

    def __init__(self, name: str, format: str, blocks: Iterable[Block]) -> None:  # noqa: A002
        """Take its blocks in order; each is put under the heading before it."""
        self.name = name
        self.format = format
        self.blocks = [part for block in blocks for part in _parts(block)]
        over: list[int] = []
        heading = table = -1
        for number, block in enumerate(self.blocks):
            if block.kind == HEADING:
                while over and self.blocks[over[-1]].level >= block.level:
                    over.pop()
                block.above = over[-1] if over else -1
                over.append(number)
                heading = number
            block.section = heading
            table = -1 if block.kind != ROW else number if block.head or table < 0 else table
            block.table = table

    @cached_property
    def tokens(self) -> list[Tokens]:
        """The words of each of its blocks."""
        return [tokens(block.text) for block in self.blocks]

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return sum(block.text.count(" ") + 1 for block in self.blocks)


def _parts(block: Block) -> Iterator[Block]:
    """A block in parts of a bearable length: what is done for each word of one is never done over too many."""
    while len(block.text) > _LONGEST:
        cut = max(block.text.rfind(". ", _LONGEST // 2, _LONGEST) + 1, block.text.rfind(" ", _LONGEST // 2, _LONGEST)) or _LONGEST
        before = [mark for mark in block.marks if mark[0] < cut]
        yield Block(block.text[:cut], block.kind, before)
        rest = block.text[cut:]
        skipped = cut + len(rest) - len(rest.lstrip())
        after = [(offset - skipped, place) for offset, place in block.marks if offset >= skipped]
        block = Block(rest.lstrip(), block.kind, after if after and after[0][0] == 0 else [(0, block.place(skipped)), *after])
    if block.text:
        yield block


def clean(text: str) -> str:
    """Text on one line, without what is not seen; a plain text costs next to nothing."""
    if not text.isascii():
        text = text.translate(_UNSEEN)
    return " ".join(text.split())


def join(lines: Iterable[tuple[str, Place]], kind: str, level: int = LOWEST) -> Block:
    """One block of some lines; a word that was hyphenated at the end of a line is made whole."""
    parts: list[str] = []
    marks: list[tuple[int, Place]] = []
    length = 0
    for raw, place in lines:
        line = clean(raw)
        if not line:
            continue
        if parts:
            last = parts[-1]
            if _BROKEN.search(last) and line[0].islower() and line.split(" ", 1)[0] not in _JOINERS:
                parts[-1] = last[:-1]
                length -= 1
            else:
                parts.append(" ")
                length += 1
        marks.append((length, place))
        parts.append(line)
        length += len(line)
    return Block("".join(parts), kind, marks, level=level)
