"""What the model says about the layout of a file: the order of keys, what each table holds, and which tables stand on one line."""

from __future__ import annotations

import typing
from functools import cache

from ..model.assets import BackUp
from ..model.common import Address, Assessment, Contact, Document, Dpf, Retention
from ..model.fields import Table, fields_of

_ON_ONE_LINE = frozenset({Address, Assessment, BackUp, Contact, Document, Dpf, Retention})
"""Tables that a new record has in braces, `retention = { years = 7 }`; the others are sections with a heading."""


class Shape:
    """The keys of a table as the model has them. A table that the model does not know has none: its keys keep the order that they have."""

    def __init__(self, table: type[Table] | None, each: Shape | None = None, *, one_line: bool = False) -> None:
        """Take the table; or what every key of a table of entries is (measures.toml, `[data]` in vocabulary.toml)."""
        self.one_line = one_line
        self.each = each
        fields = fields_of(table) if table is not None else ()
        self.ranks = {field.name: rank for rank, field in enumerate(fields)}
        self.ids = frozenset(field.name for field in fields if field.about.ref or field.about.terms)
        """Keys whose values are ids, of which a list stays on one line."""
        self._inner = {field.name: _shape(field.table) for field in fields if field.table is not None}
        self._inner |= {field.name: Shape(None, _shape(typing.get_args(field.type)[1])) for field in fields if typing.get_origin(field.type) is dict}

    def rank(self, key: str) -> int:
        """The place of a key among the others; keys that the model does not know are last, all in one place."""
        return self.ranks.get(key, len(self.ranks))

    def of(self, key: str) -> Shape:
        """The shape of the table, or of each table, under a key."""
        return self.each or self._inner.get(key, _UNKNOWN)


@cache
def _shape(table: type[Table]) -> Shape:
    return Shape(table, one_line=table in _ON_ONE_LINE)


_UNKNOWN = Shape(None)


@cache
def shape_of(table: type[Table]) -> Shape:
    """The shape of the file of a record. For measures.toml the table is that of an entry, and the file holds entries by id."""
    from ..model.kinds import KINDS

    entries = any(kind.entries and kind.table is table for kind in KINDS)
    return Shape(None, _shape(table)) if entries else _shape(table)
