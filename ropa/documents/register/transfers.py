"""The transfers outside the EEA (Art. 30(1)(e), 30(2)(c)): to whom, where, on what ground, and what is to be said of that ground."""

from collections.abc import Iterator

from ...model.activity import Activity
from ...output.flows import country_of, mechanism_of, path_of, verdict_of
from ..blocks import Block, Grid, Heading, Para, Text
from .scope import Scope


def transfers(scope: Scope) -> Iterator[Block]:
    """Every way that data take out of the EEA, with the activities that take it."""
    yield Heading(scope.say("transfers.title"), 2, "transfers")
    yield Para(scope.say("transfers.text"), "muted")
    ways: dict[tuple[str, ...], dict[str, Activity]] = {}
    words = scope.words
    via = words.tables()["via"]
    for flow in scope.flows:
        ground = mechanism_of(flow, words) or scope.none
        way = (path_of(flow, words) or words.show(flow.edge.record), f"{country_of(flow, words)} ({via[flow.via]})", ground, verdict_of(flow, words))
        ways.setdefault(way, {})[flow.activity.id] = flow.activity
    if not ways:
        yield Para(scope.none)
        return
    rows: list[tuple[Text, ...]] = [(*way, scope.activities(list(activities.values()))) for way, activities in ways.items()]
    head = ("to", "country", "mechanism", "verdict")
    yield Grid([*(scope.say(f"transfers.{each}") for each in head), scope.say("activities-head")], rows, (23, 18, 20, 19, 20))
