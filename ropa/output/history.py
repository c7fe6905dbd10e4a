"""The history of a register for people: `ropa log`, and the events that `diff` and `save` show."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ..history.compare import Item
from ..history.events import ADDED, CHANGED, MOVED, READABLE, REMOVED, RENAMED, UNREADABLE, Event, Step
from ..i18n import Texts
from .fields import label_path, shown_value
from .safe import plain

BOLD, DIM, GREEN, RED, YELLOW, CYAN = "1", "2", "32", "31", "33", "36"
_STYLE = {ADDED: GREEN, REMOVED: RED, RENAMED: CYAN, UNREADABLE: YELLOW, READABLE: GREEN, MOVED: CYAN}
_SIGN = {ADDED: "+", REMOVED: "−"}


_AT_ONCE = 500
"""Lines that are written together."""


class Line(NamedTuple):
    """A line of a page: how far it is indented, its text, and its style as a terminal knows it ("" for none)."""

    indent: int
    text: str
    style: str = ""


class Writer:
    """Lines to standard output: coloured and fitted to the width on a terminal, as they are elsewhere."""

    def __init__(self, color: bool) -> None:
        """Take whether there is colour."""
        self._color = color
        self._width = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 0

    def write(self, lines: Iterable[Line]) -> None:
        """Write the lines."""
        lines = iter(lines)
        while some := list(islice(lines, _AT_ONCE)):
            sys.stdout.write("".join(map(self._fitted, some)))

    def _fitted(self, line: Line) -> str:
        margin = " " * line.indent
        text = line.text
        if self._width and len(text) + line.indent > self._width:
            text = textwrap.fill(text, max(self._width - line.indent, 20), subsequent_indent=f"{margin}  ", break_on_hyphens=False)
        return f"{margin}\x1b[{line.style}m{text}\x1b[0m\n" if line.style and self._color else f"{margin}{text}\n"


def log_lines(steps: Iterable[Step], words: Texts) -> Iterator[Line]:
    """The history: each commit with when, who and why, and below it what happened."""
    first = True
    for commit, events in steps:
        if not first:
            yield Line(0, "")
        first = False
        author, committer = commit.author, commit.committer
        merge = f"  {words.ui('history.merge')}" if commit.is_merge else ""
        yield Line(0, f"{_day(words, committer.day)} {committer.at:%H:%M}  {plain(author.name)}  {commit.id[:10]}{merge}", BOLD)
        subject, *body = commit.message.split("\n") if commit.message else [words.ui("history.no-reason")]
        yield Line(2, plain(subject))
        yield from (Line(2, plain(line), DIM) for line in _reason(body))
        if committer.name != author.name:
            yield Line(2, words.ui("history.committed-by", name=plain(committer.name)), DIM)
        yield from event_lines(events, words, 2)


def _reason(body: list[str]) -> Iterator[str]:
    """The rest of what a person wrote; not the paragraphs in which `ropa save` names the records, for the events tell that better."""
    for paragraph in "\n".join(body).split("\n\n"):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        if lines and not all(_IS_RECORD(line) for line in lines) and not lines[0].startswith("Ropa-"):
            yield from lines


_IS_RECORD = re.compile(
    r"- .*(?:activities|processors|recipients|agreements|locations|certificates|measures|documents)/|- .*(?:register|vocabulary|accepted)\b"
).match


@lru_cache(maxsize=4096)
def _day(words: Texts, day: date) -> str:
    return words.date(day)


def event_lines(events: Iterable[Event], words: Texts, indent: int = 0) -> Iterator[Line]:
    """Events by record: its reference and name, and below it the fields that changed."""
    last = ""
    for event in events:
        if event.action == CHANGED and event.path:
            if event.record != last:
                yield Line(indent, _titled(event), "")
            yield from _field_lines(event, words, indent + 2)
        else:
            yield Line(indent, event_text(event, words), _STYLE.get(event.action, ""))
        last = event.record if event.action not in (REMOVED, MOVED) else ""


def _titled(event: Event) -> str:
    name = plain(event.name)
    return plain(event.record) if not name or name == event.record.rpartition("/")[2] else f"{plain(event.record)}  {name}"


def event_text(event: Event, words: Texts) -> str:
    """An event about a record as a whole in a line: “+ processors/mailchimp  Mailchimp: toegevoegd”."""
    match event.action:
        case "renamed" | "moved":
            said = words.ui(f"history.{event.action}", before=plain(str(event.before)), after=plain(str(event.after)))
        case "unreadable":
            said = words.ui("history.unreadable", why=words.ui(f"history.why.{event.after}"))
        case _:
            said = words.ui(f"history.{event.action}")
    if event.action == MOVED:
        return said
    sign = _SIGN.get(event.action)
    return f"{sign} {_titled(event)}: {said}" if sign else f"{_titled(event)}: {said}"


_LONG = 100
"""Characters of two values from which each has a line of its own."""


def _field_lines(event: Event, words: Texts, indent: int) -> Iterator[Line]:
    """A field that changed: “Bewaartermijn › Jaren: 5 → 7”."""
    came_or_went = event.before is None or event.after is None
    path = event.path[:-1] if came_or_went and isinstance(event.path[-1], Item) else event.path  # the value says what it is called
    label = plain(label_path(words, event.record, path))
    before, after = (plain(shown_value(words, event.record, event.path, value)) for value in (event.before, event.after))
    if event.before is None:
        yield Line(indent, f"{label}: + {after}", GREEN)
    elif event.after is None:
        yield Line(indent, f"{label}: − {before}", RED)
    elif len(before) + len(after) <= _LONG:
        yield Line(indent, f"{label}: {before} → {after}")
    else:
        yield Line(indent, f"{label}:")
        yield Line(indent + 2, f"− {before}", RED)
        yield Line(indent + 2, f"+ {after}", GREEN)
