"""JSON: schema ropa.findings/1 for one register; ropa.findings-list/1, a list of those, for several."""

import sys
from collections.abc import Sequence
from datetime import date

import msgspec

from ..findings import summary
from ..i18n import Texts
from ..rules.base import Rule
from .report import Reports, report_data


def write(reports: Reports, on: date, words: Texts, *, color: bool, accepted: bool, rules: Sequence[Rule]) -> None:
    """Write the document to standard output; accepted findings are in it, marked."""
    documents = [report_data(register, findings, on, words) for register, findings in reports]
    if len(documents) == 1:
        document = documents[0]
    else:
        total = summary(finding for _, findings in reports for finding in findings)
        document = {"schema": "ropa.findings-list/1", "as_of": on.isoformat(), "summary": total, "registers": documents}
    sys.stdout.write(to_json(document))


def to_json(value: object) -> str:
    """JSON as people can read it, the same bytes each time; what is hidden in texts is escaped."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode("utf-8", "replace")
    return "".join(letter if letter == "\n" or letter.isprintable() else _escaped(letter) for letter in text) + "\n" if not text.isascii() else text + "\n"


def _escaped(letter: str) -> str:
    units = letter.encode("utf-16-be")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))
