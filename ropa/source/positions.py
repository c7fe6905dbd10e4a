"""Where a key stands in a TOML file. Needed for findings only, so files without one are never looked at."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node, Parser


class Position(NamedTuple):
    """Line and column from 1; the column counts characters."""

    line: int
    column: int


Path = Sequence[str | int]
"""Keys and indices from the top of the file: ("data", 0, "retention", "years")."""

_DEEPEST = 100
"""Longest path that is noted: no key of a record is half as deep."""

_parser: "Parser | None" = None


def _get_parser() -> "Parser":
    global _parser
    if _parser is None:
        import tree_sitter
        import tree_sitter_toml

        _parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
    return _parser


class Positions:
    """The places of the keys of one file."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of the file; they need not be good TOML."""
        self._data = data
        self._places: dict[tuple[str | int, ...], Position] = {}
        self._counts: dict[tuple[str | int, ...], int] = {}
        self._walk(_get_parser().parse(data).root_node)

    def find(self, path: Path) -> Position:
        """The place of a key or element, or of the nearest thing around it that is there."""
        path = tuple(path)
        while path:
            if place := self._places.get(path):
                return place
            path = path[:-1]
        return Position(1, 1)

    def has(self, path: Path) -> bool:
        """Whether the very key or element is there."""
        return tuple(path) in self._places

    def _note(self, path: tuple[str | int, ...], node: "Node") -> None:
        if path not in self._places:
            row, start = node.start_point
            line_start = node.start_byte - start
            self._places[path] = Position(row + 1, len(self._data[line_start : node.start_byte].decode(errors="replace")) + 1)

    def _walk(self, root: "Node") -> None:
        for node in root.named_children:
            if node.type == "pair":
                self._pair(node, ())
            elif node.type in ("table", "table_array_element"):
                self._table(node)

    def _table(self, node: "Node") -> None:
        """`[a.b]` or `[[a.b]]` with the pairs under it; a name that is an array stands for its last element."""
        children = node.named_children
        if not children:
            return
        names = self._names(children[0])[:_DEEPEST]
        path: tuple[str | int, ...] = ()
        for position, name in enumerate(names):
            path = (*path, name)
            last = position == len(names) - 1
            if last and node.type == "table_array_element":
                self._note(path, children[0])
                index = self._counts.get(path, 0)
                self._counts[path] = index + 1
                path = (*path, index)
            elif path in self._counts:
                path = (*path, self._counts[path] - 1)
            self._note(path, children[0])
        for child in children[1:]:
            if child.type == "pair":
                self._pair(child, path)

    def _pair(self, node: "Node", path: tuple[str | int, ...]) -> None:
        children = node.named_children
        if not children:
            return
        for name in self._names(children[0])[:_DEEPEST]:
            path = (*path, name)
            self._note(path, children[0])
        if len(children) > 1 and len(path) < _DEEPEST:
            self._value(children[1], path)

    def _value(self, node: "Node", path: tuple[str | int, ...]) -> None:
        if node.type == "inline_table":
            for child in node.named_children:
                if child.type == "pair":
                    self._pair(child, path)
        elif node.type == "array":
            elements = (child for child in node.named_children if child.type != "comment")
            for index, child in enumerate(elements):
                self._note((*path, index), child)
                if len(path) < _DEEPEST:
                    self._value(child, (*path, index))

    def _names(self, node: "Node") -> list[str]:
        """The parts of a key: bare, quoted or dotted."""
        if node.type == "dotted_key":
            return [name for child in node.named_children for name in self._names(child)]
        text = self._data[node.start_byte : node.end_byte].decode(errors="replace")
        if node.type == "quoted_key":
            return [_unquote(text)]
        return [text]


def _unquote(text: str) -> str:
    """The name that a quoted key stands for."""
    if text.startswith("'") or "\\" not in text:
        return text[1:-1]
    import toml_rs

    try:
        return next(iter(toml_rs.loads(f"{text} = 0")))
    except (toml_rs.TOMLDecodeError, StopIteration):
        return text[1:-1]
