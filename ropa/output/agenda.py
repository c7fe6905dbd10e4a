"""The agenda: as a table, as JSON and as a calendar."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from ..audit import Audit
from ..derive.agenda import Due
from ..i18n import Texts
from ..rules import get
from .json import to_json
from .report import source_data
from .safe import plain

if TYPE_CHECKING:
    from rich.table import Table


def table(due: list[Due], audit: Audit, words: Texts) -> "Table":
    """The items as a table for the terminal; what is over is red."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, header_style="bold")
    grid.add_column(words.ui("agenda.day"), no_wrap=True)
    grid.add_column(words.ui("agenda.what"))
    grid.add_column(words.ui("agenda.of"))
    for item in due:
        grid.add_row(
            Text(item.day.isoformat(), style="red" if item.day < audit.on else ""),
            Text(sentence(item, audit, words)),
            Text(plain(_of(item)), style="dim", overflow="fold"),
        )
    return grid


def sentence(item: Due, audit: Audit, words: Texts) -> str:
    """What is due, in words: “certificaat loopt af: ISO 27001 Hosting”."""
    record = audit.register.get(item.record)
    if item.what == "acceptance-ends":
        accepted = get(item.name)
        return plain(f"{words.ui(f'agenda.{item.what}')}: {words.rule(accepted.family, accepted.name)['title'] if accepted else item.name}")
    name = words.country(item.name) if item.record == "law" else item.name if record is None or item.record == "register" else words.name(record)
    text = f"{words.ui(f'agenda.{item.what}')}: {name}"
    return plain(f"{text} ({item.detail})" if item.detail else text)


def _of(item: Due) -> str:
    return "" if item.record == "law" else item.record


def write(due: list[Due], audit: Audit, words: Texts, *, color: bool) -> None:
    """Write the agenda to standard output."""
    from rich.text import Text

    from .console import make_console

    console = make_console(color)
    console.print(table(due, audit, words) if due else Text(words.ui("agenda.nothing")))


def write_json(due: list[Due], audit: Audit) -> None:
    """Write the agenda as JSON, schema ropa.agenda/1."""
    items: list[dict[str, Any]] = [
        {"day": item.day.isoformat(), "what": item.what, "record": item.record, "name": item.name, "detail": item.detail} for item in due
    ]
    sys.stdout.write(to_json({"schema": "ropa.agenda/1", **source_data(audit.register), "as_of": audit.on.isoformat(), "items": items}))


def calendar(due: list[Due], audit: Audit, words: Texts) -> bytes:
    """The agenda as iCalendar (RFC 5545): a whole-day event an item, with a reminder two weeks ahead; the same items give the same bytes."""
    import hashlib
    from datetime import UTC, datetime, time, timedelta

    from icalendar import Alarm, Calendar, Event

    stamp = datetime.combine(audit.on, time(), UTC)
    result = Calendar()
    result.add("prodid", "-//ropa//agenda//NL")
    result.add("version", "2.0")
    result.add("x-wr-calname", plain(f"{words.ui('agenda.title')}: {audit.register.name}"))
    for item in due:
        text = sentence(item, audit, words)
        event = Event()
        digest = hashlib.sha256(
            "\0".join([audit.register.name, item.record, item.what, item.name, item.detail, item.day.isoformat()]).encode("utf-8", "replace")
        ).hexdigest()
        event.add("uid", f"{digest[:32]}@ropa")
        event.add("dtstamp", stamp)
        event.add("dtstart", item.day)
        event.add("dtend", item.day + timedelta(days=1) if item.day < date.max else item.day)
        event.add("summary", text)
        event.add("description", plain(_of(item)))
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", text)
        alarm.add("trigger", timedelta(days=-14))
        event.add_component(alarm)
        result.add_component(event)
    return bytes(result.to_ical())
