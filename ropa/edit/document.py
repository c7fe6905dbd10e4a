"""A record's file, changed piece by piece: what is not asked for stays as it is, byte for byte.

The text is cut and pasted by the places that `spans` finds. After each step it is read again and compared with what should have come out, so that a file
written in a way that was not thought of is refused and never spoilt.
"""

import copy
import re
from collections.abc import Callable, Iterable
from typing import Any

from ..errors import Failure
from ..history.compare import name_in_list
from ..model.fields import Table
from ..source.toml import parse
from .layout import has_heading, key_line, section
from .paths import delete, dotted_key, filled, get, is_tables, put, table_at
from .shape import Shape, shape_of
from .spans import Pair, Path, Spans, comments_in
from .values import bare, inline, on_lines, same


class Document:
    """One file, and the record in it that begins at a path (`at`; () where the file is the record)."""

    def __init__(self, data: bytes, table: type[Table], at: tuple[str, ...] = ()) -> None:
        """Take the bytes of the file and the definition of the record. Raises Failure ("edit.broken") where the file is no good TOML."""
        found, wrong = parse(data)
        if found is None or any(each.what != "byte-order-mark" for each in wrong):
            raise Failure("edit.broken", line=wrong[0].line if wrong else 1)
        self._data: dict[str, Any] = found
        self._table = table
        self._at = at
        self._spans = Spans(data)
        self._line_end = "\r\n" if b"\r\n" in data else "\n"
        self.left: list[str] = []
        """Comments that stood with something that was taken away, and are still there."""

    @property
    def data(self) -> bytes:
        """The bytes of the file as they are now."""
        return self._text.encode()

    @property
    def content(self) -> dict[str, Any]:
        """The plain data of the record as they are now; empty where something else stands in its place."""
        found = self.value(())
        return dict(found) if isinstance(found, dict) else {}

    def value(self, path: Path) -> Any:
        """The value at a path of the record; None where there is none."""
        return get(self._data, (*self._at, *path))

    def set(self, path: Path, value: Any) -> None:
        """Give a key this value, whatever it had; what is missing around it is made, in the order of the definition.

        A list or table that is there is changed where it differs. Raises Failure ("edit.layout") where the file is written in a way that this cannot change.
        """
        self._step((*self._at, *path), value, self._set)

    def unset(self, path: Path) -> None:
        """Take a key, or an element of a list, away. Comments above it, and at the end of its line, stay (see `left`)."""
        full = (*self._at, *path)
        if get(self._data, full) is None:
            return
        if isinstance(full[-1], int) and len(get(self._data, full[:-1])) == 1:
            full = full[:-1]  # an empty list says nothing
        expected = copy.deepcopy(self._data)
        delete(expected, full)
        self._remove(full)
        self._compare(expected)

    def add(self, path: Path, values: Iterable[Any]) -> None:
        """Add what is not yet in a list; the word "none" in its place makes way."""
        now = self.value(path)
        have = now if isinstance(now, list) else []
        self.set(path, [*have, *(value for value in values if value not in have)])

    def remove(self, path: Path, values: Iterable[Any]) -> None:
        """Take elements out of a list; the key goes with the last of them, for an empty list says nothing."""
        gone = list(values)
        left = [value for value in self.value(path) or () if value not in gone]
        if left:
            self.set(path, left)
        else:
            self.unset(path)

    def rename(self, name: str) -> None:
        """Give the record another name in a file whose tables are the records (measures.toml)."""
        old = self._at
        expected = {name if key == old[0] else key: value for key, value in self._data.items()}
        for heading in reversed([heading for heading in self._spans.headings if heading.path[:1] == old]):
            text = self._text[heading.start : heading.end]
            begin = len(text) - len(text.lstrip("[ \t"))
            end = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""").match(text, begin)
            if end is None:
                raise Failure("edit.layout")
            self._splice(heading.start, heading.end, text[:begin] + bare(name) + text[end.end() :])
        for pair in reversed([pair for pair in self._spans.pairs if pair.path[:1] == old and not self._spans.base(pair)]):
            self._splice(pair.key, self._spans.values[pair.path][0], re.sub(r"^[^.=]+?(?=\s*[.=])", bare(name), self._text[pair.key : pair.start], count=1))
        self._at = (name, *old[1:])
        self._compare(expected)

    # -- one step, and whether it came out ---------------------------------------------------------------------------------------------------------

    @property
    def _text(self) -> str:
        return self._spans.text

    def _step(self, path: Path, value: Any, change: Callable[[Path, Any], None]) -> None:
        if same(get(self._data, path), value):
            return
        expected = copy.deepcopy(self._data)
        put(expected, path, value)
        change(path, value)
        self._compare(expected)

    def _compare(self, expected: Any) -> None:
        found, wrong = parse(self.data)
        if found is None or any(each.what != "byte-order-mark" for each in wrong) or not same(filled(found), filled(expected)):
            raise Failure("edit.layout")
        self._data = found

    def _splice(self, start: int, end: int, text: str) -> None:
        """Put a text in the place of another, and look where everything is now."""
        self._spans = Spans((self._text[:start] + text.replace("\r\n", "\n").replace("\n", self._line_end) + self._text[end:]).encode())

    # -- setting -----------------------------------------------------------------------------------------------------------------------------------

    def _set(self, path: Path, value: Any) -> None:
        now = self._there(path)
        if now is None:
            self._insert(path, value)
        elif isinstance(value, dict) and isinstance(now, dict):
            self._set_table(path, now, value)
        elif isinstance(value, list) and isinstance(now, list) and now and value:
            self._set_list(path, now, value)
        elif path in self._spans.values and not is_tables(value):
            # a carriage return within a text would be part of it
            lines = isinstance(value, str) and "\n" in value.rstrip("\n") and path[:-1] not in self._spans.values and self._line_end == "\n"
            self._replace(path, on_lines(value) if lines else inline(value))
        else:
            self._remove(path)
            self._insert(path, value)

    def _replace(self, path: Path, text: str) -> None:
        """Put a text in the place of a value; comments that stood within it come to stand above its line."""
        start, end = self._spans.values[path]
        comments = comments_in(self._text[start:end])
        self._splice(start, end, text)
        if comments:
            line = self._spans.line_start(start)
            self._splice(line, line, "".join(f"{comment}\n" for comment in comments))
            self.left += comments

    def _set_table(self, path: Path, now: dict[str, Any], value: dict[str, Any]) -> None:
        for key in [key for key in now if key not in value]:
            self._remove((*path, key))
        for key, item in value.items():
            if not same(now.get(key), item):
                self._set((*path, key), item)

    def _set_list(self, path: Path, now: list[Any], value: list[Any]) -> None:
        """The elements that stay are left alone; what is gone is taken out, and what is new comes at the end: unless that gives another order."""
        if is_tables(now) and is_tables(value):
            self._set_tables(path, now, value)
            return
        kept = [item for item in now if item in value]
        if path not in self._spans.values:
            self._remove(path)
            self._insert(path, value)
            return
        if kept != value[: len(kept)] or not kept:
            start, end = self._spans.values[path]
            on_lines_too = "\n" in self._text[start:end]
            self._replace(path, "[\n" + "".join(f"  {inline(item)},\n" for item in value) + "]" if on_lines_too else inline(value))
            return
        for index in range(len(now) - 1, -1, -1):
            if now[index] not in value:
                self._remove((*path, index))
        for index in range(len(kept), len(value)):
            self._insert((*path, index), value[index])

    def _set_tables(self, path: Path, now: list[Any], value: list[Any]) -> None:
        """Elements that are the same stay; the others are changed one by one, by their place among those that are left."""
        surplus = max(len(now) - len(value), 0)
        if surplus:
            table = table_at(self._table, path[len(self._at) :])
            names = {name_in_list(item, table) for item in value}
            # first those whose name is gone, then those that are not among the new ones as they are, then the last
            likely = sorted(range(len(now)), key=lambda index: (name_in_list(now[index], table) in names, now[index] in value, -index))
            for index in sorted(likely[:surplus], reverse=True):
                self._remove((*path, index))
        left = self._there(path) or []
        for index, item in enumerate(value):
            if index >= len(left):
                self._insert((*path, index), item)
            elif not same(left[index], item):
                self._set_table((*path, index), left[index], item)

    def _there(self, path: Path) -> Any:
        return get(parse(self.data)[0], path)

    # -- putting something where nothing is --------------------------------------------------------------------------------------------------------

    def _insert(self, path: Path, value: Any) -> None:
        parent, key = path[:-1], path[-1]
        if parent in self._spans.values:
            self._insert_inline(parent, key, value)
        elif parent and self._there(parent) is None:
            self._insert(parent, [value] if isinstance(key, int) else {key: value})
        elif isinstance(key, int):
            self._insert_section(path, value)
        elif parent and self._spans.heading_at(parent) is None and (dotted := self._spans.dotted(parent)):
            self._insert_lines(dotted[-1], f"{dotted_key(self._spans.base(dotted[-1]), path)} = {inline(value)}\n")
        elif self._wants_section(path, value):
            self._insert_section(path, value)
        else:
            self._insert_pair(parent, str(key), value)

    def _insert_inline(self, parent: Path, key: str | int, value: Any) -> None:
        """A new key of an inline table, or a new element at the end of a list."""
        start, end = self._spans.values[parent]
        text = inline(value) if isinstance(key, int) else f"{bare(key)} = {inline(value)}"
        children = self._spans.children(parent)
        if self._text[start] not in "[{":  # "none" in the place of a list
            self._splice(start, end, f"[{text}]")
            return
        if not children:
            opening, closing = self._text[start], self._text[end - 1]
            self._splice(start, end, f"{opening} {text} {closing}" if opening == "{" else f"{opening}{text}{closing}")
            return
        before = children
        if isinstance(key, str):
            order = self._order(parent)
            before = [child for child in children if order(str(child[-1])) <= order(key)]
        if not before:
            first = self._spans.key(children[0])
            self._splice(first, first, f"{text}, ")
            return
        self._insert_after(max(self._spans.values[child][1] for child in before), end, text)

    def _insert_after(self, place: int, end: int, text: str) -> None:
        """A new element after one that ends at a place: on a line of its own where that one ends its line, else beside it."""
        match = re.compile(r"[ \t]*(,?)[ \t]*(#[^\n]*)?\r?\n").match(self._text, place)
        if match is None or match.end() > end:
            self._splice(place, place, f", {text}")
            return
        begin = self._text.rfind("\n", 0, place) + 1
        indent = self._text[begin : begin + len(self._text[begin:]) - len(self._text[begin:].lstrip(" \t"))]
        if not match[1]:
            self._splice(place, place, ",")
            self._splice(match.end() + 1, match.end() + 1, f"{indent}{text}\n")
        else:
            self._splice(match.end(), match.end(), f"{indent}{text},\n")

    def _insert_pair(self, parent: Path, key: str, value: Any) -> None:
        """A new line in a section (or at the top of the file), after the line that comes before it by the definition."""
        line = key_line(key, value, self._shape(parent))
        pairs = self._spans.pairs_of(parent)
        order = self._order(parent)
        before = [pair for pair in pairs if order(str(pair.path[len(parent)])) <= order(key)]
        if before:
            nearest = max(order(str(pair.path[len(parent)])) for pair in before)
            self._insert_lines([pair for pair in before if order(str(pair.path[len(parent)])) == nearest][-1], line)
            return
        if pairs:
            begin = self._spans.line_start(pairs[0].key)
            above = self._spans.comments_above(begin)
            place = begin if not self._text[:above].strip("\ufeff\r\n\t ") else above
        elif (heading := self._spans.heading_at(parent)) is not None:
            place = self._spans.next_line(heading.end)
            line = line if place == 0 or self._text[place - 1] == "\n" else "\n" + line
        elif parent:  # known by the tables in it only
            self._make_heading(parent, line)
            return
        else:
            place = self._spans.comments_above(self._spans.line_start(self._spans.headings[0].start)) if self._spans.headings else len(self._text)
            line = f"{line}\n" if self._spans.headings else line if not self._text or self._text.endswith("\n") else "\n" + line
        self._splice(place, place, line)

    def _insert_lines(self, pair: Pair, line: str) -> None:
        """A line below that of a pair."""
        place = self._spans.next_line(pair.end)
        self._splice(place, place, line if self._text[place - 1] == "\n" else "\n" + line)

    def _make_heading(self, path: Path, lines: str) -> None:
        first = next(heading for heading in self._spans.headings if heading.path[: len(path)] == path)
        place = self._spans.comments_above(self._spans.line_start(first.start))
        self._splice(place, place, f"[{'.'.join(bare(part) for part in path if isinstance(part, str))}]\n{lines}\n")

    def _insert_section(self, path: Path, value: Any) -> None:
        """A new `[table]` or `[[table]]`s, after the section that comes before it by the definition."""
        if isinstance(value, list):
            for index, item in enumerate(value):
                self._insert_section((*path, index), item)
            return
        parent, key = (path[:-2], path[-2]) if isinstance(path[-1], int) else (path[:-1], path[-1])
        text = section(path, value, self._shape(path))
        place = self._place_of_section(parent, str(key))
        before = self._text[:place]
        if place < len(self._text):
            self._splice(place, place, f"{text}\n")
        else:
            gap = "" if not before.strip("\ufeff") else "\n" if before.endswith("\n") else "\n\n"
            self._splice(place, place, gap + text)

    def _wants_section(self, path: Path, value: Any) -> bool:
        """Whether a value that is new stands under a heading rather than on a line."""
        return path[:-1] not in self._spans.values and has_heading(value, self._shape(path))

    def _place_of_section(self, parent: Path, key: str) -> int:
        """Where a section of a parent begins that is new: after the last of those that come before it, with everything in them."""
        headings = self._spans.headings
        order = self._order(parent)
        depth = len(parent)
        inside = [(n, heading) for n, heading in enumerate(headings) if len(heading.path) > depth and heading.path[:depth] == parent]
        before = [n for n, heading in inside if order(str(heading.path[depth])) <= order(key)]
        own = [n for n, heading in enumerate(headings) if heading.path == parent]
        last = max([*before, *own], default=-1)
        if last + 1 < len(headings):
            return self._spans.comments_above(self._spans.line_start(headings[last + 1].start))
        return len(self._text)

    # -- taking something away ---------------------------------------------------------------------------------------------------------------------

    def _remove(self, path: Path) -> None:
        """Everything at a path: a line, lines with dotted keys, an inline key, an element, sections."""
        parent = path[:-1]
        if parent in self._spans.values:
            self._remove_inline(path, parent)
            return
        self._remove_sections(path)
        if isinstance(path[-1], str):  # from the end, so that what is still to go stays where it is
            for pair in reversed([pair for pair in self._spans.pairs if pair.path[: len(path)] == path]):
                self._remove_line(pair)

    def _remove_line(self, pair: Pair) -> None:
        start, after = self._spans.line_start(pair.key), self._spans.next_line(pair.end)
        beside = self._text[pair.end : after].strip()
        kept = [*comments_in(self._text[pair.start : pair.end]), *([beside] if beside else [])]
        above = self._spans.comments_above(start)
        self.left += [line.strip() for line in self._text[above:start].splitlines() if above and not line.strip().startswith("#:")]
        self.left += kept
        self._splice(start, after, "".join(f"{comment}\n" for comment in kept))

    def _remove_sections(self, path: Path) -> None:
        """The sections at a path, all at once; the comments above each stay."""
        headings = self._spans.headings
        kept: list[str] = []
        place = 0
        for number, heading in enumerate(headings):
            if heading.path[: len(path)] == path:
                kept.append(self._text[place : self._spans.line_start(heading.start)])
                last = number + 1 == len(headings)
                place = len(self._text) if last else self._spans.comments_above(self._spans.line_start(headings[number + 1].start))
        if not kept:
            return
        text = "".join([*kept, self._text[place:]])
        if place == len(self._text):
            text = text.rstrip("\r\n")
            text += self._line_end if text.strip("\ufeff") else ""
        self._spans = Spans(text.encode())

    def _remove_inline(self, path: Path, parent: Path) -> None:
        children = self._spans.children(parent)
        index = children.index(path)
        start, end = self._spans.key(path), self._spans.values[path][1]
        line, after = self._spans.line_start(start), self._spans.next_line(end)
        if not self._text[line:start].strip() and (match := re.fullmatch(r"[ \t]*,?[ \t]*(#[^\n]*?)?\r?\n", self._text[end:after])):
            comment = f"{self._text[line:start]}{match[1].strip()}\n" if match[1] else ""
            self.left += [match[1].strip()] if match[1] else []
            self._splice(line, after, comment)
        elif index + 1 < len(children):
            self._splice(start, self._spans.key(children[index + 1]), "")
        elif index:
            self._splice(self._spans.values[children[index - 1]][1], end, "")
        else:
            self._splice(start, end, "")

    # -- looking around ----------------------------------------------------------------------------------------------------------------------------

    def _shape(self, path: Path) -> Shape:
        """The layout of the table at a path of the file."""
        shape = shape_of(self._table)
        for part in path:
            shape = shape.of(part) if isinstance(part, str) else shape
        return shape

    def _order(self, path: Path) -> Callable[[str], int]:
        """The place of each key of a table by the definition; what it does not know comes last."""
        return self._shape(path).rank
