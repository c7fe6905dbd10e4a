"""How the values of the tables read in a language: labels for ids, names for references, a line for a list of tables."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from ..audit import Audit
from ..derive.retention import Period
from ..i18n import Texts
from ..i18n.citations import cite
from ..model.activity import ActingFor, Breach, Cookie, Data, Decision, Purpose, Subjects
from ..model.common import Document, Safeguard
from ..model.fields import Nothing, Table, fields_of
from ..model.organisation import CertificatePolicy
from ..model.parties import Source, SubProcessor
from . import columns as kinds
from .columns import Column

if TYPE_CHECKING:
    from ..findings import Finding

Cell = str | int | date | None
"""What people see: a text, a number, a date, or nothing."""
Show = Callable[[Any], Cell]

JOIN = "; "

SUMMARY: dict[type[Table], tuple[str, ...]] = {
    Purpose: ("basis", "law", "interest"),
    Subjects: ("description",),
    Data: ("items",),
    ActingFor: ("country",),
    Decision: ("ground",),
    Cookie: ("kind",),
    Breach: ("dated",),
    Document: ("dated",),
    Safeguard: ("instrument", "countries", "valid_to"),
    Source: ("read",),
    SubProcessor: ("service", "country"),
    CertificatePolicy: ("of", "services"),
}
"""How a list of tables reads in one cell: each by what it is called by, and in brackets these fields."""


class Shown(NamedTuple):
    """A column as people see it."""

    heading: str
    place: int
    """Place of the value in the row."""
    show: Show


class View:
    """A register on a day, in a language."""

    def __init__(self, audit: Audit, words: Texts) -> None:
        """Take the register on a day and the words to use."""
        self.audit = audit
        self.register = audit.register
        self.words = words
        self._terms: dict[tuple[str, str], str] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._shared: dict[str, set[str]] = {}
        self._yes, self._no, self._none = words.ui("yes"), words.ui("no"), words.ui("none")

    @cached_property
    def findings(self) -> "list[Finding]":
        """The findings on the register; found when a table asks for them."""
        from ..findings import judge

        return judge(self.audit)

    # -- headings --------------------------------------------------------------------------------------------------------------------------------

    def title(self, table: str) -> str:
        """The title of a table."""
        return str(self.words.tables()["title"][table])

    def heading(self, column: Column) -> str:
        """The heading of a column: “DPIA: Status”."""
        return ": ".join(self._label(label) for label in column.headings)

    def _label(self, label: str) -> str:
        return self.words.label(label) if "." in label else str(self.words.tables()["column"][label])

    def shown(self, columns: tuple[Column, ...]) -> list[Shown]:
        """The columns as people see them: a single reference becomes two, its name and its id."""
        found = []
        for index, column in enumerate(columns):
            heading, show = self.heading(column), self.shower(column)
            if not column.ref or column.type != kinds.TEXT:
                found.append(Shown(heading, index, show))
                continue
            name, identity = Shown(heading, index, show), Shown(f"{heading} (id)", index, _itself)
            found += [identity, name] if column.first else [name, identity]
        return found

    # -- values ----------------------------------------------------------------------------------------------------------------------------------

    def shower(self, column: Column) -> Show:
        """The function that turns the values of a column into what people see."""
        match column.type:
            case kinds.TABLES:
                return self.summary
            case kinds.YES_NO:
                return lambda value: None if value is None else self._yes if value else self._no
            case kinds.PERIOD:
                return self.period
            case kinds.MOMENT:
                return moment
            case kinds.FIELD:
                return lambda value: None if value is None else value.label(self.words)
            case kinds.SAID:
                return lambda value: None if value is None else value.shown(self.words)
            case kinds.PATH:
                return lambda value: " → ".join(self.name("record", hop) for hop in value)
            case kinds.TEXTS:
                one = self._one(column.terms, column.ref, alone=False)
                return lambda value: self._none if value is Nothing.NONE else JOIN.join(self._item(one(item)) for item in value) if value else None
            case kinds.TEXT if column.terms or column.ref:
                one = self._one(column.terms, column.ref)
                return lambda value: one(value) if value is not None else None
        return _itself

    def _one(self, terms: str, ref: str, *, alone: bool = True) -> Callable[[str], str]:
        if ref:
            return lambda value: self.name(ref, value) if alone else self._telling_name(ref, value)
        return (lambda value: self.term(terms, value)) if terms else str

    def _item(self, text: str) -> str:
        """An element of a list in a cell: between quotation marks where it would not be read back as one."""
        plain = text and ";" not in text and not text.startswith('"') and text != self._none and text == text.strip()
        return text if plain else '"{}"'.format(text.replace('"', '""'))

    def _telling_name(self, kind: str, identity: str) -> str:
        """The name of a record in a list, with its id where another of its kind has the same name: there is no column of ids beside it."""
        name = self.name(kind, identity)
        return f"{name} ({identity})" if name in self._shared_names(kind) else name

    def _shared_names(self, kind: str) -> set[str]:
        if kind not in self._shared:
            names = Counter(self.name(kind, identity) for identity in self.register.by_kind(kind))
            self._shared[kind] = {name for name, many in names.items() if many > 1}
        return self._shared[kind]

    def term(self, vocabulary: str, value: str) -> str:
        """The label of a value; the value itself where nobody knows it."""
        label = self._terms.get((vocabulary, value))
        if label is None:
            label = self._terms[vocabulary, value] = self._term(vocabulary, value)
        return label

    def _term(self, vocabulary: str, value: str) -> str:
        for each in vocabulary.split("|"):
            own = {"data-category": self.register.own_data, "data-subject": self.register.own_subjects}.get(each, {}).get(value)
            label = own.name if own else self._built_in(each, value)
            if label != value:
                return label
        return value

    def _built_in(self, vocabulary: str, value: str) -> str:
        place, _, name = vocabulary.rpartition(":")
        match place:
            case "ui":
                return self.words.ui(f"{name}.{value}")
            case "table":
                return str(self.words.tables()[name].get(value, value))
        return cite(value, self.words.language) if vocabulary == "citation" else self.words.term(vocabulary, value)

    def name(self, kind: str, identity: str) -> str:
        """The name of a record by its kind and id, or (kind "record") by its reference; the id itself where it has none."""
        name = self._names.get((kind, identity))
        if name is None:
            name = self._names[kind, identity] = self._name(kind, identity)
        return name

    def _name(self, kind: str, identity: str) -> str:
        record: Any = self.register.get(identity) if kind == "record" else self.register.by_kind(kind).get(identity)
        if record is None:
            return identity
        if record is self.register.organisation:
            return self.register.name
        return self.words.name(record)

    def period(self, period: Period | None) -> str | None:
        """A period in words: “7 jaar en 6 maanden”."""
        if period is None:
            return None
        return self.words.period(period)

    def summary(self, value: list[Table] | Nothing | None) -> str | None:
        """A list of tables in one line."""
        if value is Nothing.NONE:
            return self._none
        return JOIN.join(map(self._line, value)) if value else None

    def _line(self, table: Table) -> str:
        heads, details = table.called_by, SUMMARY[type(table)]
        shows = self._summary_fields(type(table))
        head = next((text for name in heads if (text := shows[name](getattr(table, name)))), None)
        rest = ", ".join(as_text(text) for name in details if (text := shows[name](getattr(table, name))) is not None)
        return f"{as_text(head)} ({rest})" if head and rest else as_text(head) or rest or "–"

    def _summary_fields(self, table: type[Table]) -> dict[str, Show]:
        known = self._summaries.get(table)
        if known is None:
            plan = {column.name: column for column in kinds.plan_of(table).columns}
            known = self._summaries[table] = {field.name: self.shower(plan[field.name]) for field in fields_of(table) if field.name in plan}
        return known

    @cached_property
    def _summaries(self) -> dict[type[Table], dict[str, Show]]:
        return {}


_ITEM = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^;]*))\s*(?:;|$)')


def split_shown(text: str) -> list[str]:
    """The elements of a list that was shown in one cell."""
    found = []
    place = 0
    while place < len(text) and (match := _ITEM.match(text, place)) is not None and match.end() > place:
        found.append(match[1].replace('""', '"') if match[1] is not None else match[2].strip())
        place = match.end()
    return found if place >= len(text) else [part.strip() for part in text.split(";")]


def _itself(value: Any) -> Cell:
    cell: Cell = value
    return cell


def moment(value: str) -> str:
    """A time of ISO 8601 to the minute, as its own clock told it: 2025-03-12 10:00."""
    return value[:16].replace("T", " ")


def as_text(cell: Cell) -> str:
    """What people see, as text: dates in the ISO form."""
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)
