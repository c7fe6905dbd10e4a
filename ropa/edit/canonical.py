"""A record's file in canonical order and layout: the same data, the same comments, the author's own spelling, in the order of the model.

What is the author's stays the author's: the order of elements, whether a table has a heading or braces and a list one line or several, how a text or a number
is written, and every comment. What is put right: the order of keys and sections, blank lines, spaces, indents, and the end of the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from ..model.fields import Table
from ..source.toml import parse
from .shape import Shape, shape_of
from .spans import Heading, Pair, Path, Spans
from .values import same

_DEEPEST = 64
"""Keys in one another, beyond which nothing is put right."""
_INDENT = "  "
_SCALAR = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s"'\[\]{},#]+)"""
_is_tidy = re.compile(rf"[A-Za-z0-9_-]+ = (?:{_SCALAR}|\[(?:{_SCALAR}(?:, {_SCALAR})*)?\])").fullmatch
"""Nearly every line, as it should be."""
_NOTHING = ("\n", "\n\n")
"""What stands between nearly all lines."""
_PARTS = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
"""The parts of a key, as they are written."""


class Unreadable(Exception):
    """The file cannot be put right, for it is no good TOML, or is written in a way that was not thought of."""

    def __init__(self, line: int) -> None:
        """Take the line where it goes wrong."""
        super().__init__(line)
        self.line = line


def canonical(data: bytes, table: type[Table]) -> bytes:
    """The bytes of the file of a record (for a measure: of the file of them all) in canonical order and layout; the same bytes where that is what they are.

    Lines end in LF, or in CRLF where all of them did. Raises Unreadable where the file cannot be put right.
    """
    content, wrong = parse(data)
    if content is None:
        raise Unreadable(wrong[-1].line)
    text = data.decode().removeprefix("\ufeff")
    windows = 0 < text.count("\r\n") == text.count("\n")
    text = _File(text.replace("\r\n", "\n"), shape_of(table)).text
    after = (text.replace("\n", "\r\n") if windows else text).encode()
    if after != data:
        _compare(data, after, content)
    return after


def _compare(before: bytes, after: bytes, content: dict[str, Any]) -> None:
    """Raise RuntimeError where the file says something else than it did, or something of it is gone: that is a mistake in this module."""
    found, _ = parse(after)
    if found is None or not same(found, content) or _characters(before) != _characters(after):
        raise RuntimeError("putting a file in order would have changed what it says")


def _characters(data: bytes) -> Counter[int]:
    """How often each byte occurs, but for white space and commas."""
    return Counter(data.removeprefix(b"\xef\xbb\xbf").translate(None, b" \t\r\n,"))


