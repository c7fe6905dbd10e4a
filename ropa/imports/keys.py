"""The keys that a column can be mapped to: those of the records, and some that are no field but tell where a cell belongs."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ..errors import Failure
from ..i18n import Texts
from ..model.fields import Field, Table, fields_of

IGNORE, UNDECIDED = "-", "?"
"""In map.toml: not taken over on purpose; not yet decided."""
REFERENCE, NOTES, IDENTITY = "reference", "notes", "id"

EXTRA: dict[str, tuple[str, ...]] = {
    "activity": (
        *(IDENTITY, REFERENCE, "transfer.country", "transfer.safeguard", "transfer.document", "agreement", "dpia.needed", "dpia.made"),
        *("data.criminal", "data.national_number", "breaches.document", "controller", "dpo"),
    ),
    "processor": (IDENTITY, REFERENCE, "transfer.safeguard", "agreement"),
}
"""Keys that are no field, by kind: what the row is called elsewhere, what it says of its parties, what follows from other fields."""

PARTIES_KEYS = ("processors", "recipients", "joint_controllers", "locations")
"""Keys of an activity that name parties or places, of which a column may say more: processors.country."""

ENDS = frozenset({"Retention", "Document", "Assessment", "Decision", "Breach", "Cookie", "Consent", "Contact", "ActingFor"})
"""Tables that a text makes as a whole, so that their name is a key too."""


class Key(NamedTuple):
    """A key of a record, and the field that it leads to."""

    name: str
    path: tuple[str, ...]
    field: Field | None
    """None for a key that is no field."""
    law: tuple[str, ...]


@cache
def keys_of(kind: str) -> dict[str, Key]:
    """The keys of a kind of record, in the order of its definition."""
    from ..model.kinds import BY_NAME

    found: dict[str, Key] = {}
    _collect(BY_NAME[kind].table, (), (), found, kind == "activity")
    for name in EXTRA.get(kind, (IDENTITY, REFERENCE)):
        found.setdefault(name, Key(name, (name,), None, ()))
    if kind == "activity":
        for party in PARTIES_KEYS:
            inner = keys_of({"processors": "processor", "locations": "location"}.get(party, "recipient"))
            for key in inner.values():
                if key.field is not None and len(key.path) <= 2 and key.name != "name":
                    found.setdefault(f"{party}.{key.name}", Key(f"{party}.{key.name}", (party, *key.path), key.field, key.law))
    return found


def _collect(table: type[Table], prefix: tuple[str, ...], law: tuple[str, ...], found: dict[str, Key], lists: bool) -> None:
    """The keys of a table; with `lists` also those of the elements of its lists, which only a row of activities can tell apart."""
    for field in fields_of(table):
        path = (*prefix, field.name)
        said = field.about.law or law
        name = ".".join(path)
        if field.table is None or field.table.__name__ in ENDS:
            found[name] = Key(name, path, field, said)
        if field.table is not None and len(path) < 4 and (lists or not field.many):
            _collect(field.table, path, said, found, lists)


def key_of(kind: str, name: str, words: Texts) -> Key:
    """The key of a name. Raises Failure with the nearest one where there is none."""
    found = keys_of(kind).get(name)
    if found is None:
        raise Failure("import.no-key", field=name, kind=words.kind(kind), near=near_text(name, keys_of(kind), words))
    return found


def field_of(kind: str, name: str) -> Field:
    """The field of a key that is one. Raises KeyError for another."""
    field = keys_of(kind)[name].field
    if field is None:
        raise KeyError(name)
    return field


def near_text(name: str, known: Iterable[str], words: Texts) -> str:
    """“ (did you mean …?)”, or nothing where nothing known is near."""
    from ..model.read import nearest

    near = nearest(name, known)
    return f" {words.imported('failure.near', near=near)}" if near else ""
