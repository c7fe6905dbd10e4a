"""What comes back every year: a review, a new period of a certificate or an agreement."""

import calendar
import os
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ..errors import Failure
from ..model import kinds
from ..model.fields import fields_of
from ..source.folder import Folder
from ..source.toml import parse
from .change import Change
from .layout import render
from .records import Place, find_record, free_id, open_document, write_key

_MONTHS = 12
"""Months after which a record is reviewed again where the register says nothing (model.organisation.Policy.review_months)."""


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month; never past the end of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def review(change: Change, records: Sequence[str], *, by: str | None, on: date, following: date | None = None) -> None:
    """Note on records that they were looked at on a day, by whom, and when that is due again: by the register's policy, or on the day that is given.

    Raises Failure where there is no such record, or where it is of a kind that is not reviewed.
    """
    if following is not None and following <= on:
        raise Failure("edit.review-past", date=following.isoformat())
    for record in records:
        place = find_record(change, record)
        known = {field.name for field in fields_of(place.table)}
        if "last_review" not in known:
            raise Failure("edit.no-review", record=place.reference)
        write_key(change, place, ("last_review",), on)
        if "next_review" in known:
            write_key(change, place, ("next_review",), following or months_later(on, review_months(change)))
        if "reviewed_by" in known and by:
            write_key(change, place, ("reviewed_by",), by)


def needs_reviewer(change: Change, records: Sequence[str]) -> bool:
    """Whether one of the records says who reviewed it."""
    return any("reviewed_by" in {field.name for field in fields_of(find_record(change, record).table)} for record in records)


def review_months(change: Change) -> int:
    """The months between two reviews, as the register's policy says."""
    data = parse(change.read("register.toml") or b"")[0] or {}
    policy = data.get("policy")
    months = policy.get("review_months") if isinstance(policy, dict) else None
    return months if type(months) is int and 0 < months <= 1200 else _MONTHS


class Renewal(NamedTuple):
    """A new period of a certificate or an agreement."""

    valid_from: date | None
    valid_to: date | None
    """Last day; None: no end date (an agreement may have none)."""


def renewal_of(content: dict[str, Any], on: date) -> Renewal:
    """The period that would follow the one of a record: from the day after it, and as long as it was; a year where it does not say."""
    begin, end = content.get("valid_from"), content.get("valid_to")
    start = end + timedelta(days=1) if type(end) is date and end < date.max else on
    if type(begin) is date and type(end) is date and begin <= end:
        months = (end.year - begin.year) * 12 + end.month - begin.month
        if months_later(begin, months) > end:  # 1 February up to 31 January
            months -= 1
        whole = months_later(begin, months + 1) - timedelta(days=1)
        return Renewal(start, months_later(start, months + 1) - timedelta(days=1) if whole == end else months_later(start, max(months, 1)))
    return Renewal(start, months_later(start, _MONTHS) - timedelta(days=1))


RENEWABLE = (kinds.CERTIFICATE, kinds.AGREEMENT)


def renewable(change: Change, record: str) -> Place:
    """The place of a record that can be renewed. Raises Failure for another."""
    place = find_record(change, record)
    if place.kind not in RENEWABLE:
        raise Failure("edit.no-renewal", record=place.reference)
    return place


class Paper(NamedTuple):
    """What is new on the paper of a renewed certificate or agreement, where it is said."""

    number: str | None = None
    dated: date | None = None
    """When the certificate was issued, or the agreement signed anew."""
    document: str | None = None
    """The path of the file: its SHA-256 is noted."""


def renew(change: Change, place: Place, period: Renewal, paper: Paper, *, on: date, new: str | None = None) -> Place:
    """Give a certificate or an agreement its next period; returns the record that has it.

    An agreement goes on: its last day becomes another, and what it was is in the history. A certificate gets a successor, a record of its own (`new`, else an
    id with the year), with what both have in common; the old one names it. Raises Failure where the period ends before it begins, where there is no such
    document, and where the new id is none or is taken.
    """
    document = {"path": _document(change, paper.document)} if paper.document is not None else {}
    if document and (digest := Folder(change.root).digest(document["path"])):
        document["sha256"] = digest
    if document and paper.dated:
        document["dated"] = paper.dated  # type: ignore[assignment]
    if place.kind is kinds.CERTIFICATE:
        return _succeed(change, place, period, paper, document, on=on, new=new)
    content = open_document(change, place).content
    begin = next((each for key in ("valid_from", "signed") if type(each := content.get(key)) is date), None)
    if begin and period.valid_to and period.valid_to < begin:
        raise Failure("edit.period", begin=begin.isoformat(), end=period.valid_to.isoformat())
    values: dict[str, Any] = {"valid_to": period.valid_to}
    if paper.dated is not None:
        # it held from its first signature on, and goes on doing so
        values |= {"valid_from": begin or paper.dated, "signed": paper.dated, "status": "signed"}
    for key, value in values.items():
        write_key(change, place, (key,), value)
    for key, value in document.items():
        write_key(change, place, ("document", key), value)
    return place


_IN_COMMON = ("standard", "version", "processor", "recipient", "location", "holder", "body", "accreditation", "scope", "covers", "sites")
"""What a certificate has in common with the one that it follows, until someone says otherwise."""


def _succeed(change: Change, place: Place, period: Renewal, paper: Paper, document: dict[str, Any], *, on: date, new: str | None) -> Place:
    """The next certificate, as a record of its own."""
    if period.valid_from and period.valid_to and period.valid_to < period.valid_from:
        raise Failure("edit.period", begin=period.valid_from.isoformat(), end=period.valid_to.isoformat())
    before = open_document(change, place)
    content = before.content
    if isinstance(content.get("replaced_by"), str):
        raise Failure("edit.renewed-already", record=place.reference, other=f"certificates/{content['replaced_by']}")
    if document and isinstance(content.get("document"), dict) and "title" in content["document"]:
        document = {"title": content["document"]["title"], **document}
    data = {key: content[key] for key in _IN_COMMON if key in content}
    data |= {"number": paper.number, "issued": paper.dated, "valid_from": period.valid_from, "valid_to": period.valid_to, "looked_up": on}
    data["document"] = document
    identity = free_id(change, place.kind, new or _with_year(place.id, (period.valid_from or on).year), own=new is not None)
    after = Place(place.kind, identity)
    schema = before.data.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode()
    schema = schema.partition(" ")[2].strip() if schema.startswith("#:schema ") else ""
    change.put(after.file, render(place.table, {key: value for key, value in data.items() if value}, schema=schema).encode())
    write_key(change, place, ("replaced_by",), identity)
    return after


def _with_year(identity: str, year: int) -> str:
    """An id with another year at its end."""
    return f"{re.sub(r'-?(?:19|20)[0-9]{2}$', '', identity)}-{year}"


def _document(change: Change, given: str) -> str:
    """The path of a document from the folder of the register, however it was given."""
    folder = Folder(change.root)
    candidates = [given.replace(os.sep, "/")]
    try:
        candidates.append(os.path.relpath(os.path.realpath(given), os.path.realpath(change.root)).replace(os.sep, "/"))
    except ValueError:
        pass
    for path in candidates:
        if folder.holds(path):
            return path
    raise Failure("edit.no-document", path=given, folder=f"{change.root}/documents")
