"""Where a key stands in a TOML file. Needed for findings only, so files without one are never looked at.

A scanner of our own: it only has to find keys in files that the parser has read already, and does that ten times as fast as a syntax tree.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple


class Position(NamedTuple):
    """Line and column from 1; the column counts characters."""

    line: int
    column: int


Path = Sequence[str | int]
"""Keys and indices from the top of the file: ("data", 0, "retention", "years")."""

_DEEPEST = 100
"""Longest path that is noted: no key of a record is half as deep."""

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
"""White space, line ends and comments."""
_FILL = ("", "\n", "\r", " ", "\t", "#")
"""What a blank begins with; "" is the end."""
_KEY = re.compile(r"""[ \t]*(?:([A-Za-z0-9_-]+)|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)')[ \t]*([.=\]]?)""")
"""A part of a key, and what follows it: another part, the value, or the end of a heading."""
_SCALAR = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'|" r"[^\s,\]}#]+(?: \d\d:[^\s,\]}#]*)?", re.DOTALL)
"""A value that is no list or table; a date may have a blank before its time."""

_STRING = r"""(?:"(?!"")(?:[^"\\\n]|\\.)*"|'(?!'')[^'\n]*')"""
_FLAT = rf"""(?:{_STRING}|[^\s"'\[\]{{}}#,][^"'\[\]{{}}#,\n]*|\[(?:[^"'\[\]{{}}#]|{_STRING})*\]|\{{(?:[^"'\[\]{{}}#\n]|{_STRING})*\}})"""
_SIMPLE = re.compile(rf"[ \t]*([A-Za-z0-9_-]+)[ \t]*=[ \t]*{_FLAT}[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)")
"""A key with a value that holds no lists or tables in lists or tables: nearly every line. One match passes over it."""


class Positions:
    """The places of the keys of one file."""

    def __init__(self, data: bytes, wanted: Iterable[Path] | None = None) -> None:
        """Take the bytes of the file, and the paths that will be asked for (None: any).

        The bytes need not be good TOML: from where they are not, nothing is noted.
        """
        self._wanted = None if wanted is None else {tuple(path[:length]) for path in wanted for length in range(1, len(path) + 1)}
        self._left = set() if self._wanted is None else {tuple(path) for path in wanted or ()}
        self._text = data.decode("utf-8", "replace")
        self._places: dict[tuple[str | int, ...], int] = {}
        self._counts: dict[tuple[str | int, ...], int] = {}
        if self._wanted is None or self._wanted:
            self._scan()

    def find(self, path: Path) -> Position:
        """The place of a key or element, or of the nearest thing around it that is there."""
        path = tuple(path)
        while path:
            offset = self._places.get(path)
            if offset is not None:
                line = bisect_right(self._lines, offset)
                bom = line == 1 and self._text.startswith("\ufeff")
                return Position(line, offset - self._lines[line - 1] + 1 - bom)
            path = path[:-1]
        return Position(1, 1)

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *(match.end() for match in re.finditer("\n", self._text))]

    def has(self, path: Path) -> bool:
        """Whether the very key or element is there."""
        return tuple(path) in self._places

    def _scan(self) -> None:
        text, place = self._text, 0
        if text.startswith("\ufeff"):
            place = 1
        prefix: tuple[str | int, ...] = ()
        while True:
            if text[place : place + 1] in _FILL:
                place = self._blank(place)
                if place >= len(text):
                    return
            if text[place] == "[":
                found = self._heading(place)
                if found is None:
                    return
                prefix, place = found
            else:
                if self._wanted is not None:
                    simple = _SIMPLE.match(text, place)
                    if simple and (*prefix, simple[1]) not in self._wanted:
                        place = simple.end()
                        continue
                after = self._pair(place, prefix)
                if after is None:
                    return
                place = after
                if self._wanted is not None and not self._left:
                    return

    def _note(self, path: tuple[str | int, ...], place: int) -> None:
        """Something that stands here, unless it was seen before."""
        self._places.setdefault(path, place)
        self._left.discard(path)

    def _blank(self, place: int) -> int:
        match = _BLANK.match(self._text, place)
        return match.end() if match else place

    def _key(self, place: int) -> tuple[list[str], int, int, str] | None:
        """The parts of a key, where it begins, where it ends, and the sign that ends it."""
        parts: list[str] = []
        begin = -1
        while match := _KEY.match(self._text, place):
            bare, basic, literal, sign = match.groups()
            parts.append(bare if bare is not None else literal if literal is not None else _unquote(basic))
            if begin < 0:
                begin = place + len(match[0]) - len(match[0].lstrip())
            place = match.end()
            if sign != ".":
                return parts[:_DEEPEST], begin, place, sign
        return None

    def _heading(self, place: int) -> tuple[tuple[str | int, ...], int] | None:
        """`[a.b]` or `[[a.b]]`: the path of what stands under it. A name that is an array stands for its last element."""
        many = self._text.startswith("[[", place)
        key = self._key(place + 1 + many)
        if key is None or key[3] != "]":
            return None
        parts, begin, end, _ = key
        path: tuple[str | int, ...] = ()
        for number, name in enumerate(parts):
            path = (*path, name)
            if many and number == len(parts) - 1:
                self._note(path, begin)
                index = self._counts.get(path, 0)
                self._counts[path] = index + 1
                path = (*path, index)
            elif path in self._counts:
                path = (*path, self._counts[path] - 1)
            self._note(path, begin)
        return path, end + many

    def _pair(self, place: int, path: tuple[str | int, ...]) -> int | None:
        """A key and its value; where it ends."""
        key = self._key(place)
        if key is None or key[3] != "=":
            return None
        parts, begin, end, _ = key
        for name in parts:
            path = (*path, name)
            self._note(path, begin)
        return self._value(end, path)

    def _value(self, place: int, path: tuple[str | int, ...]) -> int | None:
        place = self._blank(place)
        sign = self._text[place : place + 1]
        if sign == "[":
            return self._array(place + 1, path) if len(path) < _DEEPEST else None
        if sign == "{":
            return self._inline_table(place + 1, path) if len(path) < _DEEPEST else None
        match = _SCALAR.match(self._text, place)
        return match.end() if match else None

    def _array(self, place: int, path: tuple[str | int, ...]) -> int | None:
        index = 0
        while True:
            place = self._blank(place)
            sign = self._text[place : place + 1]
            if sign == "]":
                return place + 1
            if sign == ",":
                place += 1
                continue
            element = (*path, index)
            self._note(element, place)
            after = self._value(place, element)
            if after is None or after == place:
                return None
            place, index = after, index + 1

    def _inline_table(self, place: int, path: tuple[str | int, ...]) -> int | None:
        while True:
            place = self._blank(place)
            sign = self._text[place : place + 1]
            if sign == "}":
                return place + 1
            if sign == ",":
                place += 1
                continue
            after = self._pair(place, path)
            if after is None:
                return None
            place = after


def _unquote(text: str) -> str:
    """The name that a key in double quotes stands for."""
    if "\\" not in text:
        return text
    import toml_rs

    try:
        return next(iter(toml_rs.loads(f'"{text}" = 0')))
    except (toml_rs.TOMLDecodeError, StopIteration):
        return text
