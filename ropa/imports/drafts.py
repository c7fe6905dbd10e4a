"""What comes out of a file before it is written: records in the making, and a word about every cell that did not become a value."""

from typing import Any, NamedTuple

import msgspec

Path = tuple[str | int, ...]


class Said(NamedTuple):
    """A cell as people know it: where it stands, the heading over it, and its text."""

    address: str
    heading: str
    text: str


class Entry(NamedTuple):
    """What became of a cell that did not become a value."""

    sheet: str
    said: Said
    why: str
    """A key of [why] in import.toml."""
    record: str = ""
    """The reference of the record that keeps it; "" where it is in the report alone."""
    detail: str = ""


class Draft(msgspec.Struct, kw_only=True):
    """A record in the making."""

    kind: str
    identity: str
    data: dict[str, Any] = {}
    """Plain data, as they would stand in its file; only what the table says."""
    kept: list[Said] = []
    """Cells that are kept word for word in its notes."""
    sheet: str = ""
    by_place: bool = False
    """Whether lists in it are whole, so that their elements answer to those of the record by their place."""
    fills: bool = False
    """Whether it only fills in what the record does not say yet."""

    @property
    def reference(self) -> str:
        """Its reference: "activities/salaris"."""
        from ..model.kinds import BY_NAME

        kind = BY_NAME[self.kind]
        folder = kind.place.removesuffix(".toml")
        return f"{folder}/{self.identity}" if kind.per_file or kind.entries else folder


class SheetCount(msgspec.Struct):
    """What was read of a sheet."""

    sheet: str
    kind: str = ""
    rows: int = 0
    layout: str = ""
    skipped: str = ""
    """Why nothing was read of it: a key of [skipped] in import.toml; "" where it was read."""
    records: list[str] = []
    """References of the records that its rows are."""


class Outcome(msgspec.Struct):
    """Everything that was read of a file."""

    drafts: list[Draft] = []
    entries: list[Entry] = []
    sheets: list[SheetCount] = []
    whole: set[str] = set()
    """Kinds of which the file is a table: records that it does not have are named."""


def put(data: dict[str, Any], path: Path, value: Any) -> bool:
    """Give plain data a value at a path; what is missing around it is made. False where a list would get a gap."""
    here: Any = data
    for number, part in enumerate(path[:-1]):
        after: Any = [] if isinstance(path[number + 1], int) else {}
        if isinstance(part, int):
            if part > len(here):
                return False
            if part == len(here):
                here.append(after)
        elif not isinstance(here.get(part), type(after)):
            here[part] = after
        here = here[part]
    last = path[-1]
    if isinstance(last, int):
        if last > len(here):
            return False
        if last == len(here):
            here.append(value)
            return True
    here[last] = value
    return True
