"""The text of a new record: plain data as TOML, laid out as the records of the examples are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..model.fields import Table
from .shape import Shape, shape_of
from .spans import Path
from .values import bare, inline, on_lines

WIDTH = 160
"""A list of texts that is longer has a line for each."""

_NOT_IN_COMMENT = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def render(table: type[Table], data: Mapping[str, Any], *, schema: str = "", comments: Mapping[Path, str] | None = None) -> str:
    """The file of a record: its text in the layout of the examples, keys in the order of the model.

    `data` is plain: texts, numbers, booleans, dates, lists and tables. For a record that is an entry of a file (a measure) it is the entries by id.
    `schema` is the path of a JSON Schema, for the first line. `comments` says what stands above a key, a heading or an element of a list; at () it is the
    top of the file. What is in a table on one line has its comment above that line.

    Raises Failure where a text or key holds half a character (a surrogate), which no file can hold, and TypeError for what is not plain data.
    """
    page = _Page(comments or {})
    if schema:
        page.lines.append(f"#:schema {_in_comment(schema)}")
    page.comment(())
    page.table((), data, shape_of(table))
    return "\n".join([*page.lines, ""])


def key_line(key: str, value: Any, shape: Shape) -> str:
    """A key and its value, as a line (or as a list with a line for each element) below a heading that `shape` is the shape of. Raises as `render` does."""
    page = _Page({})
    page._line((key,), value, shape)
    return "\n".join([*page.lines, ""])


def section(path: Path, value: Mapping[str, Any], shape: Shape) -> str:
    """A table under its heading, with those in it; `path` ends in a number where it is one of several. Raises as `render` does."""
    page = _Page({})
    page._section(path, value, shape)
    return "\n".join([*page.lines, ""])


class _Page:
    """The lines of a file, as far as they are written."""

    def __init__(self, comments: Mapping[Path, str]) -> None:
        self.lines: list[str] = []
        self._comments = {path: comment.splitlines() or [""] for path, comment in comments.items()}

    def comment(self, path: Path, indent: str = "") -> None:
        """What is said about a key, on lines of its own."""
        self.lines += (f"{indent}# {_in_comment(line)}".rstrip() for line in self._comments.get(path, ()))

    def table(self, path: Path, data: Mapping[str, Any], shape: Shape) -> None:
        """The keys of a table that stand on lines, and after them the tables that have a heading: TOML wants it in that order."""
        keys = sorted(data, key=shape.rank)
        sections = [key for key in keys if has_heading(data[key], shape.of(key))]
        for key in keys:
            if key not in sections:
                self._line((*path, key), data[key], shape)
        for key in sections:
            value, inner = data[key], shape.of(key)
            if isinstance(value, Mapping):
                self._section((*path, key), value, inner)
            else:
                for number, element in enumerate(value):
                    self._section((*path, key, number), element, inner)

    def _section(self, path: Path, data: Mapping[str, Any], shape: Shape) -> None:
        """A table under its heading. One that holds nothing but such tables needs none."""
        many = isinstance(path[-1], int)
        only_sections = bool(data) and all(has_heading(value, shape.of(key)) for key, value in data.items())
        said = path in self._comments or (many and path[-1] == 0 and path[:-1] in self._comments)
        if many or said or not only_sections:
            if self.lines:
                self.lines.append("")
            if many and path[-1] == 0:
                self.comment(path[:-1])
            self.comment(path)
            name = ".".join(bare(part) for part in path if isinstance(part, str))
            self.lines.append(f"[[{name}]]" if many else f"[{name}]")
        self.table(path, data, shape)

    def _line(self, path: Path, value: Any, shape: Shape) -> None:
        self.comment(path)
        key = str(path[-1])
        start = f"{bare(key)} = "
        inside = [other for other in self._comments if other[: len(path)] == path and len(other) > len(path)]
        if isinstance(value, str) and "\n" in value.rstrip("\n"):
            self.lines.append(start + on_lines(value))
        elif isinstance(value, list | tuple) and value and (inside or not _fits(start, value, key in shape.ids)):
            self._list(path, start, _in_order(value, shape.of(key)))
        else:
            for other in inside:
                self.comment(other)
            self.lines.append(start + inline(_in_order(value, shape.of(key))))

    def _list(self, path: Path, start: str, values: Iterable[Any]) -> None:
        """A list with a line for each element."""
        self.lines.append(f"{start}[")
        for number, value in enumerate(values):
            for other in self._comments:
                if other[: len(path) + 1] == (*path, number):
                    self.comment(other, "  ")
            self.lines.append(f"  {inline(value)},")
        self.lines.append("]")


def _in_order(value: Any, shape: Shape) -> Any:
    """A value with the keys of its tables in the order of the model."""
    if isinstance(value, Mapping):
        return {key: _in_order(value[key], shape.of(key)) for key in sorted(value, key=shape.rank)}
    if isinstance(value, list | tuple):
        return [_in_order(element, shape) for element in value]
    return value


def has_heading(value: Any, shape: Shape) -> bool:
    """Whether a value is a table, or a list of tables, that stands under a heading."""
    if isinstance(value, Mapping):
        return not shape.one_line
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(element, Mapping) for element in value)


def _fits(start: str, values: Sequence[Any], ids: bool) -> bool:
    """Whether a list stays on one line: a list of ids always does."""
    return ids or len(values) == 1 or len(start) + len(inline(values)) <= WIDTH


def _in_comment(text: str) -> str:
    """A text as it may stand in a comment: what no comment may hold, and what would not be seen in it, is a question mark."""
    return _NOT_IN_COMMENT.sub("?", text)
