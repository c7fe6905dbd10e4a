"""What every record names: values of vocabularies, other records, documents. One walk over the register, for all the rules that ask."""

from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from .. import law
from ..model.assets import Vocabulary
from ..model.fields import Record, Table, fields_of
from ..model.kinds import BY_NAME
from ..register import Register


class Naming(NamedTuple):
    """A place where a record names something: the value stands at `path`."""

    record: Record
    path: tuple[str | int, ...]
    value: str
    what: str
    """The vocabulary, or the kind of record, that the value should be of; "path" for a document."""


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


class _Plan(NamedTuple):
    """What to look at in a table. The getters run in C: the walk visits every value of the register."""

    singles: tuple[tuple[str, str, bool, Any], ...]
    """Name, vocabulary or kind, whether it is a kind, getter."""
    lists: tuple[tuple[str, str, bool, Any], ...]
    nones: tuple[tuple[str, Any], ...]
    """Lists that may be said to be empty: name, getter."""
    tables: tuple[tuple[str, bool, Any, "_Plan"], ...]
    """Name, whether there are many, getter, plan."""
    has_path: bool


@cache
def _plan(table: type[Table]) -> _Plan | None:
    singles, lists, nones, tables = [], [], [], []
    has_path = False
    for field in fields_of(table):
        facts, get = field.about, attrgetter(field.name)
        has_path |= facts.path
        if facts.none:
            nones.append((field.name, get))
        if facts.ref or facts.terms:
            (lists if field.many else singles).append((field.name, facts.ref or facts.terms, bool(facts.ref), get))
        elif field.table is not None and (inner := _plan(field.table)) is not None:
            tables.append((field.name, field.many, get, inner))
    if not (singles or lists or nones or tables or has_path):
        return None
    return _Plan(tuple(singles), tuple(lists), tuple(nones), tuple(tables), has_path)


def find_references(register: Register) -> References:
    """Go through the whole register once, a field at a time; only where something is amiss, look for the places."""
    found = References()
    search = _Search(register, found)
    for kind in REFERABLE:
        if records := list(register.by_kind(kind).values()):
            search.kind(records)
    if register.organisation:
        search.kind([register.organisation])
    for identity, term in [*register.own_data.items(), *register.own_subjects.items()]:
        search.term(term, "data" if identity in register.own_data else "subjects", identity)
    return found


REFERABLE = ("activity", "processor", "recipient", "agreement", "location", "certificate", "measure")
"""The kinds of record that others name by id."""


class _Everything:
    """Stands for ids that are not to be known because their file is broken."""

    def __contains__(self, item: object) -> bool:
        return True


class _Search:
    def __init__(self, register: Register, found: References) -> None:
        self._found = found
        self._look_for_empty = register.has_empty_lists
        self._known: dict[str, Any] = {}
        for kind in REFERABLE:
            broken = {identity for name, identity in register.broken if name == kind}
            self._known[kind] = _Everything() if "" in broken else {*register.by_kind(kind), *broken}
            found.used[kind] = set()
        self._own = {"data-category": register.own_data, "data-subject": register.own_subjects}
        self._own_broken = ("vocabulary", "") in register.broken

    def kind(self, records: list[Any]) -> None:
        """Look at all records of a kind together, and one by one only if a value is amiss."""
        plan = _plan(type(records[0]))
        if plan is not None and self._amiss(records, plan):
            for record in records:
                self._walk(record, record, plan, ())

    def _values(self, what: str) -> Any:
        """The ids or values that may be named."""
        known = self._known.get(what)
        if known is None:
            known = set(law.terms(what))
            if what in self._own:
                known = _Everything() if self._own_broken else known | set(self._own[what])
            self._known[what] = known
        return known

    def _amiss(self, tables: list[Any], plan: _Plan) -> bool:
        """Note what these tables name; whether any of it, or of the tables in them, needs a closer look."""
        amiss = plan.has_path and any(table.path is not None for table in tables)
        for _, what, is_ref, get in plan.singles:
            amiss |= self._note_all(set(map(get, tables)), what, is_ref)
        for _, what, is_ref, get in plan.lists:
            amiss |= self._note_all(set(chain.from_iterable(filter(None, map(get, tables)))), what, is_ref)
        for _, get in plan.nones if self._look_for_empty else ():
            amiss |= [] in map(get, tables)
        for _, many, get, inner in plan.tables:
            values = filter(None, map(get, tables))
            if elements := list(chain.from_iterable(values) if many else values):
                amiss |= self._amiss(elements, inner)
        return amiss

    def _note_all(self, values: set[str], what: str, is_ref: bool) -> bool:
        values.discard(None)  # type: ignore[arg-type]
        if not values:
            return False
        known = self._values(what)
        if is_ref:
            self._found.used[what] |= values
        return not (isinstance(known, _Everything) or values <= known)

    def _walk(self, record: Record, table: Any, plan: _Plan, path: tuple[str | int, ...]) -> None:
        """The slow way: every value with its place."""
        for name, what, _, get in plan.singles:
            value = get(table)
            if value is not None and value not in self._values(what):
                self._note(record, (*path, name), value, what)
        for name, what, _, get in plan.lists:
            for index, value in enumerate(get(table) or ()):
                if value not in self._values(what):
                    self._note(record, (*path, name, index), value, what)
        for name, get in plan.nones:
            if get(table) == []:
                self._found.empty.append((record, (*path, name)))
        if plan.has_path and table.path is not None:
            self._found.documents.append((record, path, table))
        for name, many, get, inner in plan.tables:
            if value := get(table):
                for index, element in enumerate(value) if many else ():
                    self._walk(record, element, inner, (*path, name, index))
                if not many:
                    self._walk(record, value, inner, (*path, name))

    def _note(self, record: Record, path: tuple[str | int, ...], value: str, what: str) -> None:
        place = self._found.missing if what in BY_NAME else self._found.unknown_values
        place.append(Naming(record, path, value, what))

    def term(self, term: Any, own: str, identity: str) -> None:
        """An own category: what it is like, and the special categories it names."""
        record = Vocabulary(id="vocabulary")
        vocabulary = "data-category" if own == "data" else "data-subject"
        if term.like is not None and term.like not in law.terms(vocabulary):
            self._note(record, (own, identity, "like"), term.like, vocabulary)
        for index, value in enumerate(term.special or ()):
            if value not in law.terms("special-category"):
                self._note(record, (own, identity, "special", index), value, "special-category")
