"""Two states of a register beside each other: `ropa diff`, and what `ropa save` is about to save."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ..findings import Finding
from ..history.difference import Difference
from ..history.events import CHANGED, Event
from ..i18n import Texts
from ..register import Register
from ..rules.base import SEVERITIES
from ..tables.markup import markdown
from .events import event_data
from .history import BOLD, DIM, GREEN, RED, YELLOW, Line, Writer, event_lines, event_text, field_texts
from .json import to_json
from .report import as_data, message
from .safe import plain

STYLE = {"error": RED, "warning": YELLOW, "info": DIM}


def write(difference: Difference, words: Texts, *, color: bool) -> None:
    """Write the change and what it does to the findings to standard output."""
    Writer(color).write(lines(difference, words))


def lines(difference: Difference, words: Texts) -> Iterator[Line]:
    """The change and what it does to the findings."""
    if not difference.events:
        yield 0, words.ui("diff.same"), ""
        return
    yield from event_lines(difference.events, words)
    for title, sign, found in (("diff.new", "+", difference.new), ("diff.gone", "−", difference.gone)):
        if found:
            yield 0, "", ""
            yield 0, words.ui(title), BOLD
            yield from ((2, finding_line(words, finding, sign), STYLE[finding.severity] if sign == "+" else GREEN) for _, finding in _ordered(found))
    if not difference.new and not difference.gone:
        yield 0, "", ""
        yield 0, words.ui("diff.no-effect"), DIM


def _ordered(found: Iterable[tuple[Register, Finding]]) -> list[tuple[Register, Finding]]:
    return sorted(found, key=lambda pair: SEVERITIES.index(pair[1].severity))


def finding_line(words: Texts, finding: Finding, sign: str) -> str:
    """A finding in one line: what becomes of it (+ or −), how grave it is, its rule, its record and what it says."""
    mark = f" ({words.ui('accepted')})" if finding.accepted else ""
    return f"{sign} {words.ui(f'severity.{finding.severity}')} {finding.rule.code} {plain(finding.record)}: {message(words, finding)}{mark}"


def write_json(difference: Difference, root: str, words: Texts) -> None:
    """Write the difference as one document, schema ropa.diff/1; a state that is no commit is null."""
    document: dict[str, Any] = {
        "schema": "ropa.diff/1",
        "register": root,
        "from": difference.before or None,
        "to": difference.after or None,
        "events": [event_data(event) for event in difference.events],
        "findings": {name: [as_data(register, finding, words) for register, finding in getattr(difference, name)] for name in ("new", "gone")},
    }
    sys.stdout.write(to_json(document))


# -- Markdown, for a merge request -----------------------------------------------------------------------------------------------------------------------


def write_markdown(difference: Difference, words: Texts) -> None:
    """Write the difference as Markdown: the records with their changes, then the findings that come and go."""
    sys.stdout.write("\n".join(_markdown(difference, words)) + "\n")


def _markdown(difference: Difference, words: Texts) -> Iterator[str]:
    yield f"## {words.ui('diff.title')}"
    yield ""
    if not difference.events:
        yield words.ui("diff.same")
        return
    last = ""
    for event in difference.events:
        if event.action == CHANGED and event.path:
            if event.record != last:
                yield f"- **{markdown(plain(event.record))}** {markdown(plain(event.name))}".rstrip()
            yield f"  - {_field(event, words)}"
        else:
            text = markdown(event_text(event, words))
            yield f"- \\{text}" if text.startswith("+") else f"- {text}"
        last = event.record
    counts = Counter(finding.severity for _, finding in difference.new)
    yield ""
    yield f"### {words.ui('diff.effect')}"
    yield ""
    if not difference.new and not difference.gone:
        yield words.ui("diff.no-effect")
        return
    for title, found in (("diff.new", difference.new), ("diff.gone", difference.gone)):
        if found:
            yield f"**{words.ui(title)}** ({len(found)})"
            yield ""
            yield from (f"- {markdown(finding_line(words, finding, '').strip())}" for _, finding in _ordered(found))
            yield ""
    if counts["error"]:
        yield words.ui("diff.errors", n=counts["error"])


def _field(event: Event, words: Texts) -> str:
    label, before, after = map(markdown, field_texts(event, words))
    if event.before is None:
        return f"{label}: \\+ {after}"
    return f"{label}: − {before}" if event.after is None else f"{label}: {before} → {after}"
