"""The history of a register for programs: json, jsonl and csv."""

import sys
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any

from ..git.commits import Commit
from ..history.events import Event, Step
from .json import to_json, to_line

COLUMNS = ("commit", "committed", "author", "email", "authored", "committer", "committer_email", "message", "action", "record", "name", "key", "from", "to")
"""The columns of csv, and the keys of a line of jsonl."""
_AT_ONCE = 500
"""Lines that are written together."""


def commit_data(commit: Commit) -> dict[str, Any]:
    """A commit as JSON gives it."""
    author, committer = commit.author, commit.committer
    authored = author.at.isoformat()
    return {
        "commit": commit.id,
        "parents": commit.parents,
        "author": author.name,
        "email": author.email,
        "authored": authored,
        "committer": committer.name,
        "committer_email": committer.email,
        "committed": authored if committer is author else committer.at.isoformat(),
        "message": commit.message,
    }


def event_data(event: Event) -> dict[str, Any]:
    """An event as JSON gives it: values as in the files."""
    return {"action": event.action, "record": event.record, "name": event.name, "key": event.key, "from": event.before, "to": event.after}


def write_json(head: dict[str, Any], steps: Iterable[Step]) -> None:
    """Write the history as one document, schema ropa.history/1."""
    commits = [{**commit_data(step.commit), "events": [event_data(event) for event in step.events]} for step in steps]
    sys.stdout.write(to_json({"schema": "ropa.history/1", **head, "commits": commits}))


def rows(steps: Iterable[Step]) -> Iterable[dict[str, Any]]:
    """An event a row, with its commit beside it."""
    for step in steps:
        shared = commit_data(step.commit)
        for event in step.events:
            yield {**shared, **event_data(event)}


def write_jsonl(steps: Iterable[Step]) -> None:
    """Write an event a line."""
    lines = (to_line(row) + "\n" for row in rows(steps))
    while some := "".join(islice(lines, _AT_ONCE)):
        sys.stdout.write(some)


def write_csv(steps: Iterable[Step]) -> None:
    """Write an event a line under the names of the columns, as a spreadsheet may read it: no text in it is a formula."""
    import csv

    from ..tables.delimited import no_formula
    from .safe import plain

    def cell(value: Any) -> str | int:
        if value is None:
            return ""
        if type(value) is int:
            return value
        text = value if isinstance(value, str) else value.isoformat() if isinstance(value, date) else to_line(value)
        return no_formula(plain(text, lines=True))

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(row[name]) for name in COLUMNS] for row in rows(steps))
