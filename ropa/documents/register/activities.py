"""Part A: the activities for which the organisation is responsible (Art. 30(1)), one after the other; those that ended last."""

from collections.abc import Iterator, Sequence

from ...derive.rights import ALWAYS
from ...model.activity import Activity
from ...model.fields import Nothing
from ..blocks import Block, Fact, Facts, Heading, Para, Span, Text
from . import details
from .fields import capital, chain, document, facts_of, led, lines, said, several, unsaid, value_of
from .parties import joint_controllers
from .scope import Scope, joined
from .summary import dpia_status
from .transfers import describe

PLACED = frozenset(
    {
        *("name", "description", "role", "status", "started", "ended", "end_reason", "created", "owner", "function", "process", "auxiliary"),
        *("operations", "last_review", "next_review", "reviewed_by", "purposes", "subjects", "data", "retention", "processors", "recipients"),
        *("joint_controllers", "arrangement", "locations", "technologies", "combination", "measures"),
        *("large_scale", "automated_decisions", "dpia", "risk", "cookies", "rights", "erased", "not_erased_reason", "breaches", "documents"),
    }
)
"""Fields of an activity that have a place of their own; any other is printed after them."""


def part(scope: Scope) -> Iterator[Block]:
    """The whole part."""
    yield Heading(scope.say("part.controller"), 1, "part-controller")
    yield Para(scope.say("part.controller-text"), "muted")
    yield Para(scope.say("part.rights-text", rights=[scope.words.ui(f"rights.{right}") for right in ALWAYS]), "muted")
    if not scope.controller and not scope.controller_ended:
        yield Para(scope.none)
    for activity in (*scope.controller, *scope.controller_ended):
        yield from section(scope, activity)


def section(scope: Scope, activity: Activity) -> Iterator[Block]:
    """One activity."""
    yield from head(scope, activity)
    yield from details.purposes(scope, activity)
    yield from details.people(scope, activity)
    yield from details.data(scope, activity)
    yield details.section(scope, "section.recipients")
    yield Facts(list(recipients(scope, activity)))
    yield from tail(scope, activity, PLACED)


def head(scope: Scope, activity: Activity) -> Iterator[Block]:
    """What an activity is: its name, how it stands, and who answers for it."""
    over = activity.id in scope.ended
    yield Heading(scope.say("ended-title", name=scope.titled(activity)) if over else scope.titled(activity), 2, f"activities/{activity.id}")
    status = scope.term("status", "ended" if over else "active" if activity.status in (None, "ended") else activity.status)
    role = scope.term("role", activity.role or "controller")
    yield Para((Span(capital(status), "strong"), f" · {role} · activities/{activity.id}"), "under")
    if activity.description:
        yield Para(activity.description, "lead")
    rows = [
        Fact(scope.label("Activity.owner"), activity.owner or (unsaid(scope) if scope.shows(Activity, "owner") else "")),
        Fact(scope.say("course"), said(scope, activity, _COURSE)),
        Fact(scope.label("Activity.function"), led(scope, activity, "function", ("process", "auxiliary", "operations"))),
    ]
    if rows := [row for row in rows if row.value]:
        yield Facts(rows)


_COURSE = ("started", "created", "ended", "end_reason", "last_review", "next_review", "reviewed_by")


# -- who gets the data ---------------------------------------------------------------------------------------------------------------------------------


def recipients(scope: Scope, activity: Activity) -> Iterator[Fact]:
    """Who gets the data, where that is, and what makes it lawful there."""
    processors, others = _named(scope, activity)
    yield Fact(scope.label("Activity.processors"), _parties(scope, "processor", processors, activity.processors))
    yield Fact(scope.label("Activity.recipients"), _parties(scope, "recipient", others, activity.recipients))
    if activity.joint_controllers or activity.arrangement or activity.role == "joint-controller":
        joint = joint_controllers(scope, activity.joint_controllers) if activity.joint_controllers else unsaid(scope)
        yield Fact(scope.label("Activity.joint_controllers"), joint)
        arrangement: Text = (scope.link("agreement", activity.arrangement),) if activity.arrangement else unsaid(scope)
        if not scope.public or any(each.id == activity.arrangement for each in scope.agreements):
            yield Fact(scope.label("Activity.arrangement"), arrangement)
    yield Fact(scope.say("transfers.title"), transfers(scope, activity))


def _named(scope: Scope, activity: Activity) -> tuple[list[str], list[str]]:
    """The processors and the other recipients that an activity, one of its data or a cookie names, each once."""
    processors = list(activity.processors or ())
    others = list(activity.recipients or ())
    for data in activity.data or ():
        processors += data.processors or ()
        others += data.recipients or ()
    processors += [cookie.processor for cookie in activity.cookies or () if cookie.processor]
    return list(dict.fromkeys(processors)), list(dict.fromkeys(others))


