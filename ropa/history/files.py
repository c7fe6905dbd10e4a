"""From a file of a register to the data of its records, as plain data: history also holds what is no good by the definitions of today."""

from functools import lru_cache
from typing import Any

import msgspec

from ..model import kinds
from ..model.fields import Table
from ..model.kinds import Kind
from ..source.folder import MAX_BYTES
from ..source.toml import parse

Data = dict[str, Any]
"""What a record says, as TOML gives it."""

DOCUMENTS = "documents"
TEMPLATES = "templates"
WHOLE = (DOCUMENTS, TEMPLATES)
"""Folders of files that are no records: evidence, and the organisation's own words around its privacy statement, which is published from them."""


class Broken(msgspec.Struct, frozen=True, gc=False):
    """A file that could not be read; `why` is the name of the F rule that says so."""

    why: str
    line: int


Content = Data | Broken | None
"""What a file holds: data, nothing that can be read, or no file at all."""

_WHY = {"encoding": "encoding", "byte-order-mark": "encoding", "conflict": "conflict-markers"}


@lru_cache(maxsize=65_536)
def kind_of(path: str) -> Kind | None:
    """The kind of record that a file of the register holds, by its path; None where it holds none."""
    if path in kinds.SINGLES:
        return kinds.SINGLES[path]
    folder, slash, name = path.partition("/")
    kind = kinds.FOLDERS.get(folder)
    return kind if slash and kind and name.endswith(".toml") and "/" not in name and not name.startswith(".") else None


def is_document(path: str) -> bool:
    """Whether a file of the register is evidence or a template: told as a whole, never read as a record."""
    return path.partition("/")[0] in WHOLE and "/" in path


def is_told(path: str) -> bool:
    """Whether a file of the register has a place in its history: records, evidence and templates do."""
    return kind_of(path) is not None or is_document(path)


def content_of(data: bytes | int | None) -> Content:
    """The content of a file from its bytes; its size in their place is that of a file too large to be a record, None is no file.

    A mark at the beginning of a file does not keep one from reading it.
    """
    if data is None:
        return None
    if isinstance(data, int) or len(data) > MAX_BYTES:
        return Broken("file-too-large", 1)
    tables, wrong = parse(data)
    if tables is not None:
        return tables
    return Broken(_WHY.get(wrong[-1].what, "toml-syntax"), wrong[-1].line)


def reference_of(path: str) -> str:
    """The reference of the record that a file is, or of which it holds several: "activities/newsletter", "measures", "register"."""
    return path.removesuffix(".toml")


def records_of(path: str, content: Content) -> dict[str, Data]:
    """The records of a file by their reference, each with its data."""
    kind = kind_of(path)
    if kind is None or not isinstance(content, dict):
        return {}
    if kind.entries:
        return {f"{reference_of(path)}/{identity}": entry for identity, entry in content.items() if isinstance(entry, dict)}
    return {reference_of(path): content}


def place_of(reference: str) -> str:
    """The path of the file in which a record stands, by its reference."""
    folder = reference.partition("/")[0]
    if folder in WHOLE:
        return reference
    return f"{folder}.toml" if f"{folder}.toml" in kinds.SINGLES else f"{reference}.toml"


@lru_cache(maxsize=65_536)
def table_of(reference: str) -> type[Table] | None:
    """The definition of a record, by its reference; None for a document."""
    kind = kind_of(place_of(reference))
    return kind.table if kind else None


def name_of(reference: str, data: Data | None) -> str:
    """The name of a record as its data say it; its id where they say none."""
    said = data or {}
    if reference == "register":
        controller = said.get("controller")
        said = controller if isinstance(controller, dict) else {}
    name = said.get("name")
    return name if isinstance(name, str) and name else reference.rpartition("/")[2]
