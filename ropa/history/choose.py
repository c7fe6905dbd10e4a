"""Which part of a history is asked for: a record, a field, an author, a time."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from ..errors import Failure
from ..git.commits import Commit
from ..git.repository import Repository
from ..model.fields import walk_fields
from ..model.kinds import KINDS
from ..model.read import nearest
from .compare import Item, Path, key_text
from .events import CHANGED, Event
from .files import is_document, kind_of
from .worktree import committed


def reference(repository: Repository, start: str, asked: str, place: str) -> str:
    """The reference of a record that people name in some way: activities/newsletter, activity/newsletter.toml, register/activities/newsletter, newsletter.

    `place` is the folder of the register in the commit `start`, where an id alone is looked up. The record need not be there any more.
    Raises Failure for a kind that there is not, and for an id that is none or that several records have.
    """
    text = asked.removesuffix(".toml").strip("/")
    if text in ("register", "vocabulary", "accepted") or is_document(text):
        return asked if is_document(text) else text
    folder, slash, identity = text.rpartition("/")
    if slash:
        word = folder.rpartition("/")[2].lower()
        for kind in KINDS:
            place = kind.place.removesuffix(".toml")
            if word in (kind.name, place) and (kind.per_file or kind.entries):
                return f"{place}/{identity}"
        known = ", ".join(kind.place.removesuffix(".toml") for kind in KINDS if kind.per_file or kind.entries)
        raise Failure("no-kind", value=folder, known=known)
    records = [path.removesuffix(".toml") for path in committed(repository, start, place) if (found_kind := kind_of(path)) and found_kind.per_file]
    found = [record for record in records if record.rpartition("/")[2] == identity]
    if len(found) == 1:
        return found[0]
    near = found or [record for record in records if record.rpartition("/")[2] == nearest(identity, [each.rpartition("/")[2] for each in records])]
    raise Failure("which-record", id=asked, near=", ".join(near) or "activities/ID")


def by_field(asked: str) -> Callable[[Event], bool]:
    """Whether an event is about a field, by its key or the end of one: retention, data.retention.years, data[contact-details]."""
    words = tuple(asked.split("."))

    def test(event: Event) -> bool:
        if event.action != CHANGED or not event.path:
            return False
        if key_text(event.path) == asked or key_text(event.path).startswith((f"{asked}.", f"{asked}[")):
            return True
        return any(_holds(path, words) for value in (event.before, event.after) for path in _paths(value, _names(event.path)))

    return test


def is_field(asked: str) -> str | None:
    """None where a key ends in a field that some record has; else the field that is most like it, or ""."""
    last = asked.rpartition(".")[2].partition("[")[0]
    known = {field.name for kind in KINDS for _, _, field in walk_fields(kind.table)}
    return None if last in known else nearest(last, known)


def _names(path: Path) -> Path:
    return tuple(part for part in path if not isinstance(part, Item))


def _paths(value: Any, path: Path) -> Iterator[Path]:
    """The paths of what is in a value that came or went as a whole."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict):
                yield from _paths(inner, path)


def _holds(path: Path, words: Path) -> bool:
    return any(path[place : place + len(words)] == words for place in range(len(path) - len(words) + 1))


def by_commit(since: date | None, until: date | None, author: str | None) -> Callable[[Commit], bool] | None:
    """Whether a commit was made between two days (each in the commit's own time zone, both included) by somebody; None where all are."""
    if since is None and until is None and author is None:
        return None
    wanted = (author or "").casefold()

    def test(commit: Commit) -> bool:
        day = commit.committer.day
        if (since and day < since) or (until and day > until):
            return False
        return not wanted or wanted in commit.author.name.casefold() or wanted in commit.author.email.casefold()

    return test
