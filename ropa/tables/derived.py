"""Rows that follow from the files: periods against the law, transfers, findings, what is due."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ..derive import agenda as diary
from ..derive.kept import endless, is_said, kept
from ..derive.retention import Norm, Period, in_force, period_of, span
from ..model.activity import Activity, Data
from ..model.common import Retention
from ..model.fields import Record
from ..register import dotted, reference_of
from .columns import DATE, NUMBER, PATH, PERIOD, TEXTS, YES_NO, Column, cells, plan_of
from .view import View

Rows = Iterator[list[Any]]

_ACTIVITY = Column("activity", ("activity",), ref="activity", first=True)
_RECORD = Column("record", ("record",), ref="record", first=True)

MISSING, ENDLESS = "missing", "endless"

RETENTION = (
    _ACTIVITY,
    Column("nr", ("nr",), NUMBER),
    Column("data", ("Data.category",), terms="data-category"),
    Column("subjects", ("Data.subjects",), TEXTS, "data-subject"),
    Column("period", ("period",), PERIOD),
    *plan_of(Retention).columns,
    Column("general", ("general",), YES_NO),
    Column("norms", ("norms",), TEXTS, "statute"),
    Column("at_least", ("at_least",), PERIOD),
    Column("at_most", ("at_most",), PERIOD),
    Column("verdict", ("verdict",), terms="table:retention"),
    Column("norm", ("norm",), terms="statute"),
    Column("limit", ("limit",), PERIOD),
)


def retention(view: View) -> Rows:
    """For each category of data the period that holds for it, the norms for that category, and where the two differ."""
    audit = view.audit
    verdicts = {(verdict.activity.id, place): verdict for verdict in audit.retention for place in verdict.places}
    judged = {activity.id for activity in audit.as_controller}
    for activity in view.register.activities.values():
        for index, data, period, own in kept(activity):
            verdict = verdicts.get((activity.id, index))
            word = verdict.what if verdict else _plain_verdict(period) if activity.id in judged else None
            yield [
                *(activity.id, index + 1, data.category, data.subjects, period_of(period) if period else None),
                *cells(plan_of(Retention), period or Retention()),
                *(None if period is None else not own, *_norms(view, activity, data, period)),
                *(word, verdict.norm.id if verdict else None, verdict.limit if verdict else None),
            ]


def _plain_verdict(period: Retention | None) -> str | None:
    """What is to be said of a period apart from any norm."""
    if period is None or not is_said(period):
        return MISSING
    return ENDLESS if period.indefinite or (period.until and endless(period.until)) else None


def _norms(view: View, activity: Activity, data: Data, period: Retention | None) -> tuple[list[str] | None, Period | None, Period | None]:
    """The norms for a category of data, the longest of their floors and the shortest of their ceilings.

    Those for some people only (minors, employees) are named by the verdict where they count: nobody can tell from a category whom it is about.
    """
    norms: list[Norm] = [norm for norm in view.audit.retention_norms.get(data.category or "", ()) if not norm.subjects]
    if period and period.statute and (named := in_force(period.statute, view.audit.on)) and named not in norms:
        norms.insert(0, named)
    floors = [norm.floor for norm in norms if norm.floor]
    ceilings = [norm.ceiling for norm in norms if norm.ceiling]
    least = max(floors, key=lambda floor: span(floor).least, default=None)
    most = min(ceilings, key=lambda ceiling: span(ceiling).most, default=None)
    return [norm.id for norm in norms] or None, least, most


TRANSFERS = (
    _ACTIVITY,
    Column("path", ("path",), PATH),
    Column("country", ("country",), terms="place"),
    Column("via", ("via",), terms="table:via"),
    Column("mechanism", ("Safeguard.mechanism",), terms="mechanism"),
    Column("instrument", ("Safeguard.instrument",), terms="instrument"),
    Column("verdict", ("verdict",), terms="table:verdict"),
    Column("reason", ("reason",), terms="table:reason"),
    Column("record", ("said_in",), ref="record", first=True),
    Column("key", ("key",)),
)


def transfers(view: View) -> Rows:
    """Every flow of a live activity out of the EEA, or to nobody knows where, what it rests on, and which key says the country."""
    for flow in view.audit.transfers:
        path = [reference_of(hop) if isinstance(hop, Record) else hop for hop in flow.path]
        edge = flow.edge
        yield [
            *(flow.activity.id, path, flow.country or None, flow.via, flow.mechanism or None, flow.instrument or None, flow.verdict, flow.reason or None),
            *(reference_of(edge.record), dotted(edge.path)),
        ]


AGENDA = (
    Column("day", ("day",), DATE),
    Column("what", ("what",), terms="ui:agenda"),
    Column("record", ("record",)),
    Column("name", ("name",)),
    Column("detail", ("detail",)),
    Column("overdue", ("overdue",), YES_NO),
)


def agenda(view: View) -> Rows:
    """Everything that ends or is due, without a horizon."""
    for due in diary.agenda(view.audit, None):
        named = view.register.get(due.record) is not None
        yield [due.day, due.what, due.record, view.name("record", due.record) if named else due.name, due.detail or None, due.day < view.audit.on]


FINDINGS = (
    Column("severity", ("severity",), terms="ui:severity"),
    Column("rule", ("rule",)),
    Column("name", ("rule_name",)),
    _RECORD,
    Column("message", ("message",)),
    Column("hint", ("hint",)),
    Column("law", ("law",), TEXTS, "citation"),
    Column("accepted", ("accepted",), YES_NO),
    Column("accepted_until", ("accepted_until",), DATE),
    Column("file", ("file",)),
    Column("key", ("key",)),
    Column("line", ("line",), NUMBER),
    Column("column", ("column",), NUMBER),
)


def findings(view: View) -> Rows:
    """What `ropa check` finds, the accepted among it."""
    from ..output.report import as_data

    for finding in view.findings:
        data = as_data(view.register, finding, view.words)
        until: date | None = finding.accepted.until if finding.accepted else None
        yield [until if column.name == "accepted_until" else data[column.name] or (None if column.type != YES_NO else False) for column in FINDINGS]