class _Section:
    """A table with its heading, if it has one: the lines under it, and the sections in it."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.heading = ""
        self.lead: list[str] = []
        """Comments above the heading."""
        self.pairs: list[tuple[tuple[int, ...], list[str], str]] = []
        """The place of each key by the model, the comments above it, and its line."""
        self.trailer: list[str] = []
        """Comments right under the last line."""
        self.inner: dict[str, list[_Section]] = {}


class _File:
    """One file, taken apart and put together again."""

    def __init__(self, text: str, shape: Shape) -> None:
        self._text = text
        self._spans = Spans(text.encode())
        self._children: dict[Path, list[Path]] | None = None
        self._sections: dict[Path, _Section] = {(): _Section(shape)}
        self._top: list[str] = []
        """Comments about the file."""
        self._top_apart = False
        """Whether there is a blank line under them."""
        self._end: list[str] = []
        """Comments at the end of the file."""
        self._take_apart()

    # -- taking apart ------------------------------------------------------------------------------------------------------------------------------

    def _take_apart(self) -> None:
        spans = self._spans
        items: list[Pair | Heading] = sorted([*spans.pairs, *spans.headings], key=_start)
        lead = _tidied(self._lines(0, _start(items[0]) if items else len(self._text)))
        if not items:
            self._end = lead
            return
        self._top, self._top_apart, lead = _parted(lead)
        here, base = self._sections[()], 0
        for number, item in enumerate(items):
            if len(item.path) > _DEEPEST:
                raise Unreadable(self._line(_start(item)))
            after = _start(items[number + 1]) if number + 1 < len(items) else len(self._text)
            comment, following = self._after(item.end, after)
            if isinstance(item, Pair):
                here.pairs.append((_ranks(here.shape, item.path[base:]), lead, self._pair(item, here.shape, base) + comment))
            else:
                here, base = self._section(item.path), len(item.path)
                here.heading, here.lead = self._heading(item.start, item.end) + comment, lead
            lead = following
            if number + 1 == len(items):
                here.trailer, self._end = _trailer(lead, at_end=True)
            elif not isinstance(items[number + 1], Pair):
                here.trailer, lead = _trailer(lead)

    def _section(self, path: Path) -> _Section:
        """The section at a path; those around it are made where they have no heading (yet)."""
        if path not in self._sections:
            above = path[:-2] if isinstance(path[-1], int) else path[:-1]
            parent, name = self._section(above), str(path[len(above)])
            self._sections[path] = _Section(parent.shape.of(name))
            parent.inner.setdefault(name, []).append(self._sections[path])
        return self._sections[path]

    def _after(self, start: int, end: int) -> tuple[str, list[str]]:
        """What stands between two items: the comment at the end of the line of the first (with a blank), and the comments above the second."""
        if self._text[start:end] in _NOTHING:
            return "", []
        lines = self._lines(start, end)
        return f" {lines[0]}" if lines and lines[0] else "", _tidied(lines[1:])

    def _lines(self, start: int, end: int) -> list[str]:
        """The comments and blank lines in a stretch of the file that ends where an item begins, or at the end."""
        lines = [line.strip(" \t") for line in self._text[start:end].split("\n")]
        for number, line in enumerate(lines):
            if line and (line[0] != "#" or (number == len(lines) - 1 and end < len(self._text))):
                raise Unreadable(self._line(start) + number)
        return lines if lines[-1] else lines[:-1]

    def _line(self, place: int) -> int:
        return self._text.count("\n", 0, place) + 1

    def _heading(self, start: int, end: int) -> str:
        text = self._text[start:end]
        many = text.startswith("[[")
        key = _key(text.strip("[] \t"))
        return f"[[{key}]]" if many else f"[{key}]"

    def _pair(self, pair: Pair, shape: Shape, base: int) -> str:
        line = self._text[pair.key : pair.end]
        if _is_tidy(line):
            return line
        return self._assigned(pair.key, pair.start) + self._value(pair.path, _shape_at(shape, pair.path[base:]), "")

    def _assigned(self, start: int, end: int) -> str:
        """The key of a pair as it should be, with the sign after it."""
        return f"{_key(self._text[start:end].rstrip()[:-1].rstrip())} = "

    # -- values ------------------------------------------------------------------------------------------------------------------------------------

    def _value(self, path: Path, shape: Shape, indent: str) -> str:
        """A value as it should be: a list or table in one line or several, as it was."""
        start, end = self._spans.values[path]
        sign = self._text[start]
        if sign not in "[{":
            return self._text[start:end]
        children = self._inside(path)
        begins = [self._spans.key(child) for child in children]
        ends = [self._spans.values[child][1] for child in children]
        gaps = [_Gap(self._text[a:b]) for a, b in zip([start + 1, *ends], [*begins, end - 1], strict=True)]
        if not children and not gaps[0].comment and not gaps[0].lines:
            return sign + self._text[end - 1]
        split = any(gap.split for gap in gaps)
        inner = indent + _INDENT if split else indent
        parts = []
        for number, child in enumerate(children):
            names = child[len(path) :] if sign == "{" else ()
            text = self._assigned(begins[number], self._spans.values[child][0]) if names else ""
            text += self._value(child, _shape_at(shape, names), inner)
            parts.append((_ranks(shape, names), gaps[number].lines, text, gaps[number + 1].comment))
        parts.sort(key=lambda part: part[0])
        if not split:
            text = ", ".join(text for _, _, text, _ in parts)
            return f"{{ {text} }}" if sign == "{" else f"[{text}]"
        lines = [f"{sign} {gaps[0].comment}".rstrip(" ")]
        for _, lead, text, comment in parts:
            _append(lines, lead, inner, first=len(lines) == 1)
            lines.append(f"{inner}{text}, {comment}".rstrip(" "))
        _append(lines, gaps[-1].lines, inner, first=len(lines) == 1)
        if not lines[-1]:
            lines.pop()
        return "\n".join([*lines, indent + self._text[end - 1]])

    def _inside(self, path: Path) -> list[Path]:
        """What stands in a list or inline table, in the order of the file."""
        if self._children is None:
            self._children = {}
            values = self._spans.values
            for child in sorted(values, key=lambda child: values[child][0]):
                above = child[:-1]
                while above and above not in values:
                    above = above[:-1]
                self._children.setdefault(above, []).append(child)
        return self._children.get(path, [])

    # -- putting together --------------------------------------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The file in canonical order and layout."""
        lines = list(self._top)
        if lines and self._top_apart:
            lines.append("")
        self._write(self._sections[()], lines)
        _append(lines, self._end, first=not lines)
        while lines and not lines[-1]:
            lines.pop()
        return "\n".join([*lines, ""]) if lines else ""

    def _write(self, section: _Section, lines: list[str]) -> None:
        if section.heading:
            apart = section.lead or len(lines) > len(self._top) or self._top_apart
            _append(lines, ["", *section.lead] if apart and section.lead[:1] != [""] else section.lead, first=not lines)
            lines.append(section.heading)
        section.pairs.sort(key=lambda pair: pair[0])
        for number, (_, lead, line) in enumerate(section.pairs):
            at_top = number == 0 and not section.heading and bool(lines)
            _append(lines, ["", *lead] if lead and at_top else lead, first=number == 0 and not at_top)
            lines.append(line)
        lines += section.trailer
        for name in sorted(section.inner, key=section.shape.rank):
            for inner in section.inner[name]:
                self._write(inner, lines)


