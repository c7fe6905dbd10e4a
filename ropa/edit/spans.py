"""Where each key, value and heading of a TOML file begins and ends, so that one of them can be changed and every other byte stays."""

import re
from typing import NamedTuple

from ..source.positions import Positions

Path = tuple[str | int, ...]
"""Keys and indices from the top of the file: ("data", 0, "retention", "years")."""


class Pair(NamedTuple):
    """A key and its value on lines of their own."""

    path: Path
    key: int
    """Offset of the key."""
    start: int
    """Offset of the value."""
    end: int
    """Offset after the value."""


class Heading(NamedTuple):
    """`[a.b]`, or one `[[a]]`, whose path then ends in the number of the element."""

    path: Path
    start: int
    """Offset of the first bracket."""
    end: int
    """Offset after the last one."""


class Spans(Positions):
    """The places of everything in the text of a TOML file that the parser has accepted."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of the file."""
        self.values: dict[Path, tuple[int, int]] = {}
        """Where each value, and each element of a list, begins and ends."""
        self.pairs: list[Pair] = []
        self.headings: list[Heading] = []
        self._inside = 0
        self._last: Path = ()
        super().__init__(data)

    @property
    def text(self) -> str:
        """The text that the offsets are in."""
        return self._text

    def key(self, path: Path) -> int:
        """The offset of a key, or of an element of a list."""
        return self._places[path]

    def children(self, path: Path) -> list[Path]:
        """The keys of an inline table, or the elements of a list that is a value, in the order of the file."""
        return [other for other in self.values if len(other) == len(path) + 1 and other[: len(path)] == path]

    def heading_at(self, path: Path) -> Heading | None:
        """The heading of a table; None where it has none."""
        return next((heading for heading in self.headings if heading.path == path), None)

    def pairs_of(self, parent: Path) -> list[Pair]:
        """The lines of a section, those with dotted keys among them."""
        heading = self.heading_at(parent)
        headings = self.headings
        begin = heading.end if heading else 0
        end = next((other.start for other in headings if other.start >= begin), len(self._text)) if heading or not parent else begin
        return [pair for pair in self.pairs if begin <= pair.key < end]

    def dotted(self, path: Path) -> list[Pair]:
        """The lines whose dotted keys make a table."""
        pairs = [pair for pair in self.pairs if len(pair.path) > len(path) and pair.path[: len(path)] == path]
        return [pair for pair in pairs if len(self.base(pair)) < len(path)]

    def base(self, pair: Pair) -> Path:
        """The section that a line stands in."""
        return next((heading.path for heading in reversed(self.headings) if heading.start < pair.key), ())

    def line_start(self, place: int) -> int:
        """Where the line begins that a place is in."""
        start = self._text.rfind("\n", 0, place) + 1
        return start + (start == 0 and self._text.startswith("\ufeff"))

    def next_line(self, place: int) -> int:
        """Where the line after that begins."""
        end = self._text.find("\n", place)
        return len(self._text) if end < 0 else end + 1

    def comments_above(self, place: int) -> int:
        """Where the comments begin that stand right above a line."""
        while place and (start := self.line_start(place - 1)) < place and self._text[start:place].lstrip().startswith("#"):
            place = start
        return place

    def _heading(self, place: int) -> tuple[Path, int] | None:
        found = super()._heading(place)
        if found is not None:
            self.headings.append(Heading(found[0], place, found[1]))
        return found

    def _pair(self, place: int, path: Path) -> int | None:
        if self._inside:
            return super()._pair(place, path)
        after = super()._pair(place, path)
        if after is not None:
            start, end = self.values[self._last]
            self.pairs.append(Pair(self._last, place, start, end))
        return after

    def _value(self, place: int, path: Path) -> int | None:
        start = self._blank(place)
        self._inside += 1
        end = super()._value(place, path)
        self._inside -= 1
        if end is not None:
            self.values[path] = (start, end)
            self._last = path
        return end


_STRING_OR_COMMENT = re.compile(r'"""(?:\\[\s\S]|[^\\])*?"""|' r"'''[\s\S]*?'''|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'|(#[^\n]*)")


def comments_in(text: str) -> list[str]:
    """The comments within a value on several lines."""
    return [comment.strip() for comment in _STRING_OR_COMMENT.findall(text) if comment]
