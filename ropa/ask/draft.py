"""Records that are being made: beside those of the register, and not written yet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..i18n import Texts
from ..model.kinds import Kind
from ..register import Register, as_id, unused

Data = dict[str, Any]


class Draft:
    """The records to be, by kind and id, and what existing records are to name besides."""

    def __init__(self, register: Register | None, words: Texts, on: date, country: str = "") -> None:
        """Take the register that they come into, the language and the day; where there is no register yet (None), the country of the organisation."""
        self.register = register
        self.country = country or (register.country if register is not None else None) or ""
        """The country of the organisation; "" where it is not known."""
        self.words = words
        self.on = on
        self.made: dict[tuple[str, str], Data] = {}
        """The new records, by kind and id, in the order in which they were begun."""
        self.comments: dict[tuple[str, str], dict[tuple[str | int, ...], str]] = {}
        """What is to stand above which key of a new record."""
        self.linked: list[tuple[str, str, str, str]] = []
        """What existing records are to name: (kind, id, field, value)."""
        self.open: dict[tuple[str, str], list[str]] = {}
        """The keys of each new record that were asked for and left open."""

    def names(self, kind: str) -> dict[str, str]:
        """The records of a kind that there will be: names by id, those that are over left out."""
        found = {}
        if self.register is not None and kind in ("data", "subjects"):
            own = self.register.own_data if kind == "data" else self.register.own_subjects
            found = {identity: term.name for identity, term in own.items()}
        elif self.register is not None:
            found = {identity: self.words.name(record) for identity, record in self.register.by_kind(kind).items() if not _over(record)}
        return found | {identity: self._name(data, identity) for (of, identity), data in self.made.items() if of == kind}

    def taken(self, kind: Kind) -> set[str]:
        """The ids of a kind that are in use, by files that cannot be read too."""
        made = {identity for name, identity in self.made if name == kind.name}
        if self.register is None:
            return made
        broken = {identity for name, identity in self.register.broken if name == kind.name}
        return made | broken | {identity.lower() for identity in self.register.by_kind(kind.name)}

    def free_id(self, kind: Kind, name: str) -> str:
        """The id that a name suggests; with a number behind it where it is in use."""
        return unused(as_id(name)[:60].strip("-") or as_id(self.words.kind(kind.name)), self.taken(kind))

    def link(self, kind: str, identity: str, field: str, value: str) -> None:
        """Let a record name another: a new one at once, an existing one when the change is made."""
        if (data := self.made.get((kind, identity))) is not None:
            named = data.get(field)
            data[field] = [*(named if isinstance(named, list) else []), value]
        else:
            self.linked.append((kind, identity, field, value))

    def _name(self, data: Mapping[str, Any], identity: str) -> str:
        for field, vocabulary in (("name", ""), ("standard", "standard"), ("kind", "measure-kind")):
            if value := data.get(field):
                return self.words.term(vocabulary, value) if vocabulary else str(value)
        return identity


def open_fields(draft: Draft, kind: Kind, identity: str) -> list[str]:
    """The labels of the fields of a new record that were asked for and left open."""
    from .fields import find_field

    found = []
    for key in draft.open.get((kind.name, identity), ()):
        table, field = find_field(kind.table, key)
        found.append(draft.words.label(f"{table.__name__}.{field.name}"))
    return found


def _over(record: Any) -> bool:
    """Whether a record is no longer in use."""
    return getattr(record, "status", None) == "ended" or getattr(record, "ended", None) is not None