def _parties(scope: Scope, kind: str, identities: Sequence[str], value: Sequence[str] | Nothing | None) -> Text:
    """Parties, a line each, with what they are and where."""
    if not identities:
        return scope.none if value is Nothing.NONE else unsaid(scope)
    records = scope.register.by_kind(kind)
    return lines(*((scope.link(kind, identity), scope.party_note(records.get(identity))) for identity in identities))


def transfers(scope: Scope, activity: Activity) -> Text:
    """The transfers of an activity; that there are none, as far as is filled in."""
    if activity.id in scope.ended:
        return scope.say("transfers.ended")
    flows = scope.flows_of.get(activity.id)
    if flows:
        return lines(*dict.fromkeys(describe(scope, flow) for flow in flows))
    asked = (activity.processors, activity.locations, activity.recipients if activity.role != "processor" else Nothing.NONE)
    return scope.none if None not in asked else scope.say("transfers.as-far")


# -- the rest ------------------------------------------------------------------------------------------------------------------------------------------


def tail(scope: Scope, activity: Activity, placed: frozenset[str]) -> Iterator[Block]:
    """Where the data are and how they are protected, what was assessed, and everything else that is filled in."""
    yield details.section(scope, "section.security")
    yield Facts(list(_security(scope, activity)))
    yield details.section(scope, "section.assessment")
    yield Facts(list(_assessment(scope, activity)))
    rest = [*_particular(scope, activity), *facts_of(scope, activity, without=placed)]
    if rest:
        yield details.section(scope, "section.more")
        yield Facts(rest)


def _security(scope: Scope, activity: Activity) -> Iterator[Fact]:
    places = list(dict.fromkeys([*(activity.locations or ()), *(place for data in activity.data or () for place in data.locations or ())]))
    yield Fact(
        scope.label("Activity.locations"), lines(*dict.fromkeys((scope.link("location", each), scope.place_note(each)) for each in places)) or unsaid(scope)
    )
    if activity.technologies:
        yield Fact(scope.label("Activity.technologies"), several(activity.technologies))
    if activity.combination:
        yield Fact(scope.label("Activity.combination"), activity.combination)
    if scope.public:  # part C has the kinds of measures, which is the general description that Art. 30(1)(g) asks for
        return
    measures: Text = joined([scope.link("measure", each) for each in activity.measures], "; ") if activity.measures else unsaid(scope)
    yield Fact(scope.label("Activity.measures"), measures)


def _assessment(scope: Scope, activity: Activity) -> Iterator[Fact]:
    """What was assessed: decisions, impact, risk; for a processor only what it says itself, for these are the controller's."""
    own = activity.role != "processor"
    if own or activity.automated_decisions is not None:
        yield Fact(scope.say("decisions"), _several(scope, activity, "automated_decisions"))
    if own or activity.dpia is not None or activity.large_scale is not None:
        told = chain(scope, _dpia(scope, activity), said(scope, activity, ("large_scale",)))
        if told:
            yield Fact(scope.label("Activity.dpia"), told)
    if activity.risk is not None:
        yield Fact(scope.label("Activity.risk"), led(scope, activity.risk, "level"))
    rights = scope.rights(activity) if own else ""
    if own or activity.rights:
        yield Fact(scope.label("Activity.rights"), lines(rights, activity.rights or ""))
    if activity.erased is not None or activity.not_erased_reason:
        yield Fact(scope.label("Activity.erased"), led(scope, activity, "erased", ("not_erased_reason",)))


def _dpia(scope: Scope, activity: Activity) -> str:
    """The impact assessment; in public only whether one is required, and when it was done."""
    dpia = activity.dpia
    if not scope.public:
        return led(scope, dpia, "status") if dpia else scope.say("unsaid")
    return chain(scope, dpia_status(scope, dpia.status), said(scope, dpia, ("done",))) if dpia and dpia.status else ""


def _several(scope: Scope, activity: Activity, name: str) -> Text:
    """A list of tables that may be said to be empty."""
    value = getattr(activity, name)
    if value is None:
        return unsaid(scope)
    return value_of(scope, next(field for each, _, field in scope.plan(Activity) if each == name), value) if value else scope.none


def _particular(scope: Scope, activity: Activity) -> Iterator[Fact]:
    """Cookies, breaches and evidence: a line each."""
    if activity.cookies is not None:
        yield Fact(scope.label("Activity.cookies"), _several(scope, activity, "cookies"))
    if activity.breaches is not None and not scope.public:
        yield Fact(scope.label("Activity.breaches"), _several(scope, activity, "breaches"))
    if activity.documents:
        yield Fact(scope.label("Activity.documents"), lines(*(document(scope, each, digest=False) for each in activity.documents)))
