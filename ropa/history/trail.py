"""The history of a register: every commit that touched it, and what happened there."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from ..git.commits import Commit, Entry, Pairs, walk
from ..git.objects import Objects
from ..git.places import RECORDS, Places
from ..git.repository import Repository
from ..source.folder import MAX_BYTES
from .changeset import Changed, events_of
from .contents import Contents
from .events import MOVED, READABLE, RENAMED, Event, Step, differences
from .files import Broken, Data, is_document, kind_of, place_of, records_of, reference_of
from .merges import Merges
from .sides import Sides, sides_of

_AHEAD = 200
"""Commits that are read ahead, so that git fetches their files while ours are compared."""


class Wanted(NamedTuple):
    """What to tell of a history."""

    start: str
    """The commit to look back from."""
    place: str | None = None
    """The folder of the register in that commit, where it is another than it is now."""
    without: tuple[str, ...] = ()
    """Commits whose own history is left out."""
    record: str = ""
    """The one record to tell of, by the name that it has (or had last)."""
    commit: Callable[[Commit], bool] | None = None
    """Which commits to tell of."""
    event: Callable[[Event], bool] | None = None
    """Which events to tell of."""
    most: int | None = None
    """How many commits to tell of at most."""


Progress = Callable[[int], None]
"""Told now and then how many commits were read."""


def history(repository: Repository, wanted: Wanted, progress: Progress | None = None) -> list[Step]:
    """What happened to a register, newest first, no commit before one that was made on it; commits without events are left out."""
    places = Places(repository.inside if wanted.place is None else wanted.place)
    while True:
        with Objects(repository.git, MAX_BYTES) as objects, Pairs(repository.git, places.specs()) as pairs:
            steps = _Teller(repository, wanted, places, Contents(objects), pairs, progress).tell()
        if steps is not None:
            return steps


class _Teller:
    """One walk over a history."""

    def __init__(self, repository: Repository, wanted: Wanted, places: Places, contents: Contents, pairs: Pairs, progress: Progress | None) -> None:
        self._repository = repository
        self._wanted = wanted
        self._places = places
        self._contents = contents
        self._progress = progress
        self._steps: list[Step] = []
        self._mending: dict[tuple[str, str], list[tuple[Step, Data]]] = {}
        """Files that a later commit made readable, by path and what they held before: what changed is known once the last readable version is found."""
        self._names: dict[str, set[str]] = {wanted.start: {wanted.record}} if wanted.record else {}
        """For each commit that is still to come, what the record was called there."""
        self._merges = Merges(contents, pairs, places)
        self._cut = repository.cut
        self._told = 0
        """Commits of which there is something to tell, merges not counted."""

    def tell(self) -> list[Step] | None:
        """The steps; None where the register turned out to have been elsewhere before, so that the walk must begin anew."""
        for number, (commit, entries, sides) in enumerate(self._commits(), 1):
            if self._progress and number % 100 == 0:
                self._progress(number)
            if self._places.extend(self._repository.git, commit, entries):
                return None
            self._merges.note(commit)
            enough = self._is_enough()
            if enough and not self._merges.waiting and not self._mending:
                break
            if commit.is_merge and not enough:
                self._merge(commit)
            elif commit.id in self._cut:  # what a shallow clone leaves out is not new where it ends
                self._plain(commit, [], {}, enough=enough)
            else:
                self._plain(commit, entries, sides, enough=enough)
        self._merges.finish(self._tell_merge)
        if self._wanted.commit or self._wanted.event:
            for step in self._steps:
                step.events[:] = [event for event in step.events if self._is_wanted(step.commit, event)]
        return [step for step in self._steps if step.events][: self._wanted.most]

    def _is_enough(self) -> bool:
        return self._wanted.most is not None and self._told >= self._wanted.most

    def _commits(self) -> Iterator[tuple[Commit, list[Entry], Sides]]:
        """The commits, with git reading ahead what they changed."""
        wanted = self._wanted
        start = [wanted.start, *(f"^{identity}" for identity in wanted.without)]
        commits = walk(self._repository.git, start, () if self._repository.is_mostly_register else self._places.specs())
        while some := [(commit, entries, sides_of(entries, self._places)) for commit, entries in islice(commits, _AHEAD)]:
            if not wanted.record:
                self._contents.ask([name for commit, _, sides in some if self._is_due(commit) for name in _read_for(commit, sides)])
            yield from some

    def _is_due(self, commit: Commit) -> bool:
        return self._wanted.commit is None or self._wanted.commit(commit)

    def _is_wanted(self, commit: Commit, event: Event) -> bool:
        return self._is_due(commit) and (self._wanted.event is None or self._wanted.event(event))

    # -- one commit ------------------------------------------------------------------------------------------------------------------------------

    def _plain(self, commit: Commit, entries: list[Entry], sides: Sides, *, enough: bool) -> None:
        """A commit with one parent, or none."""
        mended = [(path, side) for path, side in sides.items() if (path, side[1]) in self._mending] if self._mending else []
        one = self._wanted.record
        names = self._names.pop(commit.id, set()) if one else set()
        if one:
            sides = self._near(sides, names)
        step = Step(commit, [])
        moved = _moved(entries, self._places) if len(self._places.folders) > 1 and (not one or "register" in names) else None
        if (sides or moved) and not enough and (one or self._is_due(commit)):
            self._steps.append(step)
            if moved:
                step.events.append(moved)
            step.events.extend(self._events(step, sides))
        for path, (before, after) in mended:
            self._mend(path, after, before)
        if one:
            renames = {event.record: event.earlier for event in step.events if event.action == RENAMED}
            step.events[:] = [event for event in step.events if _is_about(event, names)]
            for parent in commit.parents:
                self._names.setdefault(parent, set()).update(renames.get(name, name) for name in names)
        if self._wanted.most is not None:
            self._told += any(self._is_wanted(commit, event) for event in step.events)

    def _near(self, sides: Sides, names: set[str]) -> Sides:
        """The files to look at for a record: where its own was touched, all of its kind, for another may have become it."""
        places = {place_of(name) for name in names}
        if not any(path in places for path in sides):
            return {}
        folders = {place.partition("/")[0] for place in places}
        return {path: side for path, side in sides.items() if path.partition("/")[0] in folders}

    def _events(self, step: Step, sides: Sides) -> list[Event]:
        """What happened to the files that a commit touched."""
        files = [self._changed(path, before, after) for path, (before, after) in sides.items()]
        events, mended = events_of(files)
        for file in mended:
            if isinstance(file.now, dict):
                self._mending.setdefault((file.path, file.before), []).append((step, file.now))
        return events

    def _changed(self, path: str, before: str, after: str) -> Changed:
        if is_document(path):
            return Changed(path, before, after, None, None)
        now = self._contents.get(after)
        file = Changed(path, before, after, self._contents.get(before, now), now)
        self._contents.forget(after)  # what a commit left has been seen; what it found is what the one before it left
        return file

    def _mend(self, path: str, new: str, before: str) -> None:
        """A file that was made readable later: either this is where it broke, or it was broken before."""
        was = self._contents.get(before)
        waiting = self._mending.pop((path, new))
        if isinstance(was, Broken):
            self._mending.setdefault((path, before), []).extend(waiting)
            return
        for step, now in waiting:
            if was is None:  # it never was readable before: what became readable is new
                step.events[:] = [event for event in step.events if not (event.action == READABLE and event.record == reference_of(path))]
            found = differences(records_of(path, was), records_of(path, now))
            names = {event.record for event in step.events} if self._wanted.record else set()
            step.events.extend(event for event in found if not names or _is_about(event, names))

    # -- merges ----------------------------------------------------------------------------------------------------------------------------------

    def _merge(self, commit: Commit) -> None:
        """A commit with several parents: what it did shows when the whole of the history is known."""
        names = self._names.pop(commit.id, set())
        merge = self._merges.read(commit, lambda sides: self._near(sides, names) if self._wanted.record else sides)
        for path, after in [key for key in self._mending if any(key[0] in sides and sides[key[0]][1] == key[1] for sides in merge.sides)]:
            # the first side that has it otherwise is where the merge took it from
            self._mend(path, after, next(sides[path][0] for sides in merge.sides if path in sides))
        step = Step(commit, [])
        if merge.touched and (self._is_due(commit) or self._wanted.record):
            self._steps.append(step)
            self._merges.waiting.append((step, merge, names))
        if self._wanted.record:
            for parent, renames in self._merges.renames(merge):
                self._names.setdefault(parent, set()).update(renames.get(name, name) for name in names)

    def _tell_merge(self, step: Step, events: list[Event], names: set[str]) -> None:
        step.events.extend(event for event in events if not self._wanted.record or _is_about(event, names))


def _read_for(commit: Commit, sides: Sides) -> Iterable[str]:
    """The objects that are read for a commit: of a merge what it was made on, else the contents of the files of records."""
    if commit.is_merge:
        return commit.parents
    return [identity for path, (before, after) in sides.items() if kind_of(path) for identity in (after, before)]


def _moved(entries: list[Entry], places: Places) -> Event | None:
    """The move of the whole register to another folder, where the commit made one."""
    there = {entry.path: entry for entry in entries if entry.path.endswith(RECORDS) and places.relative(entry.path) == RECORDS}
    gone = [path for path, entry in there.items() if entry.old and not entry.new]
    came = [path for path, entry in there.items() if entry.new and not entry.old]
    if not gone or not came:
        return None
    before, after = ((path[: -len(RECORDS)].rstrip("/") or ".") for path in (gone[0], came[0]))
    return Event(MOVED, "register", "", (), before, after, "register")


def _is_about(event: Event, names: set[str]) -> bool:
    """Whether an event is about a record of one of these names, or about the file in which it stands."""
    return event.record in names or event.earlier in names or any(name.startswith(f"{event.record}/") for name in names)
