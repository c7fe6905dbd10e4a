"""What every record names: values of vocabularies, other records, documents. One walk over the register, for all the rules that ask."""

from functools import cache
from typing import Any

import msgspec

from .. import law
from ..model.assets import Vocabulary
from ..model.fields import Record, Table, fields_of
from ..register import Register, file_of


class Naming(msgspec.Struct, frozen=True, gc=False):
    """A place where a record names something: the value stands at `path`."""

    record: Record
    path: tuple[str | int, ...]
    value: str
    what: str
    """The vocabulary, or the kind of record, that the value should be of; "path" for a document."""
    built_in: bool = False
    """Whether the organisation's own values of the vocabulary do not count."""


class References:
    """What the walk found."""

    def __init__(self) -> None:
        """Nothing found yet."""
        self.unknown_values: list[Naming] = []
        self.missing: list[Naming] = []
        self.documents: list[tuple[Record, tuple[str | int, ...], Any]] = []
        """Each document with a path: (record, path of the document's table, the document)."""
        self.empty: list[tuple[Record, tuple[str | int, ...]]] = []
        """Lists that were left empty where "none" can be said: (record, path)."""
        self.used: dict[str, set[str]] = {}
        """Ids that are named somewhere, by kind."""


class _Plan(msgspec.Struct, frozen=True, gc=False):
    """What to look at in a table."""

    singles: tuple[tuple[str, str], ...]
    """Name, and vocabulary or kind."""
    lists: tuple[tuple[str, str], ...]
    nones: tuple[str, ...]
    """Lists that may be said to be empty."""
    tables: tuple[tuple[str, bool, "_Plan"], ...]
    """Name, whether there are many, plan."""
    has_path: bool


@cache
def _plan(table: type[Table]) -> _Plan | None:
    singles: list[tuple[str, str]] = []
    lists: list[tuple[str, str]] = []
    nones: list[str] = []
    tables: list[tuple[str, bool, _Plan]] = []
    has_path = False
    for field in fields_of(table):
        facts = field.about
        has_path |= facts.path
        if facts.none:
            nones.append(field.name)
        if facts.ref or facts.terms:
            (lists if field.many else singles).append((field.name, facts.ref or facts.terms))
        elif field.table is not None and (inner := _plan(field.table)) is not None:
            tables.append((field.name, field.many, inner))
    if not (singles or lists or nones or tables or has_path):
        return None
    return _Plan(tuple(singles), tuple(lists), tuple(nones), tuple(tables), has_path)


REFERABLE = ("activity", "processor", "recipient", "agreement", "location", "certificate", "measure")
"""The kinds of record that others name by id."""
_MANY = 200
"""Unknown values from which it is quicker to look at every record than to search the files for each."""


def find_references(register: Register) -> References:
    """Compare what the register names with what there is; only where something is amiss, look for the places."""
    search = _Search(register)
    closer = {id(record) for record in register.closer}
    unknown = {value for what, values in register.names.by.items() for value in values - search.known(what)}
    everywhere = len(unknown) > _MANY
    if unknown and not everywhere:
        closer |= search.holders(unknown, closer)
    for record in register.records():
        if everywhere or id(record) in closer:
            search.look(record)
    if unknown - search.seen:  # written with escapes, so that the text of the file does not show it
        search.found = References()
        for record in register.records():
            search.look(record)
    for what in REFERABLE:
        search.found.used.setdefault(what, set()).update(register.names.by.get(what, ()))
    for own, terms in (("data", register.own_data), ("subjects", register.own_subjects)):
        for identity, term in terms.items():
            search.term(term, own, identity)
    return search.found


class _Everything(set[str]):
    """Stands for ids that are not to be known because their file is broken: whatever is named is there."""

    def __contains__(self, item: object) -> bool:
        return True

    def __rsub__(self, other: Any) -> set[str]:
        return set()


class _Search:
    def __init__(self, register: Register) -> None:
        self.found = References()
        self.seen: set[str] = set()
        self._register = register
        self._known: dict[str, set[str]] = {}
        for kind in REFERABLE:
            broken = {identity for name, identity in register.broken if name == kind}
            self._known[kind] = _Everything() if "" in broken else {*register.by_kind(kind), *broken}
        self._own = {"data-category": register.own_data, "data-subject": register.own_subjects}
        self._own_broken = ("vocabulary", "") in register.broken

    def known(self, what: str) -> set[str]:
        """The ids or values that may be named."""
        known = self._known.get(what)
        if known is None:
            known = set(law.terms(what))
            if what in self._own:
                known = _Everything() if self._own_broken else known | set(self._own[what])
            self._known[what] = known
        return known

    def holders(self, values: set[str], known: set[int]) -> set[int]:
        """The records in whose files one of the values stands, beside those that are known already."""
        words = [value.encode("utf-8", "surrogatepass") for value in values]
        found = set()
        for record in self._register.records():
            if id(record) in known:
                continue
            data = self._register.source.read(file_of(record)[0])
            if isinstance(data, bytes) and any(word in data for word in words):
                found.add(id(record))
        return found

    def look(self, record: Record) -> None:
        """Every value of a record with its place."""
        plan = _plan(type(record))
        if plan is not None:
            self._walk(record, record, plan, ())

    def _walk(self, record: Record, table: Any, plan: _Plan, path: tuple[str | int, ...]) -> None:
        for name, what in plan.singles:
            value = getattr(table, name)
            if value is not None:
                self._name(record, (*path, name), value, what)
        for name, what in plan.lists:
            for index, value in enumerate(getattr(table, name) or ()):
                self._name(record, (*path, name, index), value, what)
        for name in plan.nones:
            if getattr(table, name) == []:
                self.found.empty.append((record, (*path, name)))
        if plan.has_path and table.path is not None:
            self.found.documents.append((record, path, table))
        for name, many, inner in plan.tables:
            if value := getattr(table, name):
                for index, element in enumerate(value) if many else ():
                    self._walk(record, element, inner, (*path, name, index))
                if not many:
                    self._walk(record, value, inner, (*path, name))

    def _name(self, record: Record, path: tuple[str | int, ...], value: str, what: str) -> None:
        is_ref = what in REFERABLE
        if is_ref:
            self.found.used.setdefault(what, set()).add(value)
        if value not in self.known(what):
            self.seen.add(value)
            (self.found.missing if is_ref else self.found.unknown_values).append(Naming(record, path, value, what))

    def term(self, term: Any, own: str, identity: str) -> None:
        """An own category: what it is like, and the special categories it names."""
        record = Vocabulary(id="vocabulary")
        vocabulary = "data-category" if own == "data" else "data-subject"
        if term.like is not None and term.like not in law.terms(vocabulary):
            self.found.unknown_values.append(Naming(record, (own, identity, "like"), term.like, vocabulary, built_in=True))
        for index, value in enumerate(term.special or ()):
            if value not in law.terms("special-category"):
                self.found.unknown_values.append(Naming(record, (own, identity, "special", index), value, "special-category"))
