"""What a merge did itself: values that no side had, and changes of one side that it did not take over."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..git.commits import Commit, Pairs
from ..git.places import Places
from .ancestors import Ancestors
from .changeset import Changed, events_of
from .contents import Contents
from .events import ADDED, READABLE, RENAMED, UNREADABLE, Event, Step
from .files import Broken, is_document, kind_of, name_of, reference_of
from .sides import Sides, sides_of

_FEW = 100
"""Files that are looked up one by one; for more all of what changed since is asked for."""


class Merge(NamedTuple):
    """A merge: for each parent the files that differ from it, with the ids of their contents there and in the merge."""

    commit: Commit
    sides: list[Sides]

    @property
    def touched(self) -> bool:
        """Whether any file differs from any parent."""
        return any(self.sides)


class Merges:
    """The merges of a history, looked at when the commits before them are known."""

    def __init__(self, contents: Contents, pairs: Pairs, places: Places) -> None:
        """Take the contents of files, what differs between trees, and where the register has been."""
        self._contents = contents
        self._pairs = pairs
        self._places = places
        self._ancestors = Ancestors()
        self.waiting: list[tuple[Step, Merge, set[str]]] = []
        """Merges that are still to be looked at, with the names of the record that is told of."""

    def note(self, commit: Commit) -> None:
        """Know a commit and what it was made on; children come before parents."""
        self._ancestors.note(commit)

    def read(self, commit: Commit, choose: Callable[[Sides], Sides]) -> Merge:
        """What differs between a merge and each of its parents, of the files that are chosen."""
        trees = [self._contents.tree_of(parent) for parent in commit.parents]
        return Merge(commit, [choose(sides_of(self._pairs.between(tree, commit.tree), self._places)) if tree else {} for tree in trees])

    def renames(self, merge: Merge) -> Iterator[tuple[str, dict[str, str]]]:
        """Each parent, with the names there of the records that have another one in the merge."""
        for parent, sides in zip(merge.commit.parents, merge.sides, strict=False):
            yield parent, {event.record: event.earlier for event in self._between(sides) if event.action == RENAMED}

    def finish(self, told: Callable[[Step, list[Event], set[str]], None]) -> None:
        """Tell what each merge that waits did."""
        for step, merge, names in self.waiting:
            told(step, self._events(merge), names)

    # -- events ----------------------------------------------------------------------------------------------------------------------------------

    def _between(self, sides: Sides) -> list[Event]:
        """What happened to the files that can be read on both sides."""
        files = []
        for path, (before, after) in sides.items():
            was, now = (None, None) if is_document(path) else (self._contents.get(before), self._contents.get(after))
            if not isinstance(was, Broken) and not isinstance(now, Broken):
                files.append(Changed(path, before, after, was, now))
        return events_of(files)[0]

    def _events(self, merge: Merge) -> list[Event]:
        events = self._unreadable(merge)
        parents = merge.commit.parents
        bases = self._ancestors.bases(parents)
        everywhere = set.intersection(*map(set, merge.sides))
        chosen = [self._matters(parent, sides, everywhere, bases) for parent, sides in zip(parents, merge.sides, strict=True)]
        by_parent = [self._between(sides) for sides in chosen]
        made = [{_key(event) for event in each} for each in by_parent]
        for number, found in enumerate(by_parent):
            own: list[Event] | None = None
            for event in found:
                if all(_key(event) in keys for keys in made):
                    if number == 0:
                        events.append(event)
                    continue
                if own is None:
                    own = self._own(parents[number], bases)
                if any(_concerns(change, event) for change in own):
                    events.append(event)
        return events

    def _matters(self, parent: str, sides: Sides, everywhere: set[str], bases: list[str]) -> Sides:
        """Of the files that a merge has otherwise than one side: those that no side has so, and those that this side had changed.

        Nearly all others were changed on another side, and the merge took that over.
        """
        if len(sides) <= _FEW or not bases:
            changed = {path for path, (before, after) in sides.items() if self._is_own(path, before, len(before or after), bases)}
        else:
            trees = [(self._contents.tree_of(base), self._contents.tree_of(parent)) for base in bases]
            changed = {path for pair in trees for path in sides_of(self._pairs.between(*pair), self._places)}
        chosen = {path for path in sides if path in everywhere or path in changed}
        if any(not sides[path][1] for path in chosen):  # what went may have come under another name
            chosen |= {path for path, (before, _) in sides.items() if not before}
        return {path: side for path, side in sides.items() if path in chosen}

    def _is_own(self, path: str, before: str, length: int, bases: list[str]) -> bool:
        """Whether a side has a file otherwise than the commits that all sides were made on."""
        return not bases or any(self._contents.id_at(base, self._places.paths(path), length) != before for base in bases)

    def _unreadable(self, merge: Merge) -> list[Event]:
        """Files that cannot be read in the merge alone, or in it alone can."""
        events: list[Event] = []
        for path in dict.fromkeys(path for sides in merge.sides for path in sides if kind_of(path)):
            here = [sides[path] for sides in merge.sides if path in sides]
            if len(here) < len(merge.sides):
                continue  # as one of the sides has it
            now = self._contents.get(here[0][1])
            before = [self._contents.get(old) for old, _ in here]
            reference = reference_of(path)
            if isinstance(now, Broken) and not any(isinstance(each, Broken) for each in before):
                was = next((each for each in before if isinstance(each, dict)), None)
                events.append(Event(UNREADABLE, reference, name_of(reference, was), (), None, now.why, reference))
            elif isinstance(now, dict) and all(isinstance(each, Broken) for each in before):
                events.append(Event(READABLE, reference, name_of(reference, now), earlier=reference))
        return events

    def _own(self, parent: str, bases: list[str]) -> list[Event]:
        """What the side of a parent changed since it parted from the others; of several bases, what it has otherwise than all of them."""
        events: list[Event] = []
        for number, base in enumerate(bases):
            trees = [self._contents.tree_of(commit) for commit in (base, parent)]
            since = self._between(sides_of(self._pairs.between(*trees), self._places))
            keys = {_key(event) for event in since}
            events = [event for event in events if _key(event) in keys] if number else since
        return events


def _key(event: Event) -> tuple[str, tuple[str, ...]]:
    """What an event is about: a field, or whether the record is there at all."""
    return event.record, event.path


def _concerns(change: Event, event: Event) -> bool:
    """Whether a change of one side is about what an event takes back: the same field of the record as that side calls it, or a part of it.

    Whether a record is there and what it is called is one thing, what it says another; only who added a record set all of its fields.
    """
    if change.record != (event.earlier or event.record):
        return False
    if not event.path:
        return not change.path
    if not change.path:
        return change.action == ADDED
    short, long = sorted((change.path, event.path), key=len)
    return long[: len(short)] == short
