"""The summary: what an inspector asks first, with where in the document it stands."""

from collections.abc import Iterable, Iterator
from functools import cache

from ... import law
from ...derive.agenda import Due, agenda
from ...findings import summary as counted
from ...i18n.citations import cite
from ...model.activity import Activity
from ...output.agenda import sentence
from ...output.flows import country_of
from ..blocks import Block, Fact, Facts, Grid, Heading, Para, Text
from .fields import unsaid
from .picture import flow_picture
from .scope import Scope
from .transfers import ground, verdict

_MOST_DUE = 25
"""Ends and dues that the summary lists."""


def summary(scope: Scope) -> Iterator[Block]:
    """The summary."""
    yield Heading(scope.say("summary.title"), 1, "summary")
    yield Facts(list(_at_a_glance(scope)))
    yield from _bases(scope)
    yield from _marked(scope)
    yield from _transfers(scope)
    if not scope.public:
        yield from _due(scope)
    yield from flow_picture(scope)


def _at_a_glance(scope: Scope) -> Iterator[Fact]:
    """What there is of each kind, and what there is none of."""
    live = scope.live
    yield Fact(scope.label("Activity.status"), _counts(scope, "status", (_status(each, scope) for each in scope.every)))
    roles = _counts(scope, "role", (each.role or "controller" for each in live))
    yield Fact(scope.label("Activity.role"), scope.say("summary.without-ended", counts=roles) if scope.ended and live else roles)
    joint = [each for each in live if each.role == "joint-controller" or each.joint_controllers]
    yield Fact(scope.label("Activity.joint_controllers"), scope.activities(joint))
    yield Fact(scope.label("Activity.automated_decisions"), _told(scope, "automated_decisions"))
    if dpias := _dpias(scope):
        yield Fact(scope.say("summary.dpia"), dpias)
    if not scope.public:
        yield Fact(scope.say("summary.breaches"), _told(scope, "breaches"))
        counts = counted(scope.findings)
        open_now = ", ".join(scope.words.ui(f"count.{severity}.{'one' if n == 1 else 'many'}", n=n) for severity, n in counts.items() if n)
        yield Fact(scope.say("summary.open"), open_now or scope.none)


def _status(activity: Activity, scope: Scope) -> str:
    if activity.id in scope.ended:
        return "ended"
    return "active" if activity.status in (None, "ended") else str(activity.status)


