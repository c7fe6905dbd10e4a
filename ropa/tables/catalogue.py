"""The audit tables, in the order of the workbook. A new table is one entry of TABLES, and its title in i18n/LANG/tables.toml."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ..model.activity import ActingFor, Activity, Breach, Cookie, Data, Decision, Purpose, Subjects
from ..model.assets import Acceptance, Agreement, Certificate, Location, Measure, Term
from ..model.common import Document, Safeguard
from ..model.fields import Table
from ..model.organisation import CertificatePolicy, Register
from ..model.parties import Processor, Recipient, Source, SubProcessor
from . import derived, history, records
from .columns import TEXTS, YES_NO, Column, plan_of
from .view import View

Rows = Iterator[list[Any]]


class AuditTable(NamedTuple):
    """One table. Each row has a value for every column: as in the files, so ids and not labels."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[View], Rows]
    upright: bool = False
    """Whether it has one row by nature: people read it as a list of fields."""
    costly: bool = False
    """Whether filling it takes so long that nobody does it only to count its rows."""


def _record(name: str, kind: str, table: type[Table]) -> AuditTable:
    """A table of the records of a kind."""
    return AuditTable(name, plan_of(table).columns, lambda view: records.of_kind(view, kind))


def _inside(name: str, kind: str, field: str, table: type[Table], parent: str = "") -> AuditTable:
    """A table of what stands in a list of a kind of record, with the record's id and the place in the list."""
    columns = (Column(parent or kind, (parent or kind,), ref=kind, first=True), records.PLACE, *plan_of(table).columns)
    return AuditTable(name, columns, lambda view: records.inside(view, kind, field))


def _everywhere(name: str, table: type[Table]) -> AuditTable:
    """A table of what may stand anywhere in a record, with the reference of the record and the key."""
    return AuditTable(name, (*records.WHERE, *plan_of(table).columns), lambda view: records.everywhere(view, table))


def _data() -> AuditTable:
    """Categories of data, with what each is by law: the category tells it, or the record adds it."""
    table = _inside("data", "activity", "data", Data)
    marks = (
        Column("is_special", ("is_special",), TEXTS, "special-category"),
        Column("is_criminal", ("is_criminal",), YES_NO),
        Column("is_national_number", ("is_national_number",), YES_NO),
    )
    return table._replace(columns=(*table.columns, *marks), rows=records.data)


def _but(columns: tuple[Column, ...], name: str, **changes: Any) -> tuple[Column, ...]:
    """The columns, one of them changed."""
    return tuple(column._replace(**changes) if column.name == name else column for column in columns)


TABLES: tuple[AuditTable, ...] = (
    AuditTable("organisation", plan_of(Register).columns[1:], records.organisation, upright=True),
    _record("activities", "activity", Activity),
    _inside("purposes", "activity", "purposes", Purpose),
    _inside("subjects", "activity", "subjects", Subjects),
    _data(),
    AuditTable("retention", derived.RETENTION, derived.retention),
    _record("processors", "processor", Processor),
    _inside("sub-processors", "processor", "sub_processors", SubProcessor, "main_processor"),
    _record("recipients", "recipient", Recipient),
    _record("agreements", "agreement", Agreement),
    AuditTable("transfers", derived.TRANSFERS, derived.transfers),
    _everywhere("safeguards", Safeguard),
    _record("locations", "location", Location),
    _record("certificates", "certificate", Certificate),
    AuditTable("demands", (records.PLACE, *plan_of(CertificatePolicy).columns), records.demands),
    _record("measures", "measure", Measure),
    _inside("controllers", "activity", "controllers", ActingFor),
    _inside("decisions", "activity", "automated_decisions", Decision),
    _inside("cookies", "activity", "cookies", Cookie),
    _inside("breaches", "activity", "breaches", Breach),
    _everywhere("documents", Document),
    _everywhere("sources", Source),
    AuditTable("vocabulary", (*records.TERM, *_but(plan_of(Term).columns, "like", terms="data-category|data-subject")), records.vocabulary),
    AuditTable("findings", derived.FINDINGS, derived.findings),
    AuditTable("accepted", (records.PLACE, *_but(plan_of(Acceptance).columns, "record", ref="record", first=True)), records.accepted),
    AuditTable("agenda", derived.AGENDA, derived.agenda),
    AuditTable("history", history.HISTORY, history.history, costly=True),
)
BY_NAME = {table.name: table for table in TABLES}
