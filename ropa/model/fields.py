"""What a field is, beside its type: said once, where the field is declared.

`about(...)` goes into the `Annotated[...]` of a field. From it come the check of vocabularies and references, the JSON Schema, docs/fields.md,
the columns of the audit tables and the labels of every output; the label itself, per language, is in i18n/LANG/fields.toml under `Table.field`.
"""

import enum
import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Annotated

import msgspec


class About(msgspec.Struct, frozen=True, gc=False):
    """The facts of one field that its type does not tell."""

    text: str
    law: tuple[str, ...] = ()
    """Articles that ask for the field, e.g. ("GDPR art. 30(1)(b)",)."""
    meets: tuple[str, ...] = ()
    """Rows of other templates that this field holds: "CSM: …", "ICO: …", "CNIL: …", "GBA: …", "Art. 13: …", "Art. 14: …"."""
    ref: str = ""
    """Kind of record that the value names by id, e.g. "processor"."""
    terms: str = ""
    """Vocabulary that the value comes from, e.g. "legal-basis" (see law/terms.toml and vocabulary.toml)."""
    none: bool = False
    """Whether the word "none" may stand for the whole list: "there are none" is not the same as "not filled in"."""
    required: bool = False
    internal: bool = False
    """For the organisation's own use: left out of what is published."""
    path: bool = False
    """The value is a path of a file under the register's folder."""


def about(
    text: str,
    *,
    law: str | tuple[str, ...] = (),
    meets: str | tuple[str, ...] = (),
    ref: str = "",
    terms: str = "",
    none: bool = False,
    required: bool = False,
    internal: bool = False,
    path: bool = False,
) -> msgspec.Meta:
    """The annotation of one field; see `About` for the arguments."""
    law = (law,) if isinstance(law, str) else law
    meets = (meets,) if isinstance(meets, str) else meets
    facts = About(text, law, meets, ref, terms, none, required, internal, path)
    return msgspec.Meta(description=text, extra={"about": facts})


class Nothing(enum.Enum):
    """The word "none" in the place of a list: there are none, which is not the same as not filled in. It reads as an empty list."""

    NONE = "none"

    def __iter__(self) -> Iterator[typing.Any]:
        return iter(())

    def __len__(self) -> int:
        return 0


class Table(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True, gc=False):
    """A table of a TOML file. A field that is not filled in is None; a list that is said to be empty is Nothing.NONE."""

    called_by: typing.ClassVar[tuple[str, ...]] = ()
    """What names one of several in a list: the first of these fields that is filled in; "a+b" is both together."""


class Record(Table):
    """A table that is a record of its own: one file, or one entry of measures.toml or vocabulary.toml."""

    id: Annotated[str, msgspec.Meta(pattern="(?!)")] = msgspec.field(default="", name="\ue000id")  # the name of the file: never a key, nothing fits it


class Field(msgspec.Struct, frozen=True, gc=False):
    """One field of a table, as the definitions tell it."""

    name: str
    about: About
    type: typing.Any
    """The type without None, "none" and the annotation."""
    many: bool
    """Whether it is a list."""
    table: type[Table] | None  # noqa: A003 - the built-in: the field of that name has no value here
    """The table that the value (or each element) is."""


def _without_none(annotation: typing.Any) -> typing.Any:
    """The type of an annotation without None and "none"."""
    if isinstance(annotation, types.UnionType):
        rest = [part for part in annotation.__args__ if part not in (types.NoneType, Nothing)]
        if len(rest) == 1:
            return rest[0]
    return annotation


@cache
def fields_of(table: type[Table]) -> tuple[Field, ...]:
    """The fields of a table in the order of their declaration (which is the order of files, forms and columns)."""
    found = []
    annotations: dict[str, typing.Any] = {}
    for base in reversed(table.__mro__):  # typing.get_type_hints takes ten times as long
        if issubclass(base, Table):
            annotations |= base.__annotations__
    for name, annotation in annotations.items():
        facts = next((m.extra["about"] for m in getattr(annotation, "__metadata__", ()) if isinstance(m, msgspec.Meta) and m.extra), None)
        if facts is None:
            continue  # `id`: not a key of the file
        inner = _without_none(annotation.__origin__)
        many = typing.get_origin(inner) is list
        element = inner.__args__[0] if many else inner
        sub = element if isinstance(element, type) and issubclass(element, Table) else None
        found.append(Field(name, facts, inner, many, sub))
    return tuple(found)


def walk_fields(table: type[Table], prefix: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], type[Table], Field]]:
    """Every field of a table and of the tables in it: (path of names, the table that declares it, the field)."""
    for field in fields_of(table):
        path = (*prefix, field.name)
        yield path, table, field
        if field.table is not None:
            yield from walk_fields(field.table, path)
