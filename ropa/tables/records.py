"""Rows that stand in the files as they are: records, the lists in them, and what may stand anywhere in them."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..model.fields import Table
from ..model.kinds import BY_NAME, BY_TABLE
from ..register import dotted, reference_of
from .columns import NUMBER, Column, cells, holds, plan_of
from .view import View

Rows = Iterator[list[Any]]

PLACE = Column("nr", ("nr",), NUMBER)
"""The place in the list, counted from 1."""

WHERE = (Column("record", ("record",), ref="record", first=True), Column("key", ("key",)))
"""The reference of the record, and the key at which it stands: sub_processors[1].safeguards[2]."""

TERM = (Column("vocabulary", ("vocabulary",), terms="table:vocabularies"), Column("id", ("id",), first=True))


def of_kind(view: View, kind: str) -> Rows:
    """The records of a kind."""
    plan = plan_of(BY_NAME[kind].table)
    for record in view.register.by_kind(kind).values():
        yield cells(plan, record)


def organisation(view: View) -> Rows:
    """The one row of register.toml, without its id."""
    if (record := view.register.organisation) is not None:
        yield cells(plan_of(type(record)), record)[1:]


def _listed(rows: Iterable[Table] | None, *start: Any) -> Rows:
    for number, element in enumerate(rows or (), 1):
        yield cells(plan_of(type(element)), element, [*start, number])


def inside(view: View, kind: str, field: str) -> Rows:
    """The elements of a list of the records of a kind."""
    for record in view.register.by_kind(kind).values():
        yield from _listed(getattr(record, field), record.id)


def data(view: View) -> Rows:
    """The categories of data of the activities, and whether each is of Art. 9, 10 or 87."""
    audit = view.audit
    criminal, national_number = audit.criminal_categories, audit.national_number_categories
    for activity in view.register.activities.values():
        for entry, row in zip(activity.data or (), _listed(activity.data, activity.id), strict=True):
            yield [*row, audit.special_of(entry), entry.category in criminal, entry.category in national_number]


def demands(view: View) -> Rows:
    """The certificates that the organisation asks of its processors."""
    return _listed(view.audit.policy.certificates)


def accepted(view: View) -> Rows:
    """The findings that were accepted, as accepted.toml has them."""
    return _listed(view.register.acceptances)


def vocabulary(view: View) -> Rows:
    """The organisation's own categories."""
    for vocabulary, terms in (("data-category", view.register.own_data), ("data-subject", view.register.own_subjects)):
        for identity, term in terms.items():
            yield cells(plan_of(type(term)), term, [vocabulary, identity])


def everywhere(view: View, wanted: type[Table]) -> Rows:
    """Every table of a class in every record, wherever it stands in it."""
    plan = plan_of(wanted)
    leading = [table for table in BY_TABLE if holds(table, wanted)]
    for record in view.register.records():
        if type(record) in leading:
            reference = reference_of(record)
            for path, found in find(record, wanted):
                yield cells(plan, found, [reference, dotted(path)])


def find(table: Table, wanted: type[Table], path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every table of a class in a table, with the path of keys to it."""
    for name, many, inner in holds(type(table), wanted):
        value = getattr(table, name)
        for index, element in enumerate(value or ()) if many else ((None, value),) if value is not None else ():
            place = (*path, name) if index is None else (*path, name, index)
            if inner is wanted:
                yield place, element
            yield from find(element, wanted, place)
