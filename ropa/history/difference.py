"""Two states of a register: what happened between them, and what that does to the findings."""

from collections import Counter
from contextlib import ExitStack
from copy import copy
from datetime import date
from typing import NamedTuple

from ..errors import Failure
from ..findings import Finding, check
from ..git.objects import Objects
from ..git.places import former_place
from ..git.repository import Repository
from ..register import Register
from ..source.commit import CommitFolder, place_in
from ..source.folder import MAX_BYTES, Folder, blob_id
from .changeset import Changed, events_of
from .contents import Contents
from .events import MOVED, RENAMED, Event
from .files import content_of, is_document
from .worktree import committed, unsaved


class Difference(NamedTuple):
    """What lies between two states. A state is the id of a commit, or "" for the working tree."""

    before: str
    after: str
    events: list[Event]
    new: list[tuple[Register, Finding]]
    """Findings that the later state has and the earlier had not, each with the register it is on."""
    gone: list[tuple[Register, Finding]]


def between(repository: Repository, root: str, before: str, after: str, on: date) -> Difference:
    """The difference between two commits, or ("" for `after`) a commit and the working tree, judged by the law of one day."""
    events = between_commits(repository, root, before, after) if after else since_commit(repository, root, before)
    if not events:
        return Difference(before, after, [], [], [])
    names = {event.earlier: event.record for event in events if event.action == RENAMED}
    with ExitStack() as sources:
        old, new = _register(repository, root, before, sources), _register(repository, root, after, sources)
        old_findings, new_findings = ([(register, finding) for finding in check(register, on)] if register else [] for register in (old, new))
    return Difference(
        before,
        after,
        events,
        _beyond(new_findings, old_findings, {now: then for then, now in names.items()}),
        _beyond(old_findings, new_findings, names),
    )


def _register(repository: Repository, root: str, state: str, sources: ExitStack) -> Register | None:
    if not state:
        return Register(Folder(root))
    place = place_of_register(repository, state, root)
    if place is None:
        return None
    there = copy(repository)
    there.inside = place
    source = CommitFolder(there, state, root)
    sources.callback(source.close)
    return Register(source)


def place_of_register(repository: Repository, commit: str, root: str) -> str | None:
    """The folder of the register in a commit, also where it was moved since and that is not saved yet; None where there was no register yet."""
    try:
        return place_in(repository, commit, root)
    except Failure as failure:
        if failure.key not in ("no-register-then", "no-register-there"):
            raise
        if commit == repository.head and (place := former_place(repository)) != repository.inside:
            return place
        return None


def between_commits(repository: Repository, root: str, before: str, after: str) -> list[Event]:
    """What happened between two commits, as one change; also where the folder of the register moved."""
    place, now = place_of_register(repository, before, root), place_of_register(repository, after, root)
    old, new = ({} if folder is None else committed(repository, commit, folder) for commit, folder in ((before, place), (after, now)))
    sides = {path: (old.get(path, ""), new.get(path, "")) for path in sorted({*old, *new}) if old.get(path) != new.get(path)}
    with Objects(repository.git, MAX_BYTES) as objects:
        contents = Contents(objects)
        contents.ask(identity for path, pair in sides.items() if not is_document(path) for identity in pair)
        get = contents.get
        files = [Changed(path, a, b, *((None, None) if is_document(path) else (get(a), get(b)))) for path, (a, b) in sides.items()]
        events, _ = events_of(files)
    moved = [_moved(place, now)] if place is not None and now is not None and place != now else []
    return moved + events


def since_commit(repository: Repository, root: str, before: str) -> list[Event]:
    """What happened since a commit and is not saved yet, as one change."""
    place = place_of_register(repository, before, root)
    found = unsaved(Folder(root), repository, before if place is not None else None, place)
    with Objects(repository.git, MAX_BYTES) as objects:
        contents = Contents(objects)
        files = []
        for path, (identity, data) in found.items():
            after = blob_id(data, len(before)) if data is not None else ""
            if is_document(path):
                files.append(Changed(path, identity, after, None, None))
            else:
                files.append(Changed(path, identity, after, contents.get(identity), content_of(data)))
    moved = [_moved(place, repository.inside)] if place is not None and place != repository.inside else []
    return moved + events_of(files)[0]


def _moved(before: str, after: str) -> Event:
    return Event(MOVED, "register", "", (), before or ".", after or ".", "register")


Placed = tuple[Register, Finding]
"""A finding, and the register that it is on."""


def _beyond(some: list[Placed], others: list[Placed], names: dict[str, str]) -> list[Placed]:
    """The findings of one state that the other has not. Places in lists may have shifted, and records may have another name there."""
    there = Counter(_key(finding, {}) for _, finding in others)
    found = []
    for register, finding in some:
        key = _key(finding, names)
        if there[key]:
            there[key] -= 1
        elif finding.rule.family != "G":
            found.append((register, finding))
    return found


def _key(finding: Finding, names: dict[str, str]) -> tuple[object, ...]:
    keys = tuple(part for part in finding.path if isinstance(part, str))
    return finding.rule.code, names.get(finding.record, finding.record), keys, finding.variant, finding.severity, finding.accepted is not None
