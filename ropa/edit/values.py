"""Plain values as TOML."""

import re
from datetime import date, time
from typing import Any

from ..errors import Failure

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]')
"""What a basic string may not hold, and what would not be seen in it: control characters and those that turn the direction of text."""
_END = re.compile(r'""(?=")|"\Z')
"""Quotes in a text of several lines that could be taken for its end."""
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def inline(value: Any) -> str:
    """A text, number, yes or no, date, list or table as a value of TOML in one line.

    Raises Failure ("edit.not-text") for a text that no file can hold, and TypeError for what is no value of a register.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case int() | float():
            return repr(value)
        case date() | time():  # a datetime is a date
            return value.isoformat()
        case list() | tuple():
            return f"[{', '.join(map(inline, value))}]"
        case dict():
            return f"{{ {', '.join(f'{bare(key)} = {inline(item)}' for key, item in value.items())} }}" if value else "{}"
    raise TypeError(type(value).__name__)


def bare(key: str) -> str:
    """A key as it is written: without quotes where it can be."""
    return key if _BARE.fullmatch(key) else _text(key)


def on_lines(text: str) -> str:
    """A text of several lines, written on as many. Raises Failure as `inline` does."""
    _refuse(text)
    lines = _ESCAPED.sub(lambda match: match[0] if match[0] in '\n"' else _escape(match), text)
    return '"""\n' + _END.sub(lambda match: match[0][:-1] + '\\"', lines) + '"""'


def same(a: Any, b: Any) -> bool:
    """Whether two values are equal and of the same kinds all the way down: yes is not 1."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(value, b[key]) for key, value in a.items())
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return bool(a == b) or a != a


def _text(text: str) -> str:
    _refuse(text)
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04x}"


def _refuse(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Failure("edit.not-text", value=text) from None
