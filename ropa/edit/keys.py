"""A key as people write it, `data[contact].retention.years`, and the value that they give it, by the definition of the field."""

import re
import typing
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from .. import law
from ..errors import Failure
from ..history.compare import labels
from ..i18n import Texts
from ..model.common import Retention
from ..model.fields import Field, Nothing, Table, fields_of
from ..model.read import nearest
from ..register import Register
from ..source.toml import parse
from .spans import Path

_PART = re.compile(r"([A-Za-z0-9_-]+)(?:\[(.*?)\](?=\.|$))?(?:\.|$)")
_MOST_SHOWN = 20
"""Values that a message names; of a longer list it says where to find them."""


class Key(NamedTuple):
    """A place in a record, and the field that stands there. `element` is whether it is one element of a list."""

    path: Path
    field: Field
    table: type[Table]
    """The table that the field is of."""
    element: bool = False


def find_key(asked: str, table: type[Table], content: dict[str, Any], words: Texts) -> Key:
    """The place of a key in a record that now says `content`.

    An element of a list is named by what it is called (as `ropa log` shows it, or by the label of that), by the beginning of it, or by its number from 1; it
    may be left out where there is one only. Raises Failure: "edit.no-key", "edit.no-element", "edit.which-element".
    """
    path: Path = ()
    here: Any = content
    found: Field | None = None
    inside: type[Table] | None = table
    owner = table
    place, element = 0, False
    while place < len(asked):
        match = _PART.match(asked, place)
        if match is None or inside is None:
            raise _no_key(asked, asked[place:], inside, words)
        name, number = match[1], match[2]
        fields = {field.name: field for field in fields_of(inside)}
        found = fields.get(name.replace("-", "_"))
        if found is None:
            raise _no_key(asked, name, inside, words)
        owner, place, element = inside, match.end(), False
        path = (*path, found.name)
        here = here.get(found.name) if isinstance(here, dict) else None
        inside = found.table
        if typing.get_origin(found.type) is dict:  # vocabulary.toml: the name is free
            inside = typing.get_args(found.type)[1]
            if rest := _PART.match(asked, place):
                path, place = (*path, rest[1]), rest.end()
                here = here.get(rest[1]) if isinstance(here, dict) else None
        elif found.many and (number is not None or (found.table is not None and place < len(asked))):
            index = _element(asked[: match.end()].rstrip("."), number, here, found, words)
            path, element = (*path, index), True
            here = here[index]
    if found is None:
        raise _no_key(asked, asked, table, words)
    return Key(path, found, owner, element)


def _no_key(asked: str, name: str, table: type[Table] | None, words: Texts) -> Failure:
    """What to say of a name that no field has: the one that is spelt nearly so, or the one whose label it is, as “bewaartermijn” is of `retention`."""
    known = [field.name for field in fields_of(table)] if table else []
    labelled = {words.label(f"{table.__name__}.{field}").casefold(): field for field in known} if table else {}
    near = labelled.get(name.casefold()) or nearest(name, known) or labelled.get(nearest(name, labelled), "") or _inner(name, table, words)
    return Failure("edit.no-key-near", asked=asked, near=near) if near else Failure("edit.no-key", asked=asked, known=", ".join(known))


def _inner(name: str, table: type[Table] | None, words: Texts) -> str:
    """The field of a part of the record that has this label, as “grondslag” is of `purposes.basis`; "" where none has."""
    for outer in fields_of(table) if table else []:
        if part := outer.table:
            for inner in fields_of(part):
                if words.label(f"{part.__name__}.{inner.name}").casefold() == name.casefold():
                    return f"{outer.name}.{inner.name}"
    return ""


def _element(key: str, asked: str | None, elements: Any, field: Field, words: Texts) -> int:
    """The number, from 0, of the element of a list that is meant."""
    there = elements if isinstance(elements, list) else []
    tables = [item if isinstance(item, dict) else {} for item in there]
    names: list[str] = [str(name) for name in labels(tables, field.table)] if field.table else [str(item) for item in there]
    if asked is None:
        if len(there) == 1:
            return 0
        raise _which(key, names, field)
    if asked in names:
        return names.index(asked)
    if asked.isdecimal() and len(asked) < 10 and 0 < int(asked) <= len(there):
        return int(asked) - 1
    said = asked.casefold()
    spoken = [_label(field, name, words) for name in names]
    for match in (str.__eq__, str.startswith):
        found = [index for index, name in enumerate(names) if said and (match(name.casefold(), said) or match(spoken[index], said))]
        if len(found) == 1:
            return found[0]
    if not there:
        raise Failure("edit.no-elements", field=key.partition("[")[0], name=asked)
    raise Failure("edit.no-element", field=key.partition("[")[0], name=asked, known=_listed(names))


def _label(field: Field, name: str, words: Texts) -> str:
    """What people call an element, where it is called by a term: the label of that."""
    called = field.table.called_by[:1] if field.table else ()
    vocabulary = next((each.about.terms for each in fields_of(field.table) if field.table and each.name in called), "") if field.table else ""
    return words.term(vocabulary, name).casefold() if vocabulary else name.casefold()


def _which(key: str, names: list[str], field: Field) -> Failure:
    if not names:
        return Failure("edit.no-elements", field=key, name=(field.table.called_by or ("…",))[0] if field.table else "…")
    return Failure("edit.which-element", field=key, known=_listed(names), example=f"{key}[{names[0] or 1}]")


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name or f"{number}" for number, name in enumerate(names[:_MOST_SHOWN], 1))
    return shown + (" …" if len(names) > _MOST_SHOWN else "")


# -- values ------------------------------------------------------------------------------------------------------------------------------------------------


