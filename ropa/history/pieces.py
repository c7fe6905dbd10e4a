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


class Pieces:
    """A parser of TOML that takes a file apart before every line that begins with a bracket, and remembers the parts.

    It answers only where each part is good TOML by itself and the parts do not touch each other, so that the file as a whole can mean nothing else: a line
    that begins with a bracket and is no heading stands within a value, and then the part before it is not good TOML.
    """

    def __init__(self) -> None:
        """Nothing known yet."""
        self._known: dict[bytes, Piece | None] = {}

    def parse(self, data: bytes) -> dict[str, Any] | None:
        """The tables of a file; None where the whole of it has to be looked at."""
        if b'"""' in data or b"'''" in data:  # in such a text a line may begin with anything
            return None
        first, *rest = (b"\n" + data).split(b"\n[")
        top = self._piece(first, False)
        if top is None:
            return None
        tables: dict[str, Any] = dict(top[1])
        arrays: set[str] = set()
        for part in rest:
            piece = self._piece(part, True)
            if piece is None:
                return None
            name, value, several = piece
            if not several:
                if name in tables:
                    return None
                tables[name] = value
            elif name in arrays:
                tables[name].append(value)
            elif name in tables:
                return None
            else:
                arrays.add(name)
                tables[name] = [value]
        return tables

    def _piece(self, part: bytes, headed: bool) -> Piece | None:
        key = part if headed else b"]" + part  # no heading begins with that
        known = self._known
        if key not in known:
            if len(known) >= _MOST:
                for oldest in list(islice(known, _MOST // 3)):
                    del known[oldest]
            known[key] = _parse(part, headed)
        return known[key]


def _parse(part: bytes, headed: bool) -> Piece | None:
    heading = _HEADING.match(part) if headed else None
    if (headed and heading is None) or may_be_deep(part):
        return None
    try:
        tables = toml_rs.loads((b"[" + part if headed else part).decode() + "\n")
    except (ValueError, RecursionError, OverflowError):
        return None
    if heading is None:
        return "", tables, False
    name = heading[1].decode()
    several = part.startswith(b"[")
    if len(tables) > 1 or (several and len(tables[name]) > 1):  # a heading that is indented
        return None
    return name, tables[name][0] if several else tables[name], several
