"""The retention schedule (Art. 30(1)(f)): over all activities, how long each category of data is kept, from when, and why so long."""

from collections.abc import Iterator

from ...derive.kept import is_said, kept
from ...model.activity import Activity
from ...model.common import Retention
from ..blocks import Block, Grid, Heading, Para, Text
from .fields import grounds_of, term_of, unsaid
from .scope import Scope


def schedule(scope: Scope) -> Iterator[Block]:
    """The schedule: a row for each category and period, with the activities for which it holds."""
    yield Heading(scope.say("schedule"), 2, "schedule")
    rows: dict[tuple[str, str, str], dict[str, Activity]] = {}
    known: dict[int, tuple[str, str]] = {}
    for activity in scope.every:
        for _, data, period, _ in kept(activity):
            said = _said(scope, period, known)
            rows.setdefault((data.category or "", *said), {})[activity.id] = activity
    if not rows:
        yield Para(scope.none)
        return
    order = sorted(rows, key=lambda row: (_category(scope, row[0]).lower(), row[1]))
    table: list[tuple[Text, ...]] = [(_category(scope, row[0]), row[1] or unsaid(scope), row[2], scope.activities(list(rows[row].values()))) for row in order]
    yield Grid((scope.label("Data.category"), scope.label("Data.retention"), scope.say("grounds"), scope.say("activities-head")), table, (22, 26, 26, 26))


def _category(scope: Scope, category: str) -> str:
    return scope.term("data-category", category) if category else scope.say("unsaid")


def _said(scope: Scope, period: Retention | None, known: dict[int, tuple[str, str]]) -> tuple[str, str]:
    """How long, and where that comes from; a period that holds for several categories is put into words once."""
    if period is None or not is_said(period):
        return "", ""
    if (found := known.get(id(period))) is None:
        found = known[id(period)] = term_of(scope, period), grounds_of(scope, period, erased=False)
    return found
