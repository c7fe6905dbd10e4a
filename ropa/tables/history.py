"""Rows of what happened to the register, out of git: who changed what, when and why (Art. 5(2))."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import Failure
from ..source.folder import Folder, find_repository
from .columns import FIELD, MOMENT, SAID, Column

if TYPE_CHECKING:
    from ..git.repository import Repository
    from ..history.compare import Path
    from ..history.events import Event
    from ..i18n import Texts
    from ..register import Source
    from .view import View

HISTORY = (
    Column("commit", ("commit",)),
    Column("committed", ("committed",), MOMENT),
    Column("author", ("author",)),
    Column("email", ("email",)),
    Column("authored", ("authored",), MOMENT),
    Column("committer", ("committer",)),
    Column("committer_email", ("committer_email",)),
    Column("message", ("commit_message",)),
    Column("action", ("action",), terms="table:action"),
    Column("record", ("record",)),
    Column("name", ("name",)),
    Column("key", ("key",), FIELD),
    Column("from", ("from",), SAID),
    Column("to", ("to",), SAID),
)
"""The columns of `ropa log --format csv`, by the same names."""

_ABSENT = ("git-none", "git-no-commits", "git-missing", "git-owner", "no-register-then", "no-register-there", "many-registers-then")
"""Why there is no history to tell, without anything being wrong with the repository."""
_SILENT = ("git-none", "git-no-commits")


class Told(NamedTuple):
    """A field, or what it said, as it stood in a file of the past; `action` and `path` are those of the event."""

    action: str
    record: str
    path: "Path"
    value: Any

    def key(self) -> str:
        """The key of the field: data[contact-details].retention.years."""
        from ..history.compare import key_text

        return key_text(self.path)

    def label(self, words: "Texts") -> str:
        """The field by its labels."""
        from ..output.fields import label_path

        return label_path(words, self.record, self.path)

    def shown(self, words: "Texts") -> str:
        """The value as people read it."""
        from ..history.events import UNREADABLE
        from ..output.fields import shown_value

        if self.action == UNREADABLE:
            return words.ui(f"history.why.{self.value}")
        return shown_value(words, self.record, self.path, self.value)


def absence(source: "Source", *, asked: bool) -> Failure | None:
    """Why there is no history; None where there is one. What everybody expects (there is no repository) counts only where the table was asked for by name."""
    try:
        _repository(source)
    except Failure as failure:
        if failure.key not in _ABSENT:
            raise
        return failure if asked or failure.key not in _SILENT else None
    return None


def is_cut(source: "Source") -> bool:
    """Whether the repository is a shallow clone, so that the history does not go back to the beginning."""
    try:
        return _repository(source)[0].shallow
    except Failure:
        return False


def history(view: "View") -> Iterator[list[Any]]:
    """What happened, newest first, an event a row; nothing where there is no history. Raises GitError where a repository cannot be read."""
    try:
        repository, start = _repository(view.register.source)
    except Failure as failure:
        if failure.key not in _ABSENT:
            raise
        return
    from ..history import trail
    from ..output.events import commit_data
    from ..output.progress import progress

    with progress(view.words.ui("history.reading")) as tick:
        steps = trail.history(repository, trail.Wanted(start), tick)
    for step in steps:
        commit = commit_data(step.commit)
        shared = [commit[column.name] for column in HISTORY[:8]]
        for event in step.events:
            yield [*shared, event.action, event.record, event.name or None, *_said(event)]


def _said(event: "Event") -> tuple[Told | None, Told | None, Told | None]:
    """Key, value before and value after; None where there is none."""
    told = Told(event.action, event.record, event.path, None)
    before, after = (None if value is None else told._replace(value=value) for value in (event.before, event.after))
    return told if event.path else None, before, after


def _repository(source: "Source") -> "tuple[Repository, str]":
    """The repository of a register and the commit to look back from. Raises Failure where there is none."""
    if isinstance(source, Folder):
        import os

        if find_repository(os.path.realpath(source.root)) is None:
            raise Failure("git-none", path=source.root)
        from ..git.repository import open_repository

        repository = open_repository(source.root)
        return repository, repository.need_head()
    from ..source.commit import CommitFolder

    if not isinstance(source, CommitFolder):
        raise Failure("git-none", path=source.root)
    return source.repository, source.commit
