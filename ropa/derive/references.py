"""What every record names: values of vocabularies, other records, documents. One walk over the register, for all the rules that ask."""

from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from .. import law
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
        self.used: dict[str, set[str]] = {}
        """Ids that are named somewhere, by kind."""


class _Plan(NamedTuple):
    """What to look at in a table. Getters fetch many attributes in one call: this walk visits every value of the register."""

    singles: tuple[tuple[str, str, bool], ...]
    get_singles: Any
    lists: tuple[tuple[str, str, bool], ...]
    get_lists: Any
    tables: tuple[tuple[str, bool, "_Plan"], ...]
    get_tables: Any
    has_path: bool


def _getter(names: list[str]) -> Any:
    """A function that gives the attributes as a tuple, for any number of names."""
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda table: (getattr(table, names[0]),)) if names else (lambda table: ())


@cache
def _plan(table: type[Table]) -> _Plan | None:
    singles, lists, tables = [], [], []
    has_path = False
    for field in fields_of(table):
        facts = field.about
        has_path |= facts.path
        if facts.ref or facts.terms:
            (lists if field.many else singles).append((field.name, facts.ref or facts.terms, bool(facts.ref)))
        elif field.table is not None and (inner := _plan(field.table)) is not None:
            tables.append((field.name, field.many, inner))
    if not (singles or lists or tables or has_path):
        return None
    return _Plan(
        tuple(singles),
        _getter([name for name, _, _ in singles]),
        tuple(lists),
        _getter([name for name, _, _ in lists]),
        tuple(tables),
        _getter([name for name, _, _ in tables]),
        has_path,
    )


def find_references(register: Register) -> References:
    """Walk the whole register once."""
    found = References()
    allowed: dict[str, Any] = {}
    for kind in ("activity", "processor", "recipient", "agreement", "location", "certificate", "measure"):
        broken = {identity for name, identity in register.broken if name == kind}
        allowed[kind] = {*register.by_kind(kind), *broken} if broken else register.by_kind(kind)
        found.used[kind] = set()
    if ("measure", "") in register.broken:
        allowed["measure"] = _Everything()
    walker = _Walker(register, found, allowed)
    for record in register.records():
        plan = _plan(type(record))
        if plan is not None:
            walker.walk(record, record, plan, ())
    for identity, term in [*register.own_data.items(), *register.own_subjects.items()]:
        own = "data" if identity in register.own_data else "subjects"
        walker.check_term(term, own, identity)
    return found


class _Everything:
    """Stands for ids that are not to be known because their file is broken."""

    def __contains__(self, item: object) -> bool:
        return True


class _Walker:
    def __init__(self, register: Register, found: References, allowed: dict[str, Any]) -> None:
        self._register = register
        self._found = found
        self._allowed = allowed

    def _known(self, what: str) -> Any:
        """The ids or values that may be named."""
        known = self._allowed.get(what)
        if known is None:
            known = law.terms(what)
            own = {"data-category": self._register.own_data, "data-subject": self._register.own_subjects}.get(what)
            if own is not None:
                known = _Everything() if ("vocabulary", "") in self._register.broken else {**known, **own}
            self._allowed[what] = known
        return known

    def walk(self, record: Record, table: Any, plan: _Plan, path: tuple[str | int, ...]) -> None:
        allowed = self._allowed
        for (name, what, is_ref), value in zip(plan.singles, plan.get_singles(table), strict=True):
            if value is not None:
                if value not in (allowed.get(what) or self._known(what)):
                    self._note(record, (*path, name), value, what)
                elif is_ref:
                    self._found.used[what].add(value)
        for (name, what, is_ref), values in zip(plan.lists, plan.get_lists(table), strict=True):
            if values:
                known = allowed.get(what) or self._known(what)
                for index, value in enumerate(values):
                    if value not in known:
                        self._note(record, (*path, name, index), value, what)
                if is_ref:
                    self._found.used[what].update(values)
        if plan.has_path and table.path is not None:
            self._found.documents.append((record, path, table))
        for (name, many, inner), value in zip(plan.tables, plan.get_tables(table), strict=True):
            if value:
                if many:
                    for index, element in enumerate(value):
                        self.walk(record, element, inner, (*path, name, index))
                else:
                    self.walk(record, value, inner, (*path, name))

    def _note(self, record: Record, path: tuple[str | int, ...], value: str, what: str) -> None:
        place = self._found.missing if what in BY_NAME else self._found.unknown_values
        place.append(Naming(record, path, value, what))

    def check_term(self, term: Any, own: str, identity: str) -> None:
        """An own category: what it is like, and the special categories it names."""
        from ..model.assets import Vocabulary

        record = Vocabulary(id="vocabulary")
        vocabulary = "data-category" if own == "data" else "data-subject"
        if term.like is not None and term.like not in law.terms(vocabulary):
            self._note(record, (own, identity, "like"), term.like, vocabulary)
        for index, value in enumerate(term.special or ()):
            if value not in law.terms("special-category"):
                self._note(record, (own, identity, "special", index), value, "special-category")
