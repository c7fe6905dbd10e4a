"""What a record names: values of vocabularies, ids of other records, documents. Noted while the record is at hand.

A record has a hundred places that may name something, and a register has tens of thousands of records. So each kind gets a function made for it, in
the way of dataclasses: one line a field, from the definitions. That takes a tenth of the time of going through the definitions for every record.
"""

from collections.abc import Callable
from typing import Any

from .fields import Nothing, Record, Table, fields_of

Note = Callable[[Record], bool]
"""Notes what a record names; returns whether a document, or a list that was left empty, is among it."""


class Names:
    """Everything that the records of a register name, by vocabulary or kind of record."""

    def __init__(self) -> None:
        """Nothing named yet."""
        self.by: dict[str, set[str]] = {}

    def noter(self, table: type[Record]) -> Note:
        """The function that notes what the records of a kind name."""
        known: dict[str, Any] = {"NONE": Nothing.NONE}
        lines = ["def note(t0):", "    closer = False", *self._lines(table, 0, "    ", known), "    return closer"]
        exec("\n".join(lines), known)  # noqa: S102 - made of names of fields and nothing else
        note: Note = known["note"]
        return note

    def _lines(self, table: type[Table], depth: int, indent: str, known: dict[str, Any]) -> list[str]:
        """The lines that look at one table, at a depth of tables in tables."""
        lines = []
        for field in fields_of(table):
            value, facts = f"t{depth}.{field.name}", field.about
            if facts.path:
                lines.append(f"{indent}if {value} is not None: closer = True")
            elif what := facts.ref or facts.terms:
                name = f"set_{what.replace('-', '_')}"
                known[name] = self.by.setdefault(what, set())
                if not field.many:
                    lines += [f"{indent}v = {value}", f"{indent}if v is not None: {name}.add(v)"]
                else:
                    lines += [f"{indent}v = {value}", f"{indent}if v is not None and v is not NONE:", f"{indent}    {name}.update(v)"]
                    lines += [f"{indent}    if not v: closer = True"] if facts.none else []
            elif field.table is not None:
                inner = self._lines(field.table, depth + 1, indent + "        " if field.many else indent + "    ", known)
                if field.many and (inner or facts.none):
                    lines += [f"{indent}v = {value}", f"{indent}if v is not None and v is not NONE:"]
                    lines += [f"{indent}    if not v: closer = True"] if facts.none else []
                    lines += [f"{indent}    for t{depth + 1} in v:", *inner] if inner else []
                elif inner:
                    lines += [f"{indent}t{depth + 1} = {value}", f"{indent}if t{depth + 1} is not None:", *inner]
        return lines
