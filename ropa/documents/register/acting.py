"""Part B: what the organisation does on behalf of others (Art. 30(2)): for whom, which categories of processing, and how it is protected."""

from collections.abc import Iterator

from ... import law
from ...model.activity import ActingFor, Activity
from ..blocks import Block, Fact, Facts, Heading, Para, Text
from . import details
from .activities import PLACED, head, recipients, tail
from .fields import contact, facts_of, several, unsaid
from .scope import Scope


def part(scope: Scope) -> Iterator[Block]:
    """The whole part."""
    yield Heading(scope.say("part.processor"), 1, "part-processor")
    yield Para(scope.say("part.processor-text"), "muted")
    if not scope.processor and not scope.processor_ended:
        yield Para(scope.none)
    for activity in (*scope.processor, *scope.processor_ended):
        yield from _section(scope, activity)


def _section(scope: Scope, activity: Activity) -> Iterator[Block]:
    yield from head(scope, activity)
    yield details.section(scope, "section.controllers")
    if not activity.controllers:
        yield Facts([Fact(scope.label("Activity.controllers"), unsaid(scope))])
    for each in activity.controllers or ():
        yield Facts(list(_controller(scope, each)))
    categories = several(activity.processing_categories) if activity.processing_categories else unsaid(scope)
    yield Facts([Fact(scope.label("Activity.processing_categories"), categories)])
    if activity.purposes:
        yield from details.purposes(scope, activity)
    if activity.subjects:
        yield from details.people(scope, activity)
    if activity.data or activity.retention:
        yield from details.data(scope, activity)
    yield details.section(scope, "section.recipients")
    yield Facts(list(recipients(scope, activity)))
    yield from tail(scope, activity, PLACED.union(("controllers", "processing_categories")))


def _controller(scope: Scope, each: ActingFor) -> Iterator[Fact]:
    """One controller acted for, with everyone whom the law wants named (Art. 30(2)(a))."""
    yield Fact(scope.say("acting-for"), each.name or unsaid(scope))
    if scope.shows(ActingFor, "contact"):
        yield Fact(scope.label("ActingFor.contact"), contact(scope, each.contact) if each.contact else unsaid(scope))
        yield Fact(scope.label("ActingFor.representative"), contact(scope, each.representative) if each.representative else _no_agent(scope, each))
        yield Fact(scope.label("ActingFor.dpo"), contact(scope, each.dpo) if each.dpo else unsaid(scope))
    yield from facts_of(scope, each, without=("name", "contact", "representative", "dpo"))


def _no_agent(scope: Scope, each: ActingFor) -> Text:
    """Art. 27 asks for a representative only of those outside the Union."""
    address = each.contact.address if each.contact else None
    country = each.country or (address.country if address else None)
    return scope.say("not-needed") if country and law.in_eea(country, scope.on) else unsaid(scope)