class _Gap:
    """What stands between two elements of a list or inline table."""

    def __init__(self, text: str) -> None:
        first, *lines = [line[line.index("#") :].rstrip(" \t") if "#" in line else "" for line in text.split("\n")]
        self.split = bool(lines)
        """Whether the second is on another line."""
        self.comment = first
        """The comment at the end of the line of the first."""
        self.lines = _tidied(lines[:-1])
        """The comments above the second."""


def _start(item: Pair | Heading) -> int:
    """Where a line or heading begins."""
    return item.key if isinstance(item, Pair) else item.start


def _shape_at(shape: Shape, names: Iterable[str | int]) -> Shape:
    for name in names:
        shape = shape.of(str(name))
    return shape


def _ranks(shape: Shape, names: Path) -> tuple[int, ...]:
    """The place of a key by the model; one with dots has a place for each part."""
    if len(names) == 1:
        return (shape.rank(str(names[0])),)
    ranks = []
    for name in names:
        ranks.append(shape.rank(str(name)))
        shape = shape.of(str(name))
    return tuple(ranks)


def _key(text: str) -> str:
    """A key as it is written, without blanks around its dots."""
    return text if text.isidentifier() else ".".join(_PARTS.findall(text))


def _tidied(lines: list[str]) -> list[str]:
    """Comments with the blank lines before, between and after them, one at a time; blank lines alone are nothing."""
    if not any(lines):
        return []
    return [line for number, line in enumerate(lines) if line or number == 0 or lines[number - 1]]


def _parted(lines: list[str]) -> tuple[list[str], bool, list[str]]:
    """The comments above everything else: those about the file, whether they stand apart, and those about the first key or heading.

    About the file is what has a blank line under it, and what stands right under the line that names the schema.
    """
    lines = lines[1:] if lines[:1] == [""] else lines
    if "" in lines:
        last = len(lines) - 1 - lines[::-1].index("")
        return lines[:last], True, lines[last + 1 :]
    return (lines, False, []) if lines and lines[0].startswith("#:schema") else ([], False, lines)


def _trailer(lines: list[str], *, at_end: bool = False) -> tuple[list[str], list[str]]:
    """The comments right under the last line of a section, which have a blank line under them, and the rest."""
    if not lines or not lines[0]:
        return [], lines
    if "" in lines:
        first = lines.index("")
        return lines[:first], lines[first:] if any(lines[first:]) else []
    return (lines, []) if at_end else ([], lines)


def _append(lines: list[str], lead: list[str], indent: str = "", *, first: bool) -> None:
    """Put comments on lines of their own, never two blank lines together; a blank line before them only where something stands above."""
    for number, line in enumerate(lead):
        if line:
            lines.append(indent + line)
        elif (number or not first) and lines[-1]:
            lines.append("")
