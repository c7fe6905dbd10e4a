"""What the chosen activities of a print lead to."""

from collections.abc import Collection, Iterator
from typing import Any

from ...model.activity import Activity
from ...model.fields import Nothing, Record, Table, fields_of
from ...model.kinds import BY_TABLE
from ...register import Register

Key = tuple[str, str]
"""Kind and id of a record."""


def references(table: Table) -> Iterator[Key]:
    """What a record names, by kind and id."""
    for field in fields_of(table.__class__):
        value = getattr(table, field.name)
        if value is None or value is Nothing.NONE:
            continue
        if field.about.ref:
            yield from ((field.about.ref, identity) for identity in ([value] if isinstance(value, str) else value))
        elif field.table is not None:
            for element in value if field.many else [value]:
                yield from references(element)


def reach(register: Register, activities: Collection[Activity]) -> set[Key]:
    """What the chosen activities lead to: what they name and what that names; and the agreements, certificates and back-ups of that."""
    waiting: list[Any] = [*activities, *([register.organisation] if register.organisation else [])]
    chosen = {activity.id for activity in activities}
    found: set[Key] = set()
    while waiting:
        record = waiting.pop()
        for key in [*references(record), *_belonging(register, record, chosen)]:
            if key[0] != "activity" and key not in found and (other := register.by_kind(key[0]).get(key[1])) is not None:
                found.add(key)
                waiting.append(other)
    return found


def _belonging(register: Register, record: Record, chosen: Collection[str]) -> Iterator[Key]:
    """What is about a party or place without being named by it."""
    kind = BY_TABLE[type(record)].name
    if kind in ("processor", "recipient"):
        for agreement in register.agreements.values():
            mine = agreement.processor == record.id if kind == "processor" else record.id in (agreement.recipients or ())
            if mine and (not agreement.activities or any(identity in chosen for identity in agreement.activities)):
                yield "agreement", agreement.id
    if kind in ("processor", "recipient", "location"):
        yield from (("certificate", each.id) for each in register.certificates.values() if getattr(each, kind) == record.id)
    if kind == "location":
        yield from (("location", each.id) for each in register.locations.values() if each.back_up and record.id in (each.back_up.of or ()))
