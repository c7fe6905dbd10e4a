"""Bytes of a TOML file to plain data, with a place for what is wrong."""

import re
from typing import Any, NamedTuple

import toml_rs


class Syntax(NamedTuple):
    """What is wrong with a file: `what` is "encoding", "byte-order-mark", "conflict", "depth", "syntax" or "duplicate"."""

    what: str
    line: int
    column: int
    detail: str = ""


# patterns that few files need, compiled where one does
_WHERE = r"at line (\d+), column (\d+)"
_CONFLICT = rb"(?m)^(?:<{7}|>{7})(?: |$)|^={7}\r?$"
_BRACKETS = rb'"""[\s\S]*?"""|' rb"'''[\s\S]*?'''|" rb'"(?:[^"\\\n]|\\.)*+"?|' rb"'[^'\n]*+'?|" rb"#[^\n]*|" rb"[\[\]{}]"
"""Strings, comments and brackets. A string that is never closed is taken to the end of its line, and not tried again at every quote in it."""
MAX_DEPTH = 64
"""Lists and tables in one another: no record needs ten, and the parser does not survive tens of thousands."""
_BOM = b"\xef\xbb\xbf"


def parse(data: bytes) -> tuple[dict[str, Any] | None, list[Syntax]]:
    """The tables of a TOML file (None where they are not to be had) and what is wrong with it.

    A file in conflict is not read, even where it happens to be good TOML: which half holds is for people to say.
    """
    wrong = []
    if data.startswith(_BOM):
        wrong.append(Syntax("byte-order-mark", 1, 1))
        data = data[len(_BOM) :]
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line, column = _line_and_column(data, error.start)
        return None, [*wrong, Syntax("encoding", line, column, f"0x{data[error.start]:02x}")]
    left = data.translate(None, _BUT_MARKS)  # one quick look at every file, for both of what few have
    if _may_conflict(left) and _may_conflict(data):
        marks = [(data.count(b"\n", 0, match.start()) + 1) for match in re.finditer(_CONFLICT, data)]
        if len(marks) > 1:
            return None, [*wrong, Syntax("conflict", marks[0], 1, str(marks[-1]))]
    if len(left) > MAX_DEPTH and may_be_deep(data) and (line := _too_deep(data)):
        return None, [*wrong, Syntax("depth", line, 1, str(MAX_DEPTH))]
    try:
        return toml_rs.loads(text), wrong
    except toml_rs.TOMLDecodeError as error:
        return None, [*wrong, _syntax(str(error))]
    except (RecursionError, ValueError, OverflowError) as error:
        return None, [*wrong, Syntax("syntax", 1, 1, str(error).splitlines()[0] if str(error) else "")]


_BUT_MARKS = bytes(set(range(256)) - set(b"[]{}<>"))
_BUT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def _may_conflict(data: bytes) -> bool:
    return b"<<<<<<<" in data or b">>>>>>>" in data


def may_be_deep(data: bytes) -> bool:
    """Whether lists and tables may go too deep into one another, brackets in strings and comments counted: a quick look, for nearly every file."""
    left = data.translate(None, _BUT_BRACKETS)
    for _ in range(MAX_DEPTH):
        if len(left) <= MAX_DEPTH:
            return False
        inner = left.replace(b"[]", b"").replace(b"{}", b"")
        if len(inner) == len(left):
            return True
        left = inner
    return True


def _too_deep(data: bytes) -> int:
    """The line on which lists and tables go too deep into one another; 0 where they do not. Brackets in strings and comments do not count."""
    depth = 0
    for match in re.finditer(_BRACKETS, data):
        token = match[0]
        if token in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                return data.count(b"\n", 0, match.start()) + 1
        elif token in b"]}":
            depth -= 1
    return 0


def _syntax(message: str) -> Syntax:
    """The parser's message, taken apart: place in the first line, cause in the last."""
    where = re.search(_WHERE, message)
    line, column = (int(where[1]), int(where[2])) if where else (1, 1)
    detail = message.strip().splitlines()[-1].strip()
    return Syntax("duplicate" if detail.startswith("duplicate key") else "syntax", line, column, detail)


def _line_and_column(data: bytes, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset in bytes; the column counts bytes where characters can't be."""
    start = data.rfind(b"\n", 0, offset) + 1
    return data.count(b"\n", 0, offset) + 1, len(data[start:offset].decode(errors="replace")) + 1
