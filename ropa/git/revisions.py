"""What a revision means: a commit, tag or branch by git's own words, or a date."""

import re
from collections import deque
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from ..errors import Failure
from ..output.safe import plain
from .program import Git
from .repository import Repository
from .times import day_of, moment_of

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}").fullmatch
_WITNESSES = 40
"""Commits before the one that a date leads to which say whether its clock, or theirs, was wrong."""


class Revision(NamedTuple):
    """A commit that was asked for."""

    id: str
    asked: str
    day: date | None = None
    """The day, where a date was asked for."""
    doubtful: str = ""
    """The commit that says another time than its neighbours, where that left room."""


def as_day(asked: str) -> date | None:
    """The day that a revision means; None where it is no date."""
    if not _DATE(asked):
        return None
    try:
        return date.fromisoformat(asked)
    except ValueError:
        raise Failure("bad-date", value=asked) from None


def resolve(repository: Repository, asked: str) -> Revision:
    """The commit that a revision means: a date is the last commit of that day, or before it, on the branch that is checked out.

    Raises Failure where there is no such commit.
    """
    if day := as_day(asked):
        return _on(repository, asked, day)
    if not asked.strip() or not asked.isprintable():
        raise Failure("no-revision", value=plain(asked))
    # over standard input, where nothing can be an option
    answer = repository.git.run("cat-file", "--batch-check", data=f"{asked}^{{commit}}\n".encode("utf-8", "surrogateescape")).split()
    if len(answer) != 3 or answer[1] != b"commit":
        repository.need_head()
        raise Failure("no-revision", value=asked)
    return Revision(answer[0].decode(), asked)


def _on(repository: Repository, asked: str, day: date) -> Revision:
    """The commit that the branch was at when a day ended, by the dates of committing, each in its own time zone.

    A merge brings in what others made before; what counts is when the branch had it, so only first parents are followed. Clocks may be wrong: a commit that
    most of those before it contradict is passed over, and where only a few do the first of them is named as doubtful.
    """
    commits = first_parents(repository.git, repository.need_head())
    before = deque(islice(commits, _WITNESSES))
    doubtful = ""
    while before:
        identity, when = before.popleft()
        before.extend(islice(commits, 1))
        if when > day:
            continue
        later = [other for other, at in before if at > day]
        if 2 * len(later) <= len(before):
            return Revision(identity, asked, day, later[0] if later else doubtful)
        doubtful = identity
    raise Failure("nothing-then-here" if repository.shallow else "nothing-then", date=day)


def first_parents(git: Git, start: str) -> Iterator[tuple[str, date]]:
    """The commits from one back along first parents, newest first, each with the day of committing in its own time zone; no more is read than is taken."""
    with git.open("log", "--first-parent", "--format=%H %cd", "--date=raw", start, "--") as (_, output):
        for line in output:
            identity, _, when = line.decode("ascii", "replace").strip().partition(" ")
            yield identity, day_of(*moment_of(when))
