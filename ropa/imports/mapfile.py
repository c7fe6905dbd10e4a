"""map.toml: how the columns of a file become keys, written with comments so that people can adjust it, and read again."""

import os
from collections.abc import Iterable
from datetime import date
from typing import Any

from ..edit.values import bare, inline
from ..errors import Failure
from ..i18n import Texts
from ..i18n.citations import cite
from ..source.toml import parse
from .keys import IGNORE, UNDECIDED, Key, key_of, keys_of, near_text
from .mapping import TableMap, candidates

_TABLE = {"sheet", "kind", "headings", "record", "layout", "columns", "values", "constants"}


def written(maps: Iterable[TableMap], file: str, words: Texts) -> str:
    """The text of a map.toml."""
    lines = [f"# {line}" if line else "#" for line in words.imported("map.top", file=_comment(file)).split("\n")]
    for each in maps:
        lines += ["", "[[table]]", f"sheet = {inline(each.sheet)}", f"kind = {inline(each.kind)} # {words.imported('map.kind')}"]
        lines.append(f"headings = {inline([each.heading[0] + 1, each.heading[1] + 1])} # {words.imported('map.headings')}")
        lines.append(f"record = {inline(each.record)} # {words.imported('map.record')}")
        if each.layout:
            lines.append(f"layout = {inline(each.layout)} # {words.imported('map.layout')}")
        lines += ["", "[table.columns]"]
        lines += (_column(each, name, key, words) for name, key in each.columns.items())
        lines += ["", *(f"# {line}" for line in words.imported("map.values").split("\n"))]
        for name, values in each.values.items():
            lines += [f"[table.values.{bare(name)}]", *(f"{bare(text)} = {inline(value)}" for text, value in values.items())]
        lines += ["", f"# {words.imported('map.constants')}"]
        if each.constants:
            lines += ["[table.constants]", *(f"{bare(key)} = {inline(value)}" for key, value in each.constants.items())]
    return "\n".join([*lines, ""])


def _column(made: TableMap, name: str, key: str, words: Texts) -> str:
    """The line of a column: its key, the article that asks for it, and how sure that is."""
    meaning = made.meanings.get(name)
    notes = []
    if key == UNDECIDED:
        choices = candidates(made.kind, meaning) if meaning else []
        notes.append(words.imported("map.choice", keys=", ".join(choices)) if choices else words.imported("map.unknown"))
    else:
        law = keys_of(made.kind)[key].law if key in keys_of(made.kind) else ()
        record = next((each for each in law if each.startswith("GDPR art. 30")), law[0] if law else "")
        notes += [cite(record, words.language)] if record else []
        notes += [] if meaning is None or meaning.sure else [words.imported("map.likely")]
    return f"{bare(name)} = {inline(key)}" + (f" # {_comment('; '.join(notes))}" if notes else "")


def _comment(text: str) -> str:
    """A text as it may stand in a comment."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def read_map(path: str, words: Texts) -> list[TableMap]:
    """The mappings in a map.toml. Raises Failure where the file cannot be read, or says what no mapping can say: with the table and the key."""
    try:
        with open(path, "rb") as file:
            data, wrong = parse(file.read(1_000_001))
    except OSError as error:
        raise Failure("import.map-unreadable", path=path, detail=error.strerror or "") from error
    if data is None or wrong:
        raise Failure("import.map-broken", path=path, line=wrong[0].line if wrong else 1)
    tables = data.get("table")
    if not isinstance(tables, list) or not tables or not all(isinstance(each, dict) for each in tables):
        raise Failure("import.map-empty", path=path)
    return [_read(path, number, each, words) for number, each in enumerate(tables, 1)]


def _read(path: str, number: int, data: dict[str, Any], words: Texts) -> TableMap:
    from .grid import KINDS

    place = f"{os.path.basename(path)}, [[table]] {number}"
    for key in data:
        if key not in _TABLE:
            raise Failure("import.map-key", place=place, field=key, near=near_text(key, _TABLE, words))
    kind = data.get("kind", "activity")
    if kind not in KINDS:
        raise Failure("import.map-kind", place=place, value=str(kind), known=", ".join(KINDS))
    columns, values, constants = data.get("columns", {}), data.get("values", {}), data.get("constants", {})
    if not _texts(columns) or not isinstance(values, dict) or not all(_texts(each) for each in values.values()) or not isinstance(constants, dict):
        raise Failure("import.map-shape", place=place)
    for key in columns.values():
        if key not in (IGNORE, UNDECIDED):
            key_of(kind, key, words)
    for key, value in constants.items():
        _check_constant(place, key_of(kind, key, words), value)
    heading = data.get("headings", [1])
    heading = [heading] if isinstance(heading, int) and not isinstance(heading, bool) else heading
    if (
        not isinstance(heading, list)
        or not 1 <= len(heading) <= 2
        or not all(type(row) is int and 1 <= row <= 10_000 for row in heading)
        or not 0 <= heading[-1] - heading[0] <= 1
    ):
        raise Failure("import.map-headings", place=place)
    return TableMap(
        sheet=str(data.get("sheet", "")),
        kind=kind,
        heading=(heading[0] - 1, heading[-1] - 1),
        columns=columns,
        values=values,
        constants=constants,
        record=str(data.get("record", "")),
        layout=str(data.get("layout", "")),
    )


def _texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


def _check_constant(place: str, key: Key, value: Any) -> None:
    """What holds for every record must be of the type of its field."""
    field = key.field
    good = {str: str, int: int, bool: bool, date: date}
    if field is None or field.table is not None:
        raise Failure("import.map-constant", place=place, field=key.name)
    fits = isinstance(value, list) and all(isinstance(each, str) for each in value) if field.many else type(value) is good.get(field.type)
    if not fits:
        raise Failure("import.map-constant", place=place, field=key.name)
