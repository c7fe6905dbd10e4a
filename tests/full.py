"""A register in which every field is filled in, made from the definitions: what arrives somewhere can be followed."""

import itertools
import typing
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import tomlkit

from ropa import law
from ropa.model import kinds
from ropa.model.fields import Field, Table, fields_of

ID = "full"
Leaf = tuple[str, Field, Any]


class _Maker:
    """Values that each occur once."""

    def __init__(self) -> None:
        self._count = itertools.count(1)
        self.leaves: list[Leaf] = []
        """Every value: where it stands, its field, and itself."""

    def table(self, table: type[Table], where: str) -> dict[str, Any]:
        return {field.name: self._value(field, f"{where}.{field.name}") for field in fields_of(table)}

    def _value(self, field: Field, where: str) -> Any:
        if typing.get_origin(field.type) is dict:
            term = typing.get_args(field.type)[1]
            return {f"own-{field.name}": self.table(term, where)}
        if field.table is not None:
            inner = [self.table(field.table, f"{where}[{number}]") for number in ((1, 2) if field.many else (1,))]
            return inner if field.many else inner[0]
        if field.many:
            return [self._leaf(field, where, place) for place in (0, 1)] if not field.about.ref else [self._leaf(field, where, 0)]
        return self._leaf(field, where, 0)

    def _leaf(self, field: Field, where: str, place: int) -> Any:
        number = next(self._count)
        kind = typing.get_args(field.type)[0] if field.many else field.type
        value: Any
        if field.about.ref:
            value = ID
        elif field.about.terms:
            known = list(law.terms(field.about.terms))
            value = known[place % len(known)]
        elif kind is bool:
            value = True
        elif kind is int:
            value = 100_000 + number
        elif kind is date:
            value = date(2000, 1, 1) + timedelta(days=number)
        else:
            value = f"tekst {number} van {where}"
        self.leaves.append((where, field, value))
        return value


def write_full(root: Path) -> list[Leaf]:
    """Write the register; returns every value in it."""
    maker = _Maker()
    for kind in kinds.KINDS:
        data = maker.table(kind.table, kind.name)
        if kind is kinds.REGISTER:
            data["format"] = 1
            maker.leaves = [leaf for leaf in maker.leaves if leaf[0] != "register.format"]
        if kind is kinds.ACCEPTED:
            for entry in data["accepted"]:
                entry["record"] = "activities/full"
            maker.leaves = [leaf for leaf in maker.leaves if not leaf[0].endswith("].record")]
        path = root / (f"{kind.place}/{ID}.toml" if kind.per_file else kind.place)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(tomlkit.dumps({ID: data} if kind.entries else data), encoding="utf-8")
    return maker.leaves


def texts_of(leaves: list[Leaf]) -> Iterator[str]:
    """The values that are free text."""
    return (value for _, field, value in leaves if isinstance(value, str) and not field.about.ref and not field.about.terms)