def _counts(scope: Scope, vocabulary: str, values: Iterable[str]) -> str:
    """How many there are of each value."""
    found: dict[str, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return ", ".join(f"{scope.term(vocabulary, value)} ({count})" for value, count in found.items()) or scope.none


def _told(scope: Scope, field: str) -> Text:
    """The activities that have something, and how many do not say whether they do."""
    some = [each for each in scope.controller if getattr(each, field)]
    open_ones = [each for each in scope.controller if getattr(each, field) is None]
    text = scope.activities(some) if some or not open_ones else ""
    if not open_ones or scope.public:
        return text or unsaid(scope)
    told = scope.count("summary.unsaid", len(open_ones))
    return (*((text,) if isinstance(text, str) else text), f"{'; ' if text else ''}{told}")


def _dpias(scope: Scope) -> str:
    found = [each.dpia.status if each.dpia and each.dpia.status else "" for each in scope.controller]
    missing = found.count("")
    told = [dpia_status(scope, status) for status in found if status]
    parts = [f"{status} ({told.count(status)})" for status in dict.fromkeys(told)]
    if missing and not scope.public:
        parts.append(scope.count("summary.unsaid", missing))
    return ", ".join(parts) or ("" if missing else scope.none)


def dpia_status(scope: Scope, status: str) -> str:
    """How far an impact assessment is; in public, one that is not done is required."""
    return scope.say("dpia-required") if scope.public and status in ("to-do", "in-progress") else scope.term("dpia-status", status)


def _bases(scope: Scope) -> Iterator[Block]:
    """Activities by legal basis; one with two bases stands at both."""
    found: dict[str, list[Activity]] = {}
    for activity in scope.controller:
        for basis in dict.fromkeys(purpose.basis or "" for purpose in activity.purposes or ()) or ("",):
            found.setdefault(basis, []).append(activity)
    if scope.public:
        found.pop("", None)  # how many lack one is for own use
    yield Heading(scope.say("summary.bases"), 2, "summary-bases")
    if not found:
        yield Para(scope.none)
        return
    order = [*(basis for basis in law.terms("legal-basis") if basis in found), *(basis for basis in found if basis not in law.terms("legal-basis"))]
    yield Grid(
        (scope.label("Purpose.basis"), scope.say("article"), scope.say("number"), scope.say("activities-head")),
        [(_basis(scope, basis), article(scope, basis), str(len(found[basis])), scope.activities(found[basis])) for basis in order],
        (26, 23, 11, 40),
    )


def _basis(scope: Scope, basis: str) -> Text:
    return scope.term("legal-basis", basis) if basis else unsaid(scope)


def article(scope: Scope, basis: str) -> str:
    """The article of a legal basis."""
    return _cited(basis, scope.words.language)


@cache
def _cited(basis: str, language: str) -> str:
    facts = law.terms("legal-basis").get(basis)
    return cite(facts["cite"], language) if facts else ""


def _marked(scope: Scope) -> Iterator[Block]:
    """Special categories, criminal data and national numbers, with the activities that have them."""
    yield Heading(scope.say("summary.special"), 2, "summary-special")
    rows: dict[tuple[str, str], dict[str, Activity]] = {}
    for activity in scope.live:
        for data in activity.data or ():
            for mark in scope.marks_of(data):
                rows.setdefault(mark, {})[activity.id] = activity
    if not rows:
        yield Para(scope.none)
        return
    order = sorted(rows, key=lambda mark: (("special", "criminal", "national_number").index(mark[0]), mark[1]))
    yield Grid(
        (scope.say("summary.kind"), scope.say("article"), scope.say("number"), scope.say("activities-head")),
        [(scope.mark(mark), scope.say(f"mark.{mark[0]}-article"), str(len(rows[mark])), scope.activities(list(rows[mark].values()))) for mark in order],
        (26, 23, 11, 40),
    )


def _transfers(scope: Scope) -> Iterator[Block]:
    """Transfers by country, mechanism and verdict."""
    yield Heading(scope.say("summary.transfers"), 2, "summary-transfers")
    rows: dict[tuple[str, ...], dict[str, Activity]] = {}
    for flow in scope.flows:
        key = (country_of(flow, scope.words), ground(scope, flow), *verdict(scope, flow))
        rows.setdefault(key, {})[flow.activity.id] = flow.activity
    if not rows:
        yield Para(scope.none)
        return
    yield Grid(
        [*(scope.say(f"transfers.{each}") for each in ("country", "mechanism", *(() if scope.public else ("verdict",)))), scope.say("activities-head")],
        [(*row, scope.activities(list(activities.values()))) for row, activities in rows.items()],
        (24, 40, 36) if scope.public else (18, 24, 28, 30),
    )


def _due(scope: Scope) -> Iterator[Block]:
    """What ends or is due within the notice period, and what is overdue."""
    days = scope.audit.notice_days
    due = [each for each in agenda(scope.audit, days) if _concerns(scope, each)]
    yield Heading(scope.say("summary.due", days=days), 2, "summary-due")
    if not due:
        yield Para(scope.none)
        return
    rows = [(scope.day(each.day), _sentence(scope, each)) for each in due[:_MOST_DUE]]
    yield Grid((scope.say("summary.day"), scope.say("summary.what")), rows, (22, 78))
    if len(due) > _MOST_DUE:
        yield Para(scope.say("more", n=len(due) - _MOST_DUE), "muted")


def _sentence(scope: Scope, due: Due) -> str:
    text = sentence(due, scope.audit, scope.words)
    return f"{text} {scope.say('summary.overdue')}" if due.day < scope.on else text


def _concerns(scope: Scope, due: Due) -> bool:
    """Whether something due is about what is printed."""
    folder, _, identity = due.record.partition("/")
    if scope.named is None or not identity:
        return True
    return identity in scope.numbers if folder == "activities" else any(key[1] == identity for key in scope.named)