def read_values(key: Key, given: Sequence[str], register: Register, words: Texts, on: date) -> Any:
    """The value that words on the command line give a field: a text, a number, a date, yes or no, a table, or a list of what is given.

    Terms may be said by their label, dates as 31-12-2026 or as the word for today, tables as inline TOML; “none” stands for an empty list where it can.
    Raises Failure where it is none of the field's kind or vocabulary, or names a record that is not there.
    """
    field = key.field
    if field.many and not key.element:
        if len(given) == 1 and field.about.none and (given[0] == Nothing.NONE.value or _is_none(given[0])):
            return Nothing.NONE.value
        return [read_element(key, each, register, words, on) for each in given]
    return read_element(key, " ".join(given), register, words, on)


def read_element(key: Key, given: str, register: Register, words: Texts, on: date) -> Any:
    """One value, or one element of a list; see `read_values`."""
    field = key.field
    if field.table is not None:
        return _table(field, given, register, words)
    kind = typing.get_args(field.type)[0] if field.many else field.type
    match kind:
        case _ if kind is bool:
            return _yes_or_no(field, given)
        case _ if kind is int:
            if not re.fullmatch(r"-?[0-9]{1,18}", given.strip()):
                raise Failure("edit.not-a-number", field=field.name, value=given)
            return int(given)
        case _ if kind is date:
            return _date(field, given, on)
    if field.about.ref:
        return _reference(field, given, register)
    return _term(field, given, register, words) if field.about.terms else given


def _is_none(given: str) -> bool:
    from ..said.read import is_none

    return is_none(given)


def _yes_or_no(field: Field, given: str) -> bool:
    from ..said.answers import parse_yes_no

    read = parse_yes_no(given)
    if read.value is None or read.rest:
        raise Failure("edit.not-yes-or-no", field=field.name, value=given)
    return read.value


def _date(field: Field, given: str, on: date) -> date:
    from ..said.values import parse_day

    day = parse_day(given, on).value
    if day is None:
        raise Failure("edit.not-a-date", field=field.name, value=given)
    return day


def known_terms(vocabulary: str, register: Register) -> list[str]:
    """The values of a vocabulary, the organisation's own among them."""
    own = {"data-category": register.own_data, "data-subject": register.own_subjects}.get(vocabulary, {})
    return [*law.terms(vocabulary), *own]


def _term(field: Field, given: str, register: Register, words: Texts) -> str:
    vocabulary = field.about.terms
    known = known_terms(vocabulary, register)
    if given in known:
        return given
    own = {"data-category": register.own_data, "data-subject": register.own_subjects}.get(vocabulary, {})
    said = given.strip().casefold()
    spoken = {(own[value].name if value in own else words.term(vocabulary, value)).casefold(): value for value in reversed(known)}
    folded = {value.casefold(): value for value in known}
    if found := folded.get(said) or spoken.get(said) or _named(vocabulary, given, words.language):
        return found
    near = nearest(said, known) or spoken.get(nearest(said, spoken), "")
    if near:
        label = words.term(vocabulary, near)
        raise Failure("edit.no-term-near", field=field.name, value=given, near=near if label == near else f"{near} ({label})")
    raise Failure("edit.no-term", field=field.name, value=given, known=_listed(known))


def _named(vocabulary: str, given: str, language: str) -> str | None:
    """The value that goes by a usual name: “nieuwsbriefabonnees”, “art. 6 lid 1 onder b”."""
    from ..said.bases import parse_basis
    from ..said.values import parse_term

    if vocabulary == "legal-basis":
        bases = parse_basis(given)
        return bases.value[0] if bases.value and len(bases.value) == 1 and not bases.rest else None
    read = parse_term(vocabulary, given, language)
    return read.value if not read.rest else None


def _reference(field: Field, given: str, register: Register) -> str:
    records = register.by_kind(field.about.ref)
    identity = given.strip().removesuffix(".toml").rpartition("/")[2]
    if identity in records or (field.about.ref, identity) in register.broken:
        return identity
    by_name = {str(getattr(record, "name", "") or "").casefold(): record.id for record in records.values()}
    if found := by_name.get(given.strip().casefold()):
        return str(found)
    near = nearest(identity, records)
    raise Failure("edit.no-reference-near" if near else "edit.no-reference", field=field.name, value=given, near=near, kind=field.about.ref)


def _table(field: Field, given: str, register: Register, words: Texts) -> dict[str, Any]:
    """A table from inline TOML, or from the one word that names it."""
    if field.table is None:
        raise TypeError(field.name)
    if field.table is Retention and not given.lstrip().startswith("{"):
        return _period(field, given, words)
    if not given.lstrip().startswith("{"):
        names = [name for name in field.table.called_by if "+" not in name]
        inner = next((each for each in fields_of(field.table) if names and each.name == names[0]), None)
        if inner is None or not field.many:
            raise Failure("edit.not-a-table", field=field.name, value=given, example=_example(field.table))
        return {inner.name: _term(inner, given, register, words) if inner.about.terms else given}
    data, wrong = parse(f"it = {given}".encode())
    if data is None or wrong or set(data) != {"it"}:
        raise Failure("edit.not-a-table", field=field.name, value=given, example=_example(field.table))
    found: dict[str, Any] = data["it"]
    return found


def _period(field: Field, given: str, words: Texts) -> dict[str, Any]:
    """A period as people say it: “7 jaar na het einde van het boekjaar”, “tot intrekking van de toestemming”."""
    from ..said.values import parse_period

    read = parse_period(given, words.language)
    if read.value is None or read.rest:
        raise Failure("edit.not-a-period", field=field.name, value=given)
    return read.value


def _example(table: type[Table]) -> str:
    first = next(iter(fields_of(table)))
    sample = {int: "7", bool: "true", date: "2026-01-31"}.get(first.type, '"…"')
    return f"{{ {first.name} = {sample} }}"
