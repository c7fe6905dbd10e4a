"""The transfers outside the EEA (Art. 30(1)(e), 30(2)(c)): to whom, where, on what ground, and what is to be said of that ground."""

from collections.abc import Iterator

from ...derive.transfers import Transfer
from ...model.activity import Activity
from ...output.flows import country_of, mechanism_of, verdict_of
from ..blocks import Block, Grid, Heading, Para, Text
from .scope import Scope


def transfers(scope: Scope) -> Iterator[Block]:
    """Every way that data take out of the EEA, with the activities that take it."""
    yield Heading(scope.say("transfers.title"), 2, "transfers")
    yield Para(scope.say("transfers.text-public" if scope.public else "transfers.text"), "muted")
    ways: dict[tuple[str, ...], dict[str, Activity]] = {}
    via = scope.words.tables()["via"]
    for flow in scope.flows:
        to = path(scope, flow) or scope.words.show(scope.seen(flow.edge.record))
        way = (to, f"{country_of(flow, scope.words)} ({via[flow.via]})", ground(scope, flow), *verdict(scope, flow))
        ways.setdefault(way, {})[flow.activity.id] = flow.activity
    if not ways:
        yield Para(scope.none)
        return
    rows: list[tuple[Text, ...]] = [(*way, scope.activities(list(activities.values()))) for way, activities in ways.items()]
    head = ("to", "country", "mechanism") if scope.public else ("to", "country", "mechanism", "verdict")
    widths = (28, 22, 26, 24) if scope.public else (23, 18, 20, 19, 20)
    yield Grid([*(scope.say(f"transfers.{each}") for each in head), scope.say("activities-head")], rows, widths)


def path(scope: Scope, flow: Transfer) -> str:
    """The way: “Mailchimp → Voorbeeld Hosting”."""
    return " → ".join(scope.words.show(scope.seen(hop)) or scope.words.ui("flows.unnamed") for hop in flow.path)


def ground(scope: Scope, flow: Transfer) -> str:
    """What makes it lawful, with the instrument; that there is none is a verdict, which the public edition has not."""
    return mechanism_of(flow, scope.words) or ("–" if scope.public else scope.none)


def verdict(scope: Scope, flow: Transfer) -> tuple[str, ...]:
    """The verdict of the day; nothing in the public edition."""
    return () if scope.public else (verdict_of(flow, scope.words),)


def describe(scope: Scope, flow: Transfer) -> str:
    """A transfer in a line."""
    words = scope.words
    way = " → ".join([each for each in (path(scope, flow), country_of(flow, words)) if each])
    return scope.semicolon.join([each for each in (f"{way} ({words.tables()['via'][flow.via]})", mechanism_of(flow, words), *verdict(scope, flow)) if each])
