"""What `ropa set` does: give a key of a record a value, add to a list, take out of it, take the key away."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..errors import Failure
from ..i18n import Texts
from ..model.fields import Nothing
from ..model.kinds import KINDS
from ..register import Register
from .change import Change
from .document import Document
from .excerpt import Folders
from .keys import Key, find_key, read_values
from .records import Place, close_document, find_record, layout_failure, open_document

MODES = ("set", "add", "remove", "unset")


def assign(change: Change, record: str, asked: str, given: Sequence[str], mode: str, words: Texts, on: date) -> list[str]:
    """Change one key of a record, by what was typed; `mode` is one of MODES. Returns the comments that stood with what was taken away, and stay.

    Raises Failure where there is no such record or key, where the value is not one of the key's, and where the file cannot be changed.
    """
    place = find_record(change, record)
    document = open_document(change, place)
    key = find_key(asked, place.table, document.content, words)
    if mode != "unset" and not given:
        raise Failure("edit.no-value", asked=asked)
    if mode == "unset" and given:
        raise Failure("edit.unset-value", asked=asked)
    try:
        match mode:
            case "set":
                document.set(key.path, read_values(key, given, _known(change, key), words, on))
            case "unset":
                _unset(document, key, asked, place)
            case _:
                _change_list(document, key, asked, given, mode, place, _known(change, key), words, on)
    except Failure as failure:
        raise layout_failure(failure, change, place) from None
    close_document(change, place, document)
    return document.left


def _unset(document: Document, key: Key, asked: str, place: Place) -> None:
    if document.value(key.path) is None:
        raise Failure("edit.not-there", asked=asked, record=place.reference)
    if key.field.about.required and not key.element:
        raise Failure("edit.required", asked=asked, record=place.reference)
    document.unset(key.path)


def _change_list(document: Document, key: Key, asked: str, given: Sequence[str], mode: str, place: Place, register: Register, words: Texts, on: date) -> None:
    if not key.field.many or key.element:
        raise Failure("edit.no-list", asked=asked)
    now = document.value(key.path)
    if mode == "add":
        values = read_values(key, given, register, words, on)
        if values == Nothing.NONE.value:
            raise Failure("edit.add-none", asked=asked)
        document.add(key.path, values)
        return
    if key.field.table is not None:
        paths = {find_key(f"{key.field.name}[{each}]", key.table, _around(document, key), words).path for each in given}
        for path in sorted(paths, reverse=True):
            document.unset((*key.path[:-1], *path))
        return
    there = now if isinstance(now, list) else []
    if not there:
        raise Failure("edit.not-there", asked=asked, record=place.reference)
    gone = [each if each in there else _meant(key, each, there, register, words, on) for each in given]
    if missing := [each for each in gone if each not in there]:
        raise Failure("edit.not-in-list", asked=asked, value=", ".join(missing), known=", ".join(map(str, there)))
    document.remove(key.path, gone)


def _around(document: Document, key: Key) -> dict[str, Any]:
    """The table that a list stands in."""
    found: dict[str, Any] = document.value(key.path[:-1]) if len(key.path) > 1 else document.content
    return found


def _meant(key: Key, given: str, there: list[Any], register: Register, words: Texts, on: date) -> str:
    """An element that is to go, as it stands in the list: it may be said by its label, and need not be known."""
    try:
        found = read_values(key, [given], register, words, on)
    except Failure:
        return given
    return str(found[0]) if found and found[0] in there else given


def _known(change: Change, key: Key) -> Register:
    """As much of the register as a value of a key may name: the own vocabulary, and the records of one kind."""
    return Register(Folders(change.source(), [kind.place for kind in KINDS if kind.name == key.field.about.ref]))
