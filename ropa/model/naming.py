"""What a record names: values of vocabularies, ids of other records, documents. Noted while its data are at hand, which costs a fraction of looking later."""

from typing import Any

from .fields import Table, fields_of

_VALUE, _VALUES, _TABLE, _TABLES, _PATH = range(5)

Plan = dict[str, tuple[int, Any]]
"""For each key that matters: what stands there, and the set that takes its value or the plan of the table inside."""


class Names:
    """Everything that the records of a register name, by vocabulary or kind of record."""

    def __init__(self) -> None:
        """Nothing named yet."""
        self.by: dict[str, set[str]] = {}
        self._plans: dict[type[Table], Plan] = {}

    def note(self, table: type[Table], data: dict[str, Any]) -> bool:
        """Note what the data of a record name; they must be of the right types. Returns whether a document is among it."""
        return _note(data, self._plan(table))

    def _plan(self, table: type[Table]) -> Plan:
        plan = self._plans.get(table)
        if plan is None:
            plan = self._plans[table] = {}
            for field in fields_of(table):
                facts = field.about
                if facts.path:
                    plan[field.name] = (_PATH, None)
                elif what := facts.ref or facts.terms:
                    plan[field.name] = (_VALUES if field.many else _VALUE, self.by.setdefault(what, set()))
                elif field.table is not None and (inner := self._plan(field.table)):
                    plan[field.name] = (_TABLES if field.many else _TABLE, inner)
        return plan


def _note(data: dict[str, Any], plan: Plan) -> bool:
    document = False
    get = plan.get
    for key, value in data.items():
        found = get(key)
        if found is None:
            continue
        what, into = found
        if what == _VALUE:
            into.add(value)
        elif value.__class__ is str:
            document |= what == _PATH  # else: "none"
        elif what == _VALUES:
            into.update(value)
        elif what == _TABLES:
            for element in value:
                document |= _note(element, into)
        else:
            document |= _note(value, into)
    return document
