"""The keys of a record, as people write them (`data[contact].retention.years`), and the values that one can have."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from .line import Table
from .offers import Line, Offer, named, shown
from .place import is_id

_BETWEEN = re.compile(r"\.(?![^\[]*\])")
"""A point between two keys, and not in the name of an element."""


def _record(line: Line) -> tuple[str, dict[str, Any]]:
    """The table of the record that the line names, by its name, and what is in it; "" where there is no such kind of record."""
    folder, slash, identity = line.asked.arguments[0].removesuffix(".toml").strip("/").rpartition("/")
    kind = line.kind(folder.rpartition("/")[2] if slash else identity)
    if not slash and not kind:  # an id alone
        kind = next((each for each, place in line.folders.items() if identity in line.place.ids(place)), "")
    facts = line.table["kinds"].get(kind, {})
    if kind in line.folders:
        return facts["table"], line.place.record(facts["place"], identity)
    return (facts["table"], line.place.data(facts["place"])) if facts else ("", {})


# -- keys -----------------------------------------------------------------------------------------------------------------------------------------------


def keys(line: Line) -> Iterator[Offer]:
    """The keys at the place to which the word has come: of the record that the line names, else of any."""
    tables: Iterable[str] = dict.fromkeys(facts["table"] for facts in line.table["kinds"].values())
    data: dict[str, Any] = {}
    if line.asked.arguments:
        table, data = _record(line)
        tables = [table]
    found = _BETWEEN.split(line.asked.current)
    before = "".join(f"{part}." for part in found[:-1])
    # a table is a value to set key by key, and a thing to ask after or take away as a whole
    whole = line.asked.verb != "set" or line.asked.said("--unset") is not None
    offered = set()
    for start in tables:
        inner, value = _walk(line.table, start, data, found[:-1])
        if inner.startswith("*"):
            yield from ((f"{before}{name}{point}", "") for name in value if is_id(name) for point in ("", ".") if point or whole)
        for name, field in line.table["tables"].get(inner, {}).items():
            label = line.words.label(f"{field.get('of', inner)}.{name}")
            for key, about in _forms(line, before + name, field, value.get(name), label, whole=whole):
                if key not in offered:
                    offered.add(key)
                    yield key, about


def _forms(line: Line, key: str, field: Table, value: Any, label: str, *, whole: bool) -> Iterator[Offer]:
    """A key as it can be written on: itself, a table with the point of what is in it, a list of tables with its elements."""
    if "table" not in field:
        yield key, label
        return
    if whole or field.get("many"):
        yield key, label
    if field.get("many"):
        for name, about in _elements(line, field["table"], value):
            if whole:
                yield f"{key}[{name}]", f"{label}: {about}"
            yield f"{key}[{name}].", f"{label}: {about}"
    else:
        yield f"{key}.", label


def _elements(line: Line, table: str, value: Any) -> list[Offer]:
    """The elements of a list of tables: by what names them where that is an id and names one alone, else by their number."""
    every = [_called(line.table, table, each) for each in value] if isinstance(value, list) else []
    found = []
    for number, (name, field) in enumerate(every, 1):
        vocabulary = line.table["tables"][table].get(field, {}).get("terms", "")
        about = line.words.term(vocabulary, name) if vocabulary and is_id(name) else shown(name)
        found.append((name if is_id(name) and sum(name == other for other, _ in every) == 1 else str(number), about))
    return found


def _called(table: Table, inner: str, element: Any) -> tuple[str, str]:
    """What names an element, and the field that it stands in."""
    if isinstance(element, dict):
        for field in table["called"].get(inner, ()):
            parts = [part for name in field.split("+") if isinstance(part := element.get(name), str) and part]
            if len(parts) > field.count("+"):
                return " ".join(parts), field
    return "", ""


def _walk(table: Table, name: str, data: Any, path: list[str]) -> tuple[str, dict[str, Any]]:
    """The table to which a path of keys leads, by name, and what is in it; "" where it leads to none. "*Term": to tables of that name, by id."""
    for part in path:
        if name.startswith("*"):
            name, data = name[1:], data.get(part) if isinstance(data, dict) else None
            continue
        key, bracket, chosen = part.partition("[")
        field = table["tables"].get(name, {}).get(key, {})
        data = data.get(key) if isinstance(data, dict) else None
        name = f"*{field['table']}" if field.get("entries") else field.get("table", "")
        if field.get("many"):
            data = _element(table, name, data, chosen.removesuffix("]") if bracket else None)
    return name, data if isinstance(data, dict) else {}


def _element(table: Table, name: str, value: Any, chosen: str | None) -> Any:
    """The element of a list that is meant by what names it, the beginning of that, or its number; without any of these the only one."""
    there = value if isinstance(value, list) else []
    if chosen is None:
        return there[0] if len(there) == 1 else None
    if chosen.isdecimal() and chosen.isascii() and len(chosen) < 6:
        return there[int(chosen) - 1] if 0 < int(chosen) <= len(there) else None
    names = [_called(table, name, each)[0] for each in there]
    found = [index for index, each in enumerate(names) if each == chosen] or [index for index, each in enumerate(names) if each.startswith(chosen)]
    return there[found[0]] if chosen and found else None


# -- values ---------------------------------------------------------------------------------------------------------------------------------------------


def values(line: Line) -> Iterator[Offer]:
    """The values that the key on the line can have; with --add to a list those that it does not have yet, with --remove those that it has."""
    if len(line.asked.arguments) < 2:
        return
    table, data = _record(line)
    *path, last = _BETWEEN.split(line.asked.arguments[1])
    inner, value = _walk(line.table, table, data, path)
    field = line.table["tables"].get(inner, {}).get(last)
    if field is None or line.asked.said("--unset") is not None:
        return
    adding, removing = (line.asked.said(option) is not None for option in ("--add", "--remove"))
    there = _elements(line, field["table"], value.get(last)) if "table" in field else [(each, "") for each in _texts(value.get(last))]
    taken = {name for name, _ in there} if adding or removing else set()
    offered = _values_of(line, field) if not ("table" in field and removing) else there
    for word, about in offered:
        if (word in taken) == removing and word not in line.asked.arguments[2:]:
            yield word, about


def values_of(line: Line, table: str, key: str) -> Iterator[Offer]:
    """Everything that a key of a table can hold, where that is known."""
    *path, last = key.split(".")
    field = line.table["tables"].get(_walk(line.table, table, {}, path)[0], {}).get(last)
    if field is not None:
        yield from _values_of(line, field)


def _texts(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _values_of(line: Line, field: Table) -> Iterator[Offer]:
    """Everything that a field can hold, where that is known; of a list of tables what names one."""
    if field.get("many") and "table" in field:
        names = line.table["called"].get(field["table"], ())
        yield from _values_of(line, line.table["tables"][field["table"]].get(names[0], {})) if names else ()
    elif vocabulary := field.get("terms"):
        yield from terms(line, vocabulary)
    elif kind := field.get("ref"):
        yield from named(line, line.table["kinds"][kind]["place"], line.asked.current)
    elif field.get("path"):
        yield from ((path, "") for path in line.place.documents())
    elif field.get("type") == "yes-no":
        yield from ((line.words.ui(word), "") for word in ("yes", "no"))
    elif field.get("type") == "date":
        yield line.words.edited("value.today"), ""
    if field.get("none"):
        yield "none", line.words.ui("none")


def terms(line: Line, vocabulary: str) -> Iterator[Offer]:
    """The values of a vocabulary with their labels, and the organisation's own."""
    from .. import law

    own = line.place.data("vocabulary.toml").get({"data-category": "data", "data-subject": "subjects"}.get(vocabulary, ""))
    for name, entry in (own if isinstance(own, dict) else {}).items():
        if is_id(name):
            yield name, shown(entry.get("name")) if isinstance(entry, dict) else ""
    yield from ((name, line.words.term(vocabulary, name)) for name in law.terms(vocabulary))
