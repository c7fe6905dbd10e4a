"""Plain data of a record by paths of keys and indices, and the definition that holds at one."""

import copy
import typing
from typing import Any

from ..errors import Failure
from ..model.fields import Table, fields_of
from .spans import Path
from .values import bare


def is_tables(value: Any) -> bool:
    """Whether a value is a list of tables."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def get(data: Any, path: Path) -> Any:
    """The value at a path; None where there is none."""
    for part in path:
        if isinstance(part, str) and isinstance(data, dict):
            data = data.get(part)
        elif isinstance(part, int) and isinstance(data, list) and 0 <= part < len(data):
            data = data[part]
        else:
            return None
    return data


def put(data: Any, path: Path, value: Any) -> None:
    """Give plain data a value at a path; what is missing around it is made. Raises Failure ("edit.layout") where something else is in the way."""
    for number, part in enumerate(path[:-1]):
        following: Any = [] if isinstance(path[number + 1], int) else {}
        if isinstance(part, int):
            if part == len(data):
                data.append(following)
        elif not isinstance(data.get(part), type(following)):
            data[part] = following
        data = data[part]
        if not isinstance(data, type(following)):
            raise Failure("edit.layout")
    last = path[-1]
    if isinstance(last, int) and last == len(data):
        data.append(copy.deepcopy(value))
    else:
        data[last] = copy.deepcopy(value)


def delete(data: Any, path: Path) -> None:
    """Take away what is at a path."""
    for part in path[:-1]:
        data = data[part]
    del data[path[-1]]


def filled(data: Any) -> Any:
    """Plain data without empty tables: one that nothing is left in may be gone, and says nothing."""
    if isinstance(data, dict):
        inner = {key: filled(value) for key, value in data.items()}
        return {key: value for key, value in inner.items() if value != {}}
    return [filled(item) for item in data] if isinstance(data, list) else data


def table_at(table: type[Table], path: Path) -> type[Table] | None:
    """The definition of the table at a path of a record; None where there is none."""
    here: type[Table] | None = table
    own: type[Table] | None = None  # what stands under a name of the organisation's own (vocabulary.toml)
    for part in path:
        if isinstance(part, int):
            continue
        if own is not None:
            here, own = own, None
            continue
        field = next((field for field in fields_of(here) if field.name == part), None) if here is not None else None
        here = field.table if field else None
        own = typing.get_args(field.type)[1] if field and typing.get_origin(field.type) is dict else None
    return here


def dotted_key(base: Path, path: Path) -> str:
    """A path as the key of a line in the section at another one."""
    return ".".join(bare(part) for part in path[len(base) :] if isinstance(part, str))
