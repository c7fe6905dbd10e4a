"""What happened, as events: between two versions of some records."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..git.commits import Commit
from .compare import Path, compare, key_text
from .files import Data, name_of, table_of
from .renames import find_renames

ADDED, REMOVED, RENAMED, CHANGED, UNREADABLE, READABLE, MOVED = "added", "removed", "renamed", "changed", "unreadable", "readable", "moved"
ACTIONS = (ADDED, REMOVED, RENAMED, CHANGED, UNREADABLE, READABLE, MOVED)


class Event(NamedTuple):
    """One thing that happened to a record.

    `before` and `after` are values as in the files for "changed", references for "renamed", folders for "moved"; `after` is the name of the F rule for
    "unreadable". `earlier` is the reference that the record had before.
    """

    action: str
    record: str
    name: str
    path: Path = ()
    before: Any = None
    after: Any = None
    earlier: str = ""

    @property
    def key(self) -> str | None:
        """The key of a field, e.g. data[contact-details].retention.years; None where the event is about the record as a whole."""
        return key_text(self.path) or None


class Step(NamedTuple):
    """A commit and what happened in it."""

    commit: Commit
    events: list[Event]


Records = Mapping[str, Data]
"""Records by their reference."""


def differences(old: Records, new: Records) -> list[Event]:
    """What happened between two versions of the records that were touched, by kind and reference."""
    if len(old) == 1 and old.keys() == new.keys():  # most commits touch one record
        reference = next(iter(old))
        return changes(reference, old[reference], new[reference])
    events: list[Event] = []
    for kind in dict.fromkeys(reference.partition("/")[0] for reference in (*old, *new)):
        events += _of_kind(_only(old, kind), _only(new, kind))
    return events


def _only(records: Records, kind: str) -> dict[str, Data]:
    return {reference: data for reference, data in records.items() if reference.partition("/")[0] == kind}


def _of_kind(old: dict[str, Data], new: dict[str, Data]) -> Iterator[Event]:
    renames = renames_of(old, new)
    taken = set(renames.values())
    for reference in sorted({*old, *new}):
        if reference in old and reference not in taken and (reference not in new or reference in renames):
            yield Event(REMOVED, reference, name_of(reference, old[reference]), earlier=reference)
        if reference not in new:
            continue
        after = new[reference]
        name = name_of(reference, after)
        earlier = renames.get(reference, reference)
        if earlier not in old or (earlier == reference and reference in taken):
            yield Event(ADDED, reference, name)
            continue
        if earlier != reference:
            yield Event(RENAMED, reference, name, (), earlier, reference, earlier)
        yield from changes(reference, old[earlier], after, earlier)


def renames_of(old: dict[str, Data], new: dict[str, Data]) -> dict[str, str]:
    """The renames among records of one kind."""
    return {} if not old or not new else find_renames(old, new)


def changes(reference: str, old: Data, new: Data, earlier: str = "") -> list[Event]:
    """The fields of a record that changed from one version to another."""
    found = compare(old, new, table_of(reference))
    if not found:
        return []
    name = name_of(reference, new)
    return [Event(CHANGED, reference, name, path, before, after, earlier or reference) for path, before, after in found]


def document_event(path: str, old: str, new: str) -> Event:
    """What happened to a piece of evidence, by the ids of its contents ("" where it is not there)."""
    action = CHANGED if old and new else ADDED if new else REMOVED
    return Event(action, path, path.rpartition("/")[2], earlier=path)


def document_renames(events: Iterable[tuple[Event, str, str]]) -> list[Event]:
    """Events of documents with their contents before and after; one that went and one that came with the same contents are a rename."""
    gone = {old: event for event, old, _ in events if event.action == REMOVED}
    found = []
    moved = set()
    for event, _, new in events:
        if event.action == ADDED and new in gone:
            before = gone.pop(new).record
            moved.add(before)
            found.append(event._replace(action=RENAMED, before=before, after=event.record, earlier=before))
        else:
            found.append(event)
    return [event for event in found if not (event.action == REMOVED and event.record in moved)]
