"""Adding an acceptance to accepted.toml."""

from datetime import date

from ..errors import Failure
from ..model import kinds
from ..register import Register
from ..rules import get
from .change import Change
from .document import Document
from .records import Place, close_document, layout_failure, open_document


def accept_finding(change: Change, register: Register, rule: str, record: str, *, reason: str, by: str, on: date, until: date) -> None:
    """Accept what a rule finds on a record, from a day (`on`) until a day: an entry more in accepted.toml.

    Raises Failure where there is no such rule or record, where the rule cannot be accepted or finds nothing there, without a reason or a name, where the
    date is past, and where accepted.toml cannot be read or changed.
    """
    from ..findings import check

    chosen = get(rule)
    if chosen is None:
        from ..model.read import nearest
        from ..rules import BY_NAME

        near = nearest(rule, BY_NAME)
        raise Failure("no-rule", value=rule, near=f" ({near}?)" if near else "")
    if chosen.family in "FW":
        raise Failure("not-acceptable", rule=f"{chosen.code} {chosen.name}")
    if not reason.strip() or not by.strip():
        raise Failure("accept-empty")
    if until < on:
        raise Failure("accept-past", date=until.isoformat())
    if not any(finding.record == record and finding.rule is chosen and not finding.accepted for finding in check(register, on)):
        raise Failure("accept-nothing", rule=f"{chosen.code} {chosen.name}", record=record)
    place = Place(kinds.ACCEPTED, "")
    document = open_document(change, place)
    if not isinstance(document.value(("accepted",)), list | None):
        raise Failure("unreadable-file", path=f"{change.root}/{place.file}")
    try:
        _add(document, {"rule": chosen.name, "record": record, "reason": reason, "by": by, "on": on, "until": until})
    except Failure as failure:
        raise layout_failure(failure, change, place) from None
    close_document(change, place, document)


def _add(document: Document, entry: dict[str, object]) -> None:
    there = document.value(("accepted",))
    document.set(("accepted", len(there) if isinstance(there, list) else 0), entry)
