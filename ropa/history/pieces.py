"""The versions of a file differ little: what they have in common is parsed once, and is the same object in all of them."""

import re
from itertools import islice
from typing import Any

import toml_rs

from ..source.toml import may_be_deep

_MOST = 30_000
"""Pieces that are kept."""
_HEADING = re.compile(rb"\[?([A-Za-z0-9_-]+)\]\]?[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)")

Piece = tuple[str, Any, bool]
"""The name of a table, what is in it, and whether it is one of several."""


class Version(dict[str, Any]):
    """The tables of a file, with the parts that they were made of: what two versions have in common shows at once."""

    __slots__ = ("parts", "pieces", "top")

    def __init__(self, top: dict[str, Any], parts: list[bytes], pieces: list[Piece]) -> None:
        """Take what stands before the first heading, the text of the parts below it, and what is in them."""
        super().__init__(top)
        self.top = top
        self.parts = parts
        self.pieces = pieces


class Pieces:
    """A parser of TOML that takes a file apart before every line that begins with a bracket, and remembers the parts.

    It answers only where each part is good TOML by itself and the parts do not touch each other, so that the file as a whole can mean nothing else: a line
    that begins with a bracket and is no heading stands within a value, and then the part before it is not good TOML.
    """

    def __init__(self) -> None:
        """Nothing known yet."""
        self._tops: dict[bytes, dict[str, Any]] = {}
        """What stands before the first heading."""
        self._known: dict[bytes, Piece] = {}
        """What stands under a heading, by its text after the first bracket."""

    def parse(self, data: bytes) -> dict[str, Any] | None:
        """The tables of a file; None where the whole of it has to be looked at."""
        if b'"""' in data or b"'''" in data:  # in such a text a line may begin with anything
            return None
        first, *rest = (b"\n" + data).split(b"\n[")
        top = self._tops.get(first)
        if top is None:
            top = _tables(first)
            if top is None:
                return None
            _make_room(self._tops)
            self._tops[first] = top
        pieces: list[Piece] = []
        tables = Version(top, rest, pieces)
        arrays: set[str] = set()
        known = self._known
        for part in rest:
            piece = known.get(part)
            if piece is None:
                piece = _piece(part)
                if piece is None:
                    return None
                _make_room(known)
                known[part] = piece
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


def _make_room(known: dict[bytes, Any]) -> None:
    if len(known) >= _MOST:
        for oldest in list(islice(known, _MOST // 3)):
            del known[oldest]


def _tables(text: bytes) -> dict[str, Any] | None:
    """The tables of a part; None where it is not good TOML by itself."""
    if may_be_deep(text):
        return None
    try:
        tables: dict[str, Any] = toml_rs.loads(text.decode() + "\n")
    except (ValueError, RecursionError, OverflowError):
        return None
    return tables


def _piece(part: bytes) -> Piece | None:
    """What stands under one heading; None where that is no simple one."""
    heading = _HEADING.match(part)
    tables = _tables(b"[" + part) if heading else None
    if heading is None or tables is None:
        return None
    name = heading[1].decode()
    several = part.startswith(b"[")
    if len(tables) > 1 or (several and len(tables[name]) > 1):  # a heading that is indented
        return None
    return name, tables[name][0] if several else tables[name], several


def only_difference(old: Version, new: Version) -> tuple[int, Piece, Piece] | None:
    """The one part in which two versions differ, by its number, where they differ in one that is an element of the same list; None else."""
    if old.top is not new.top or len(old.parts) != len(new.parts):
        return None
    differing = [number for number, (a, b) in enumerate(zip(old.parts, new.parts, strict=True)) if a != b]
    if len(differing) != 1:
        return None
    before, after = old.pieces[differing[0]], new.pieces[differing[0]]
    return (differing[0], before, after) if before[0] == after[0] and before[2] and after[2] else None
