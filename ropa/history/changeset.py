"""Files that changed, to what happened to the records in them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .events import READABLE, REMOVED, UNREADABLE, Event, changes, differences, document_event, document_renames
from .files import Broken, Content, Data, is_document, kind_of, name_of, records_of, reference_of


class Changed(NamedTuple):
    """A file of the register that changed: its path, the ids of its contents ("" where it is not there), and those of a file of records read."""

    path: str
    before: str
    after: str
    was: Content
    now: Content


def events_of(files: Sequence[Changed]) -> tuple[list[Event], list[Changed]]:
    """What happened to the records and the evidence in some files; and those files of which it cannot be told, for they could not be read before."""
    if len(files) == 1 and (only := _one(files[0])) is not None:  # most commits
        return only, []
    old: dict[str, Data] = {}
    new: dict[str, Data] = {}
    events: list[Event] = []
    documents: list[tuple[Event, str, str]] = []
    mended: list[Changed] = []
    for file in files:
        if is_document(file.path):
            documents.append((document_event(file.path, file.before, file.after), file.before, file.after))
        elif isinstance(file.was, Broken) or isinstance(file.now, Broken):
            events += _broken(file)
            if isinstance(file.now, dict):
                mended.append(file)
        else:
            old |= records_of(file.path, file.was)
            new |= records_of(file.path, file.now)
    events += differences(old, new)
    return events + document_renames(documents) if documents else events, mended


def _one(file: Changed) -> list[Event] | None:
    """What happened to the one record of a file that was there and is there; None for any other file."""
    if not isinstance(file.was, dict) or not isinstance(file.now, dict) or not (kind := kind_of(file.path)) or kind.entries:
        return None
    return changes(reference_of(file.path), file.was, file.now)


def _broken(file: Changed) -> Iterator[Event]:
    """A file that could not be read before, or cannot be read now."""
    reference = reference_of(file.path)
    if isinstance(file.now, Broken):
        if not isinstance(file.was, Broken) or file.before != file.after:  # another text that cannot be read is a change too
            yield Event(UNREADABLE, reference, name_of(reference, file.was if isinstance(file.was, dict) else None), (), None, file.now.why, reference)
    elif file.now is None:
        yield Event(REMOVED, reference, name_of(reference, None), earlier=reference)
    else:
        yield Event(READABLE, reference, name_of(reference, file.now), earlier=reference)
