"""The versions of a file differ little: what they have in common is parsed once, and is the same object in all of them."""

import re
from collections.abc import Callable, Sequence
from itertools import compress, count, islice
from operator import is_not, ne
from typing import Any

import toml_rs

from ..source.toml import may_be_deep

_MOST = 30_000
"""Pieces that are kept."""
_HEADING = re.compile(rb"\[?([A-Za-z0-9_-]+)\]\]?[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)")
_INDENTED = re.compile(rb"\n[ \t]+\[").search
"""A line that begins with a bracket after some spaces: a heading, or a list in a list."""
_KEY = re.compile(rb"[A-Za-z0-9_-]+[ \t]*=")
_GOES_ON = (b",", b"}", b"#")
"""What the line after one within braces may begin with; after a comment one would have to look further."""

Piece = tuple[str, Any, bool]
"""The name of a table, what is in it, and whether it is one of several. What stands before the first heading has the name "", which no table has."""


class Version(dict[str, Any]):
    """The tables of a file, with the parts that they were made of: what two versions have in common shows at once."""

    __slots__ = ("pieces", "text")

    def __init__(self, tables: dict[str, Any], text: bytes, pieces: list[Piece]) -> None:
        """Take what is known of the tables, the text of the file, and what is in its parts, the first of them before any heading."""
        super().__init__(tables)
        self.text = text
        self.pieces = pieces

    def put(self, number: int, piece: Piece) -> None:
        """Have something else in a part, under the same heading."""
        name, value, several = piece
        if several:
            place = [piece[0] for piece in islice(self.pieces, number)].count(name)
            self[name] = elements = self[name].copy()
            elements[place] = value
        elif name:
            self[name] = value
        else:
            self.update(value)
        self.pieces[number] = piece


class Pieces:
    """A parser of TOML that takes a file apart before every line that begins with a bracket, and remembers the parts.

    It answers only where each part is good TOML by itself and the parts do not touch each other, so that the file as a whole can mean nothing else: a line
    that begins with a bracket and is no heading stands within a value, and then the part before it is not good TOML.
    """

    def __init__(self) -> None:
        """Nothing known yet."""
        self._tops: dict[bytes, Piece] = {}
        """What stands before the first heading."""
        self._known: dict[bytes, Piece] = {}
        """What stands under a heading, by its text after the first bracket."""
        self._lines: dict[bytes, dict[str, Any] | None] = {}
        """What a line says by itself."""

    def parse(self, data: bytes, near: object = None) -> Version | None:
        """The tables of a file, of which `near` may be another version; None where the whole of it has to be looked at."""
        if data.endswith(b"\r"):  # half a line end, where every part is taken to end with a whole one
            return None
        if type(near) is not Version:
            return self._whole(data)
        return self._reworded(near, data) or self._like(near, data) or self._whole(data)

    def _reworded(self, near: Version, data: bytes) -> Version | None:
        """The tables of a file in which one key has another value than in another version, both on a single line. None where it is otherwise.

        A line that is good TOML by itself, "key = value", stands for just that in a good file, unless it is one of the lines of a table in braces: then what
        comes next is a comma or the closing brace.
        """
        text = near.text
        same = _shared(text, data)
        start = data.rfind(b"\n", 0, same) + 1
        end, rest = _rest(data, same)
        end_before, rest_before = _rest(text, same)
        if rest != rest_before or rest.lstrip().startswith(_GOES_ON):
            return None
        line, before = data[start:end], text[start:end_before]
        key = _KEY.match(line)
        if key is None or not before.startswith(key[0]):
            return None
        said = self._line(line)
        if said is None or self._line(before) is None:
            return None
        number = data.count(b"\n[", 0, start) + data.startswith(b"[")
        name, old, several = near.pieces[number]
        tables = Version(near, data, near.pieces.copy())
        tables.put(number, (name, {**old, **said}, several))
        return tables

    def _like(self, near: Version, data: bytes) -> Version | None:
        """The tables of a file that has the headings of another version in the same order: only what differs is read. None where it is otherwise.

        What holds for the other version holds for it too: which tables there are, and that none is there twice, is a matter of the headings and of the
        keys before the first.
        """
        parts = _parts(data)
        differing = _differing(ne, _parts(near.text), parts)
        if differing is None:
            return None
        tables = Version(near, data, near.pieces.copy())
        for number in differing:
            name, old, several = near.pieces[number]
            piece = self._piece(parts[number]) if number else self._top(parts[0])
            if piece is None or piece[0] != name or piece[2] is not several or not (name or [*old] == [*piece[1]]):
                return None
            tables.put(number, piece)
        return tables

    def _whole(self, data: bytes) -> Version | None:
        """The tables of a file of which no other version is known."""
        parts = _parts(data)
        top = self._top(parts[0])
        if top is None:
            return None
        pieces = [top]
        tables = Version(top[1], data, pieces)
        arrays: set[str] = set()
        for part in islice(parts, 1, None):
            piece = self._piece(part)
            if piece is None:
                return None
            pieces.append(piece)
            name, value, several = piece
            if name in arrays:
                if not several:
                    return None
                tables[name].append(value)
            elif name in tables:
                return None
            elif several:
                arrays.add(name)
                tables[name] = [value]
            else:
                tables[name] = value
        return tables

    def _top(self, part: bytes) -> Piece | None:
        """What stands before the first heading; None where it is not good TOML by itself."""
        top = self._tops.get(part)
        if top is None and (tables := _tables(part)) is not None:
            _make_room(self._tops)
            self._tops[part] = top = ("", tables, False)
        return top

    def _piece(self, part: bytes) -> Piece | None:
        """What stands under a heading; None where that is no simple one."""
        piece = self._known.get(part)
        if piece is None and (piece := _read(part)) is not None:
            _make_room(self._known)
            self._known[part] = piece
        return piece

    def _line(self, line: bytes) -> dict[str, Any] | None:
        """What a line says; None where it is not good TOML by itself."""
        try:
            return self._lines[line]
        except KeyError:
            _make_room(self._lines)
            self._lines[line] = said = _tables(line)
            return said


