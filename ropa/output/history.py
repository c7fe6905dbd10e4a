"""The history of a register for people: `ropa log`, and the events that `diff` and `save` show."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import chain, islice

from ..git.commits import Commit
from ..history.compare import Item
from ..history.events import ADDED, CHANGED, MOVED, READABLE, REMOVED, RENAMED, UNREADABLE, Event, Step
from ..i18n import Texts
from .fields import label_path, shown_value
from .safe import plain

BOLD, DIM, GREEN, RED, YELLOW, CYAN = "1", "2", "32", "31", "33", "36"
_STYLE = {ADDED: GREEN, REMOVED: RED, RENAMED: CYAN, UNREADABLE: YELLOW, READABLE: GREEN, MOVED: CYAN}
_SIGN = {ADDED: "+", REMOVED: "−"}


_MARGINS = tuple(" " * indent for indent in range(40))
_AT_ONCE = 500
"""Lines that are written together."""


Line = tuple[int, str, str]
"""A line of a page: how far it is indented, its text, and its style as a terminal knows it ("" for none)."""


class Writer:
    """Lines to standard output: coloured and fitted to the width on a terminal, as they are elsewhere."""

    def __init__(self, color: bool) -> None:
        """Take whether there is colour."""
        self._color = color
        self._width = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 0

    def write(self, lines: Iterable[Line]) -> None:
        """Write the lines."""
        lines = iter(lines)
        simple = not self._width and not self._color
        while some := list(islice(lines, _AT_ONCE)):
            sys.stdout.write("".join([f"{_MARGINS[indent]}{text}\n" for indent, text, _ in some] if simple else map(self._fitted, some)))

    def _fitted(self, line: Line) -> str:
        indent, text, style = line
        margin = " " * indent
        if self._width and len(text) + indent > self._width:
            text = textwrap.fill(text, max(self._width - indent, 20), subsequent_indent=f"{margin}  ", break_on_hyphens=False)
        return f"{margin}\x1b[{style}m{text}\x1b[0m\n" if style and self._color else f"{margin}{text}\n"


def log_lines(steps: Iterable[Step], words: Texts) -> Iterator[Line]:
    """The history: each commit with when, who and why, and below it what happened."""
    pages = (_page(commit, events, words) for commit, events in steps)
    return islice(chain.from_iterable(pages), 1, None)  # there is nothing before the first that it is to be set off from


def _page(commit: Commit, events: list[Event], words: Texts) -> list[Line]:
    """A commit, set off from the one before."""
    author, committer = commit.author, commit.committer
    merge = f"  {words.ui('history.merge')}" if commit.is_merge else ""
    subject, _, body = (commit.message or words.ui("history.no-reason")).partition("\n")
    lines = [
        (0, "", ""),
        (0, f"{_day(words, committer.day)} {committer.clock}  {plain(author.name)}  {commit.id[:10]}{merge}", BOLD),
        (2, plain(subject), ""),
    ]
    if body:
        lines += [(2, plain(line), DIM) for line in _reason(body)]
        if allowed := _ALLOWED(body):
            lines.append((2, words.ui("history.allowed", errors=plain(allowed[1])), YELLOW))
    if committer is not author and committer.name != author.name:
        lines.append((2, words.ui("history.committed-by", name=plain(committer.name)), DIM))
    lines += event_lines(events, words, 2)
    return lines


def _reason(body: str) -> Iterator[str]:
    """The rest of what a person wrote; not the paragraphs in which `ropa save` names the records, for the events tell that better."""
    for paragraph in body.split("\n\n"):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        if lines and not _names_records(lines) and not lines[0].startswith("Ropa-"):
            yield from lines


def _names_records(lines: list[str]) -> bool:
    """Whether a paragraph is a list, nearly all of records."""
    return all(line.startswith("- ") for line in lines) and 2 * sum(bool(_RECORD(line)) for line in lines) > len(lines)


_ALLOWED = re.compile(r"^Ropa-Allowed-Errors: (.+)$", re.MULTILINE).search
_RECORD = re.compile(r"(?:activities|processors|recipients|agreements|locations|certificates|measures|documents)/|\b(?:register|vocabulary|accepted)\b").search


@lru_cache(maxsize=4096)
def _day(words: Texts, day: date) -> str:
    return words.date(day)


def event_lines(events: Iterable[Event], words: Texts, indent: int = 0) -> list[Line]:
    """Events by record: its reference and name, and below it the fields that changed."""
    lines: list[Line] = []
    last = ""
    for event in events:
        if event.action == CHANGED and event.path:
            if event.record != last:
                lines.append((indent, _titled(event), ""))
            lines += _field_lines(event, words, indent + 2)
        else:
            lines.append((indent, event_text(event, words), _STYLE.get(event.action, "")))
        last = event.record if event.action not in (REMOVED, MOVED) else ""
    return lines


def _titled(event: Event) -> str:
    name, record = plain(event.name), plain(event.record)
    return record if not name or name == event.record.rpartition("/")[2] else f"{record}  {name}"


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


def _field_lines(event: Event, words: Texts, indent: int) -> list[Line]:
    """A field that changed: “Bewaartermijn › Jaren: 5 → 7”."""
    label, before, after = field_texts(event, words)
    if event.before is None:
        return [(indent, f"{label}: + {after}", GREEN)]
    if event.after is None:
        return [(indent, f"{label}: − {before}", RED)]
    if len(before) + len(after) <= _LONG:
        return [(indent, f"{label}: {before} → {after}", "")]
    return [(indent, f"{label}:", ""), (indent + 2, f"− {before}", RED), (indent + 2, f"+ {after}", GREEN)]


def field_texts(event: Event, words: Texts) -> tuple[str, str, str]:
    """The label of a field that changed, and its values before and after; of an element that came or went the value says what it is called."""
    _, record, _, path, before, after, _ = event
    whole = (before is None or after is None) and isinstance(path[-1], Item)
    return (
        plain(label_path(words, record, path[:-1] if whole else path)),
        "" if before is None else plain(shown_value(words, record, path, before)),
        "" if after is None else plain(shown_value(words, record, path, after)),
    )
