"""The versions of a file differ little: what they have in common is parsed once, and is the same object in all of them."""

import re
from itertools import compress, count, islice
from operator import ne
from typing import Any

import toml_rs

from ..source.toml import may_be_deep

_MOST = 30_000
"""Pieces that are kept."""
_HEADING = re.compile(rb"\[?([A-Za-z0-9_-]+)\]\]?[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)")
Piece = tuple[str, Any, bool]
"""The name of a table, what is in it, and whether it is one of several. What stands before the first heading has the name "", which no table has."""


class Version(dict[str, Any]):
    """The tables of a file, with the parts that they were made of: what two versions have in common shows at once."""

    __slots__ = ("parts", "pieces")

    def __init__(self, tables: dict[str, Any], parts: list[bytes], pieces: list[Piece]) -> None:
        """Take what is known of the tables, the text of the parts, the first of them before the first heading, and what is in them."""
        super().__init__(tables)
        self.parts = parts
        self.pieces = pieces


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

    def parse(self, data: bytes, near: object = None) -> Version | None:
        """The tables of a file, of which `near` may be another version; None where the whole of it has to be looked at."""
        parts = (b"\n" + data).split(b"\n[")
        found = self._like(near, parts) if type(near) is Version else None
        return found or self._whole(parts)

    def _like(self, near: Version, parts: list[bytes]) -> Version | None:
        """The tables of a file that has the headings of another version in the same order: only what differs is read. None where it is otherwise.

        What holds for the other version holds for it too: which tables there are, and that none is there twice, is a matter of the headings and of the
        keys before the first.
        """
        differing = differences(near.parts, parts)
        if differing is None:
            return None
        tables = Version(near, parts, near.pieces.copy())
        for number in differing:
            name, old, several = near.pieces[number]
            piece = self._piece(parts[number]) if number else self._top(parts[0])
            if piece is None or piece[0] != name or piece[2] is not several:
                return None
            tables.pieces[number] = piece
            if several:
                tables[name] = tables[name].copy()
                tables[name][place_of(near.pieces, number)] = piece[1]
            elif name:
                tables[name] = piece[1]
            elif [*old] == [*piece[1]]:
                tables.update(piece[1])
            else:
                return None
        return tables

    def _whole(self, parts: list[bytes]) -> Version | None:
        """The tables of a file of which no other version is known."""
        top = self._top(parts[0])
        if top is None:
            return None
        pieces = [top]
        tables = Version(top[1], parts, pieces)
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


def _make_room(known: dict[bytes, Any]) -> None:
    if len(known) >= _MOST:
        for oldest in list(islice(known, _MOST // 3)):
            del known[oldest]


def _tables(text: bytes) -> dict[str, Any] | None:
    """The tables of a part; None where it is not good TOML by itself, or holds a text of several lines: one of those may begin with a bracket."""
    if may_be_deep(text) or b'"""' in text or b"'''" in text:
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


def differences(old: list[bytes], new: list[bytes]) -> list[int] | None:
    """The parts in which two versions differ, by their number; None where one has more than the other."""
    return [*compress(count(), map(ne, old, new))] if len(old) == len(new) else None


def place_of(pieces: list[Piece], number: int) -> int:
    """The place in its list of a part that is an element of one."""
    name = pieces[number][0]
    return sum(piece[0] == name for piece in islice(pieces, number))


def only_difference(old: Version, new: Version) -> tuple[int, Piece, Piece] | None:
    """The one part in which two versions differ, by its number, where they differ in one that stands under the same heading; None else."""
    differing = differences(old.parts, new.parts)
    if differing is None or len(differing) != 1:
        return None
    number = differing[0]
    before, after = old.pieces[number], new.pieces[number]
    return (number, before, after) if before[0] == after[0] and before[2] is after[2] else None
