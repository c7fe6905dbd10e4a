"""Records on the terminal: a list of a kind, and one record with what it refers to."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from ..audit import Audit
from ..derive.lifetime import is_over
from ..derive.rights import rights_of
from ..findings import Finding
from ..i18n import Texts
from ..model.activity import Activity
from ..model.fields import Field, Nothing, Record, Table, fields_of
from ..model.kinds import BY_NAME, BY_TABLE, Kind
from ..register import reference_of
from .flows import describe
from .json import to_json
from .report import hint, message, source_data
from .safe import plain

if TYPE_CHECKING:
    from rich.console import Console

Cell = Callable[[Audit, Any, Texts], str]


def _term(vocabulary: str, field: str) -> Cell:
    return lambda audit, record, words: words.term(vocabulary, value) if (value := getattr(record, field)) else ""


def _day(field: str) -> Cell:
    return lambda audit, record, words: value.isoformat() if (value := getattr(record, field)) else ""


def _status(audit: Audit, record: Any, words: Texts) -> str:
    return words.term("status", "ended" if is_over(record, audit.on) else "active" if record.status in (None, "ended") else record.status)


def _names(kind: str, field: str) -> Cell:
    def cell(audit: Audit, record: Any, words: Texts) -> str:
        value = getattr(record, field)
        if value is Nothing.NONE:
            return words.ui("none")
        records = audit.register.by_kind(kind)
        return ", ".join(
            records[identity].name or identity if identity in records else identity for identity in ([value] if isinstance(value, str) else value or ())
        )

    return cell


COLUMNS: dict[str, tuple[tuple[str, Cell], ...]] = {
    "activity": (("Activity.status", _status), ("Activity.last_review", _day("last_review"))),
    "processor": (("Processor.service", _term("service", "service")), ("Party.country", _term("place", "country"))),
    "recipient": (("Recipient.kind", _term("recipient-kind", "kind")), ("Party.country", _term("place", "country"))),
    "agreement": (
        ("Agreement.processor", _names("processor", "processor")),
        ("Agreement.signed", _day("signed")),
        ("Agreement.valid_to", _day("valid_to")),
    ),
    "location": (("Location.country", _term("place", "country")), ("Location.provider", _names("processor", "provider"))),
    "certificate": (("Certificate.standard", _term("standard", "standard")), ("Certificate.valid_to", _day("valid_to"))),
    "measure": (("Measure.kind", _term("measure-kind", "kind")), ("Measure.status", _term("measure-status", "status"))),
}
"""The columns of a list, beside id, name and findings: the label of a field, and what stands in the cell."""


_DAYS = ("_review", ".signed", "_to")
"""Columns of dates, which do not wrap."""


def write_list(audit: Audit, kind: Kind, findings: list[Finding], words: Texts, *, color: bool) -> None:
    """Write the records of a kind to standard output, a line each."""
    from rich.table import Table as Grid
    from rich.text import Text

    from .console import make_console
    from .text import STYLE

    console = make_console(color)
    records = audit.register.by_kind(kind.name)
    if not records:
        console.print(Text(words.ui("show.nothing")))
        return
    open_findings = [finding for finding in findings if not finding.accepted]
    count = Counter(finding.record for finding in open_findings)
    worst = {finding.record: finding.severity for severity in ("info", "warning", "error") for finding in open_findings if finding.severity == severity}
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    grid.add_column("id", no_wrap=True)
    grid.add_column(words.label(f"{kind.table.__name__}.name"), overflow="fold", min_width=12)
    columns = COLUMNS[kind.name][-2 if console.width < 100 else 0 :]
    for label, _ in columns:
        grid.add_column(words.label(label), overflow="fold", no_wrap=label.endswith(_DAYS))
    grid.add_column("!", justify="right", no_wrap=True, min_width=2)
    for identity, record in records.items():
        reference = reference_of(record)
        cells = [Text(plain(cell(audit, record, words))) for _, cell in columns]
        marks = Text(str(count[reference] or ""), style=STYLE.get(worst.get(reference, ""), ""))
        grid.add_row(Text(plain(identity)), Text(plain(words.name(record))), *cells, marks)
    console.print(grid)


def write_list_json(audit: Audit, kind: Kind) -> None:
    """Write the records of a kind as JSON, schema ropa.records/1: every field, by its key."""
    records = [record_data(record) for record in audit.register.by_kind(kind.name).values()]
    sys.stdout.write(to_json({"schema": "ropa.records/1", **source_data(audit.register), "kind": kind.name, "records": records}))


def record_data(record: Record) -> dict[str, Any]:
    """A record as plain data: reference, id and every field that is filled in ("none" where that is said)."""
    data: dict[str, Any] = msgspec.to_builtins(record)
    inner = {key: value for key, value in data.items() if key.isidentifier()}
    return {"record": reference_of(record), "id": record.id, **inner}


def write_record(audit: Audit, record: Record, findings: list[Finding], words: Texts, *, color: bool) -> None:
    """Write a record to standard output: every field that is filled in, what it refers to by name, what refers to it, its findings."""
    from rich.text import Text

    from .console import make_console
    from .text import STYLE

    console = make_console(color)
    kind = BY_TABLE[type(record)]
    console.print(
        Text.assemble((plain(str(getattr(record, "name", None) or record.id)), "bold"), (f"  {words.kind(kind.name)}  {plain(reference_of(record))}", "dim"))
    )
    _Page(console, audit, words).table(record, 0)
    if isinstance(record, Activity):
        _derived(console, audit, record, words)
    if named := sorted({reference_of(other) for other in naming(audit, kind.name, record.id)}):
        console.print(Text(f"\n{words.ui('show.referred')}", style="bold"))
        for reference in named:
            console.print(Text(f"  {plain(reference)}"))
    mine = [finding for finding in findings if finding.record == reference_of(record)]
    if mine:
        console.print(Text(f"\n{words.ui('show.findings')}", style="bold"))
        for finding in mine:
            mark = f" ({words.ui('accepted')})" if finding.accepted else ""
            console.print(Text.assemble("  ", (finding.rule.code, STYLE[finding.severity]), f" {message(words, finding)}{mark}"))
            if not finding.accepted and (advice := hint(words, finding)):
                console.print(Text(f"    → {advice}", style="dim"))


def _derived(console: "Console", audit: Audit, activity: Activity, words: Texts) -> None:
    from rich.text import Text

    if activity.role != "processor":
        rights = ", ".join(words.ui(f"rights.{right}") for right in rights_of(activity))
        console.print(Text(f"\n{words.ui('show.rights')}", style="bold"))
        console.print(Text(f"  {rights}"))
    flows = [flow for flow in audit.transfers if flow.activity is activity]
    console.print(Text(f"\n{words.ui('show.transfers')}", style="bold"))
    if not flows:
        console.print(Text(f"  {words.ui('none')}"))
    for flow in flows:
        console.print(Text(f"  {describe(flow, words)}"))


class _Page:
    """Fields and values, indented by how deep they lie."""

    def __init__(self, console: "Console", audit: Audit, words: Texts) -> None:
        self._console, self._audit, self._words = console, audit, words

    def table(self, table: Table, depth: int) -> None:
        for field in fields_of(table.__class__):
            value = getattr(table, field.name)
            if value is None or (field.name == "name" and depth == 0):
                continue
            label = self._words.label(f"{type(table).__name__}.{field.name}")
            if isinstance(value, Table):
                self._line(depth, label, "")
                self.table(value, depth + 1)
            elif isinstance(value, list) and field.table is not None:
                for number, element in enumerate(value, 1):
                    self._line(depth, f"{label} {number}" if len(value) > 1 else label, "")
                    self.table(element, depth + 1)
            else:
                self._line(depth, label, self._value(field, value))

    def _line(self, depth: int, label: str, value: str) -> None:
        from rich.padding import Padding
        from rich.text import Text

        text = Text.assemble((f"{label}: " if value else f"{label}", "cyan"), plain(value))
        self._console.print(Padding(text, (0, 0, 0, 2 * depth + 2), expand=False))

    def _value(self, field: Field, value: Any) -> str:
        match value:
            case Nothing():
                return self._words.ui("none")
            case bool():
                return self._words.ui("yes" if value else "no")
            case date():
                return self._words.date(value)
            case list():
                return "; ".join(self._one(field, item) for item in value)
        return self._one(field, value)

    def _one(self, field: Field, value: Any) -> str:
        facts = field.about
        if facts.terms:
            own = {"data-category": self._audit.register.own_data, "data-subject": self._audit.register.own_subjects}.get(facts.terms, {})
            return own[value].name if value in own else self._words.term(facts.terms, value)
        if facts.ref:
            other = self._audit.register.by_kind(facts.ref).get(value)
            return f"{other.name or value} ({BY_NAME[facts.ref].place.removesuffix('.toml')}/{value})" if other else str(value)
        return str(value)


def naming(audit: Audit, kind: str, identity: str) -> Iterator[Record]:
    """The records that name a record of a kind by its id."""
    for record in audit.register.records():
        if any(value == identity for value in _references(record, kind)):
            yield record


def _references(table: Any, kind: str) -> Iterator[str]:
    for field in fields_of(table.__class__):
        value = getattr(table, field.name)
        if value is None:
            continue
        if field.about.ref == kind:
            yield from [value] if isinstance(value, str) else value
        elif field.table is not None:
            for element in value if field.many else [value]:
                yield from _references(element, kind)
