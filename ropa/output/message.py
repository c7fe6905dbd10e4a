"""The message of a saved version: the reason, the records that changed, and which errors were let pass."""

import re
from collections.abc import Iterable, Sequence

from ..findings import Finding
from ..history.events import CHANGED, MOVED, RENAMED, Event
from ..history.save import Told
from ..i18n import Texts
from .fields import label_path
from .safe import plain

_OURS = re.compile(r"^Ropa-", re.MULTILINE)
"""What only this program says: in a reason it is moved in by a blank."""
_LINES = 40
_FIELDS = 12
_ERRORS = 8


def compose(words: Texts, reason: str, what: Told, allowed: Sequence[Finding]) -> str:
    """The message: the user's reason as subject and body, a line a record, and a trailer for the errors that were allowed."""
    said = _OURS.sub(r" \g<0>", plain(reason.replace("\r\n", "\n"), lines=True).strip())
    subject, _, body = said.partition("\n")
    parts = [
        subject.strip(),
        body.strip("\n"),
        "\n".join(_cut(words, [*_records(words, what.events), *(f"- {line}" for line in files(words, what))])),
        _trailer(allowed),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def count(words: Texts, what: Told) -> str:
    """How many records and pieces of evidence something happened to; of files, where it was none."""
    records = len({event.record for event in what.events})
    kind, number = ("records", records) if records else ("files", len(what.layout) + len(what.others))
    return words.ui(f"save.{kind}.{'one' if number == 1 else 'many'}", n=number)


def files(words: Texts, what: Told) -> list[str]:
    """A line for each file of which no record tells."""
    return [
        *(words.ui("save.layout", file=plain(file)) for file in what.layout),
        *(words.ui("save.file", file=plain(file)) for file in what.others),
    ]


def _cut(words: Texts, lines: list[str]) -> list[str]:
    return lines if len(lines) <= _LINES else [*lines[:_LINES], f"- {words.ui('save.more', n=len(lines) - _LINES)}"]


def _records(words: Texts, events: Iterable[Event]) -> list[str]:
    """A line a record. It begins with a hyphen: what begins with a word and a colon, git may take for a trailer."""
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event.record, []).append(event)
    return [f"- {_record(words, record, happened)}" for record, happened in found.items()]


def _record(words: Texts, record: str, events: list[Event]) -> str:
    name = events[0].name
    shown = plain(record if not name or name == record.rpartition("/")[2] else f"{record} ({name})")
    parts = [_whole(words, event, shown) for event in events if event.action != CHANGED or not event.path]
    if labels := list(dict.fromkeys(plain(label_path(words, record, event.path)) for event in events if event.path)):
        more = [words.ui("save.more", n=len(labels) - _FIELDS)] if len(labels) > _FIELDS else []
        parts.append(f"{words.ui('save.changed', record=shown)}: {'; '.join(labels[:_FIELDS] + more)}")
    return "; ".join(parts)


def _whole(words: Texts, event: Event, shown: str) -> str:
    """What happened to a record as a whole."""
    if event.action == MOVED:
        return words.ui("save.moved", before=plain(str(event.before)), after=plain(str(event.after)))
    if event.action == RENAMED:
        return words.ui("save.renamed", record=shown, earlier=plain(str(event.before)))
    return words.ui(f"save.{event.action}", record=shown)


def _trailer(allowed: Sequence[Finding]) -> str:
    """The errors that were allowed, for people and programs; the key is never translated."""
    if not allowed:
        return ""
    named = [plain(f"{finding.rule.code} {finding.record}") for finding in allowed]
    return f"Ropa-Allowed-Errors: {len(named)} ({', '.join([*named[:_ERRORS], *(['…'] if len(named) > _ERRORS else [])])})"
