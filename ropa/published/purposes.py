"""Purposes, by likeness: words alone do not tell whether two sentences mean the same, so nothing here is more than a hint of where to look."""

from typing import TYPE_CHECKING, NamedTuple

from ..model.activity import Activity, Purpose
from .blocks import ITEM, ROW, Quote
from .mentions import stems_of

if TYPE_CHECKING:
    from .compare import Comparison

MOST = 400
"""Purposes that are compared: nobody reads a list of more."""
_ENOUGH = 0.4


class Unrecognised(NamedTuple):
    """A purpose of the register whose words are nowhere together in the text."""

    activity: Activity
    place: int
    purpose: Purpose


class Likeness(NamedTuple):
    """What was recognised."""

    recognised: int
    unrecognised: list[Unrecognised]
    unknown: list[Quote]
    """Items of the text about purposes that are like none of the register's."""


def compare_purposes(comparison: "Comparison") -> Likeness:
    """Look for every purpose of the register in the text, and for the purposes that the text lists in the register."""
    mentions = comparison.mentions
    passages = [(passage, stems_of(passage.block.text, mentions.stop)) for passage in mentions.passages]
    holders: dict[str, list[int]] = {}
    for number, (_, stems) in enumerate(passages):
        for stem in stems:
            holders.setdefault(stem, []).append(number)
    recognised = 0
    unrecognised: list[Unrecognised] = []
    all_stems: list[frozenset[str]] = []
    told = {activity.id for activity in comparison.expected.told}
    for activity in comparison.expected.compared[:MOST]:
        name = stems_of(activity.name, mentions.stop)
        for place, purpose in enumerate(activity.purposes or ()):
            if recognised + len(unrecognised) >= MOST:
                break
            wanted = stems_of(purpose.purpose or "", mentions.stop)
            if not wanted:
                continue
            all_stems.append(wanted | name)
            if activity.id not in told:
                continue
            if _likeness(wanted | name, wanted, holders) >= _ENOUGH:
                recognised += 1
            else:
                unrecognised.append(Unrecognised(activity, place, purpose))
    unknown = []
    for number, (passage, stems) in enumerate(passages):
        above = mentions.heading(passage)
        if passage.block.kind == ROW and number and passages[number - 1][0].block.kind != ROW:
            continue  # the head of a table
        listed = passage.block.kind in (ITEM, ROW) and above is not None and any(each.id == "purposes" for each in above.of("strong"))
        if listed and len(stems) >= 2 and all(stems.isdisjoint(other) for other in all_stems):
            unknown.append(mentions.around(passage))
    return Likeness(recognised, unrecognised, unknown)


def _likeness(wide: frozenset[str], wanted: frozenset[str], holders: dict[str, list[int]]) -> float:
    """The largest part of the words of a purpose (and of the name of its activity) that stand in one passage or the next."""
    counts: dict[int, int] = {}
    for stem in wide:
        for number in holders.get(stem, ())[:200]:
            counts[number] = counts.get(number, 0) + 1
    if not counts:
        return 0.0
    best = max(count + 0.5 * counts.get(number + 1, 0) for number, count in counts.items())
    return best / len(wanted)
