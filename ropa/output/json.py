"""JSON: schema ropa.findings/1 for one register; ropa.findings-list/1, a list of those, for several."""

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from ..i18n import Texts
    from ..rules.base import Rule
    from .report import Reports


def write(reports: "Reports", on: date, words: "Texts", *, color: bool, accepted: bool, rules: "Sequence[Rule]") -> None:
    """Write the document to standard output; accepted findings are in it, marked."""
    from ..findings import summary  # with all of the rules, and other documents than this one are JSON too
    from .report import report_data

    documents = [report_data(register, findings, on, words) for register, findings in reports]
    if len(documents) == 1:
        document = documents[0]
    else:
        total = summary(finding for _, findings in reports for finding in findings)
        document = {"schema": "ropa.findings-list/1", "as_of": on.isoformat(), "summary": total, "registers": documents}
    sys.stdout.write(to_json(document))


def to_json(value: object) -> str:
    """JSON as people can read it, the same bytes each time; what is hidden in texts is escaped."""
    return _visible(msgspec.json.format(_encode(value), indent=2).decode("utf-8", "replace")) + "\n"


def to_line(value: object) -> str:
    """JSON on one line, without a line end; what is hidden in texts is escaped."""
    return _visible(_encode(value).decode("utf-8", "replace"))


def _visible(text: str) -> str:
    if text.isascii() or text.replace("\n", "").isprintable():
        return text
    return "".join(letter if letter == "\n" or letter.isprintable() else _escaped(letter) for letter in text)


def _encode(value: object) -> bytes:
    r"""Compact JSON. The name of a folder may be no Unicode at all; then what is not is written as \udcff."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_unicode(value))


def _unicode(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode()
        case dict():
            return {_unicode(key): _unicode(item) for key, item in value.items()}
        case list() | tuple():
            return [_unicode(item) for item in value]
    return value


def _escaped(letter: str) -> str:
    units = letter.encode("utf-16-be")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))
