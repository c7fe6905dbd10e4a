"""Plain values as TOML, in one line."""

import re
from datetime import date
from typing import Any

from ..errors import Failure

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
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
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(inline, value))}]"
        case dict():
            return f"{{ {', '.join(f'{bare(key)} = {inline(item)}' for key, item in value.items())} }}" if value else "{}"
    raise TypeError(type(value).__name__)


def bare(key: str) -> str:
    """A key as it is written: without quotes where it can be."""
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Failure("edit.not-text", value=text.encode("utf-8", "backslashreplace").decode()) from None
    return '"' + _ESCAPED.sub(lambda match: _SHORT.get(match[0]) or f"\\u{ord(match[0]):04x}", text) + '"'
