"""The files of the register that a commit touched."""

from collections.abc import Iterable

from ..git.commits import Entry
from ..git.places import Places
from .files import is_told

Sides = dict[str, tuple[str, str]]
"""Files that were touched, by their path in the register, with the ids of their contents before and after ("" where there is no file)."""


def sides_of(entries: Iterable[Entry], places: Places) -> Sides:
    """The files of the register among those that a commit changed; one that moved along with the folder is one file."""
    sides: Sides = {}
    for entry in entries:
        path = places.relative(entry.path)
        if path is None or not is_told(path):
            continue
        before, after = sides.get(path, ("", ""))
        sides[path] = (entry.old or before, entry.new or after)
    return {path: (old, new) for path, (old, new) in sides.items() if old != new} if len(places.folders) > 1 else sides
