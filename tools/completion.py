"""What completion knows of the program: its verbs, options and arguments, the keys of its records, its rules and its tables.

All of it is told by the definitions themselves. It is kept in ropa/completion/table.toml, because to ask them takes longer than a person waits at a TAB.
"""

import inspect
import json
import typing
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Any

import typer.main

from ropa import catalogue
from ropa.ask.items import ITEMS, PURPOSE, Item
from ropa.catalogue import entries
from ropa.cli.app import VERBS, make_app
from ropa.cli.export import OWN_FORMATS
from ropa.cli.options import Help
from ropa.history.events import ACTIONS
from ropa.model.activity import Activity, Purpose
from ropa.model.fields import Field, Table, fields_of
from ropa.model.kinds import BY_NAME, KINDS
from ropa.rules import RULES
from ropa.tables.catalogue import TABLES
from ropa.tables.text import formats

HEAD = "# Made from the verbs, the model, the rules and the tables by `make docs`; do not edit.\n"
_TYPES = {str: "text", int: "number", bool: "yes-no", date: "date"}


def completion_table() -> str:
    """ropa/completion/table.toml."""
    parts = [HEAD, *_verbs(), *_kinds(), *_tables(), *_answers(), *_catalogue(), *_words()]
    return "\n".join(parts)


def _toml(value: Any) -> str:
    """A value on one line; of a table only what says something."""
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            return "{ " + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items() if each) + " }" if any(value.values()) else "{}"
        case list() | tuple():
            return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


# -- the verbs ------------------------------------------------------------------------------------------------------------------------------------------


def _verbs() -> Iterator[str]:
    """A part for the program and for each verb: its help, its arguments in their order, its options."""
    group: Any = typer.main.get_group(make_app([]))
    yield f"[verbs.ropa]\n{_parameters(group.params, import_module('ropa.cli.app')._group)}"
    for verb, (module, function, _) in VERBS.items():
        command = group.commands[verb]
        yield f"[verbs.{verb}]\n{_parameters(command.params, getattr(import_module(f'ropa.cli.{module}'), function))}"


def _parameters(parameters: list[Any], function: Any) -> str:
    helps = _helps(function)
    lines: dict[str, list[str]] = {"arguments": [], "options": []}
    for parameter in parameters:
        said = helps.get(parameter.name, "")
        if parameter.param_type_name == "argument":
            facts = {"value": parameter.metavar or "", "help": said, "many": parameter.nargs != 1}
            lines["arguments"].append(_toml(facts))
        else:
            value = "" if parameter.is_flag else (parameter.metavar or "TEXT")
            lines["options"].append(_toml({"names": [*parameter.opts, *parameter.secondary_opts], "value": value, "help": said, "many": parameter.multiple}))
    return "".join(f"{name} = [\n{''.join(f'  {line},' + chr(10) for line in every)}]\n" for name, every in lines.items())


def _helps(function: Any) -> dict[str, str]:
    """The key of the help of each parameter of a verb's function."""
    found = {}
    for name, annotation in typing.get_type_hints(function, include_extras=True).items():
        for info in getattr(annotation, "__metadata__", ()):
            if isinstance(said := getattr(info, "help", None), Help):
                found[name] = said.key
    return {name: found[name] for name in inspect.signature(function).parameters if name in found}


# -- the records ----------------------------------------------------------------------------------------------------------------------------------------


def _kinds() -> Iterator[str]:
    lines = [f"{kind.name} = {_toml({'place': kind.place, 'table': kind.table.__name__, 'entries': kind.entries})}" for kind in KINDS]
    yield "[kinds]\n" + "\n".join(lines) + "\n"


def _tables() -> Iterator[str]:
    """A part for every table that a record is or holds: its keys, in their order."""
    found: dict[type[Table], None] = dict.fromkeys(kind.table for kind in KINDS)
    waiting = list(found)
    while waiting:
        table = waiting.pop(0)
        new = [inner for field in fields_of(table) if (inner := _inner(field)) is not None and inner not in found]
        found |= dict.fromkeys(new)
        waiting += new
    for table in found:
        fields = "".join(f"{field.name} = {_toml(_field(table, field))}\n" for field in fields_of(table))
        yield f"[tables.{table.__name__}]\n{fields}"
    lines = [f"{table.__name__} = {_toml(table.called_by)}" for table in found if table.called_by]
    yield "[called]\n" + "\n".join(lines) + "\n"


def _inner(field: Field) -> type[Table] | None:
    """The table that a field's value, its elements or its entries are."""
    if typing.get_origin(field.type) is dict:
        inner: type[Table] = typing.get_args(field.type)[1]
        return inner
    return field.table


def _field(table: type[Table], field: Field) -> dict[str, Any]:
    inner = _inner(field)
    element = typing.get_args(field.type)[0] if field.many else field.type
    kind = "table" if inner else _TYPES[element]
    owner = next(base.__name__ for base in table.__mro__ if field.name in vars(base).get("__annotations__", ()))
    return {
        "type": "" if kind == "text" else kind,
        "table": inner.__name__ if inner else "",
        "of": "" if owner == table.__name__ else owner,
        "many": field.many,
        "entries": typing.get_origin(field.type) is dict,
        "terms": field.about.terms,
        "ref": field.about.ref,
        "none": field.about.none,
        "path": field.about.path,
    }


# -- other words ----------------------------------------------------------------------------------------------------------------------------------------


def _answers() -> Iterator[str]:
    """For each kind of record that `ropa new` asks about the field that each option answers."""
    for name, items in ITEMS.items():
        table = BY_NAME[name].table
        asked: list[tuple[type[Table], Item]] = [
            (table, Item("name", "--name")),
            *((table, item) for item in items),
            *((Purpose, item) for item in PURPOSE if table is Activity),
        ]
        lines = {item.option: f"{item.option} = {_toml([of.__name__, item.key])}" for of, item in asked if item.option}
        yield f"[answers.{name}]\n" + "\n".join(lines.values()) + "\n"


def _catalogue() -> Iterator[str]:
    """The entries of the catalogue by kind, and the folders that hold them."""
    lines = [f"{kind} = {_toml([entry.id for entry in entries(kind)])}" for kind in catalogue.KINDS]
    yield f"[catalogue]\nfolders = {_toml(catalogue.FOLDERS)}\n" + "\n".join(lines) + "\n"


def _words() -> Iterator[str]:
    """The rules by code, the columns of each audit table, and what may follow options that name no choices themselves."""
    yield "[rules]\n" + "\n".join(f"{rule.code} = {_toml(rule.name)}" for rule in RULES) + "\n"
    yield "[columns]\n" + "\n".join(f"{table.name} = {_toml([column.name for column in table.columns])}" for table in TABLES) + "\n"
    yield f"[choices]\nACTION = {_toml(ACTIONS)}\nFORMAT = {_toml([*OWN_FORMATS, *formats()])}\n"