def _parts(data: bytes) -> list[bytes]:
    """The text before the first heading, and that of each part after the bracket that it begins with."""
    return (b"\n" + data).split(b"\n[")


def _shared(a: bytes, b: bytes) -> int:
    """How many bytes two texts have in common at the beginning."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a.startswith(b[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low


def _rest(text: bytes, place: int) -> tuple[int, bytes]:
    """Where the line ends that a place is in, and what comes after it."""
    end = text.find(b"\n", place)
    return (end, text[end:]) if end >= 0 else (len(text), b"")


def _make_room(known: dict[bytes, Any]) -> None:
    if len(known) >= _MOST:
        for oldest in list(islice(known, _MOST // 3)):
            del known[oldest]


def _tables(text: bytes) -> dict[str, Any] | None:
    """The tables of a part; None where it is not good TOML by itself, or may hold what a line alone does not show.

    In a text of several lines one may begin with a bracket, or look like any other; under a heading that is indented a line belongs to another table.
    """
    if may_be_deep(text) or b'"""' in text or b"'''" in text or _INDENTED(text):
        return None
    try:
        tables: dict[str, Any] = toml_rs.loads(text.decode() + "\n")
    except (ValueError, RecursionError, OverflowError):
        return None
    return tables


def _read(part: bytes) -> Piece | None:
    heading = _HEADING.match(part)
    tables = _tables(b"[" + part) if heading else None
    if heading is None or tables is None:
        return None
    name = heading[1].decode()
    several = part.startswith(b"[")
    if len(tables) > 1 or (several and len(tables[name]) > 1):  # a heading that is indented
        return None
    return name, tables[name][0] if several else tables[name], several


def _differing(differ: Callable[[Any, Any], bool], old: Sequence[Any], new: Sequence[Any]) -> list[int] | None:
    """The places at which two lists differ; None where one is longer than the other."""
    return [*compress(count(), map(differ, old, new))] if len(old) == len(new) else None


def only_difference(old: Version, new: Version) -> tuple[int, Piece, Piece] | None:
    """The one part in which two versions differ, by its number, where they differ in one that stands under the same heading; None else."""
    differing = _differing(is_not, old.pieces, new.pieces)
    if differing is None or len(differing) != 1:
        return None
    number = differing[0]
    before, after = old.pieces[number], new.pieces[number]
    return (number, before, after) if before[0] == after[0] and before[2] is after[2] else None
