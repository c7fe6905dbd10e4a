"""Which records of a commit are one and the same under another name."""

from .compare import best_pairs, leaves, likeness
from .files import Data

LEAST = 0.5
"""How much two records must have in common to be one that was renamed."""
_MOST_PAIRS = 10_000
"""Pairs that are weighed; where there are more, only records that are wholly the same are taken for renamed."""


def find_renames(old: dict[str, Data], new: dict[str, Data]) -> dict[str, str]:
    """The renames between two versions of the records of one kind that a commit touched: the reference now, and the reference before.

    Candidates are the records that went or came, and those whose name changed: two may have swapped their files.
    """
    gone = {reference: data for reference, data in old.items() if _moved(reference, new, data)}
    came = {reference: data for reference, data in new.items() if _moved(reference, old, data)}
    if not gone or not came or (len(gone) == len(came) == 1 and gone.keys() == came.keys()):
        return {}
    found: dict[str, str] = {}
    same: dict[str, list[str]] = {}
    for before, data in gone.items():
        same.setdefault(repr(data), []).append(before)
    for after, data in came.items():
        if equals := same.get(repr(data)):
            found[after] = equals.pop(0)
    taken = set(found.values())
    gone = {reference: data for reference, data in gone.items() if reference not in taken}
    came = {reference: data for reference, data in came.items() if reference not in found}
    if len(gone) * len(came) <= _MOST_PAIRS:
        left = {reference: leaves(data) for reference, data in gone.items()}
        right = {reference: leaves(data) for reference, data in came.items()}
        scored = [(likeness(a, b), before, after) for before, a in left.items() for after, b in right.items()]
        scored.sort(key=lambda pair: (-pair[0], pair[1] != pair[2], pair[1], pair[2]))  # where it is all the same, a record is itself
        found |= {after: before for before, after in best_pairs(scored, LEAST)}
    return {after: before for after, before in found.items() if after != before}


def _moved(reference: str, other: dict[str, Data], data: Data) -> bool:
    return reference not in other or other[reference].get("name") != data.get("name")
