"""What a merge did itself: values that no side had, and changes of one side that it did not take over."""

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from ..git.commits import Commit, Entry, Pairs
from ..git.places import Places, empty_tree
from .contents import Contents
from .events import READABLE, RENAMED, UNREADABLE, Event, Step, differences
from .files import Broken, Content, Data, is_document, kind_of, name_of, records_of, reference_of
from .sides import Sides, sides_of


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
        self._order: dict[str, int] = {}
        self._parents: dict[str, list[str]] = {}
        self.waiting: list[tuple[Step, Merge, set[str]]] = []
        """Merges that are still to be looked at, with the names of the record that is told of."""

    def note(self, commit: Commit) -> None:
        """Know a commit and what it was made on; children come before parents."""
        self._order[commit.id] = len(self._order)
        self._parents[commit.id] = commit.parents

    def is_merge(self, commit: Commit, entries: list[Entry]) -> bool:
        """Whether git left out what a commit changed because it has several parents (of which some may not touch the register)."""
        return len(commit.parents) > 1 or not entries

    def read(self, commit: Commit, choose: Callable[[Sides], Sides]) -> Merge:
        """What differs between a merge and each of its parents, of the files that are chosen."""
        trees = [self._contents.tree_of(parent) for parent in commit.parents] or [empty_tree(commit.tree)]
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
        old: dict[str, Data] = {}
        new: dict[str, Data] = {}
        for path, (before, after) in sides.items():
            if not is_document(path):
                old |= records_of(path, self._contents.get(before))
                new |= records_of(path, self._contents.get(after))
        return differences(old, new)

    def _events(self, merge: Merge) -> list[Event]:
        events, readable = self._unreadable(merge)
        by_parent = [self._between(sides) for sides in readable]
        if len(by_parent) == 1:
            return events + by_parent[0]
        made = [{_key(event) for event in each} for each in by_parent]
        bases = self._bases(merge.commit.parents)
        for number, found in enumerate(by_parent):
            own: list[Event] | None = None
            for event in found:
                if all(_key(event) in keys for keys in made):
                    if number == 0:
                        events.append(event)
                    continue
                if own is None:
                    own = self._own(readable[number], bases)
                if any(_concerns(change, event) for change in own):
                    events.append(event)
        return events

    def _unreadable(self, merge: Merge) -> tuple[list[Event], list[Sides]]:
        """Files that cannot be read in the merge alone, or no longer; and the others."""
        events: list[Event] = []
        paths = dict.fromkeys(path for sides in merge.sides for path in sides if kind_of(path))
        for path in paths:
            here = [sides[path] for sides in merge.sides if path in sides]
            now = self._contents.get(here[0][1])
            before = [self._contents.get(old) for old, _ in here]
            reference = reference_of(path)
            if isinstance(now, Broken) and len(here) == len(merge.sides) and not any(isinstance(each, Broken) for each in before):
                events.append(Event(UNREADABLE, reference, name_of(reference, _data(before[0])), (), None, now.why, reference))
            elif isinstance(now, dict) and len(here) == len(merge.sides) and all(isinstance(each, Broken) for each in before):
                events.append(Event(READABLE, reference, name_of(reference, now), earlier=reference))
        get = self._contents.get
        good = [{path: pair for path, pair in sides.items() if not any(isinstance(get(each), Broken) for each in pair)} for sides in merge.sides]
        return events, good

    def _own(self, sides: Sides, bases: list[str]) -> list[Event]:
        """What the side of a parent changed in these files since it parted from the others."""
        events: list[Event] = []
        for base in bases:
            old: dict[str, Data] = {}
            new: dict[str, Data] = {}
            for path, (mine, _) in sides.items():
                if is_document(path):
                    continue
                was = self._contents.at(base, self._places.paths(path))
                if not isinstance(was, Broken):
                    old |= records_of(path, was)
                    new |= records_of(path, self._contents.get(mine))
            since = differences(old, new)
            # with several bases a side has changed only what it has otherwise than all of them
            events = [event for event in events if _key(event) in {_key(each) for each in since}] if base != bases[0] else since
        return events

    # -- ancestors -------------------------------------------------------------------------------------------------------------------------------

    def _bases(self, parents: list[str]) -> list[str]:
        """The latest commits that all of these were made on."""
        every, stale = (1 << len(parents)) - 1, 1 << len(parents)
        marks: dict[str, int] = {}
        heap: list[tuple[int, str]] = []

        def mark(commit: str, bits: int) -> None:
            if commit in self._order:  # a shallow clone does not have them all
                if commit not in marks:
                    heappush(heap, (self._order[commit], commit))
                marks[commit] = marks.get(commit, 0) | bits

        for number, parent in enumerate(parents):
            mark(parent, 1 << number)
        bases = []
        while any(not marks[commit] & stale for _, commit in heap):
            _, commit = heappop(heap)
            bits = marks[commit]
            if bits & every == every and not bits & stale:
                bases.append(commit)
                bits |= stale
            for parent in self._parents[commit]:
                mark(parent, bits)
        return bases


def _data(content: Content) -> Data | None:
    return content if isinstance(content, dict) else None


def _key(event: Event) -> tuple[str, tuple[str, ...]]:
    """What an event is about: a field, or whether the record is there at all."""
    return event.record, event.path


def _concerns(change: Event, event: Event) -> bool:
    """Whether a change of one side is about what an event takes back: the same field of the record as that side calls it, or a part of it."""
    if change.record != (event.earlier or event.record):
        return False
    short, long = sorted((change.path, event.path), key=len)
    return long[: len(short)] == short
