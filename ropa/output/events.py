"""The history of a register for programs: json, jsonl and csv."""

import sys
from collections.abc import Iterable
from typing import Any

from ..git.commits import Commit
from ..history.events import Event, Step
from .json import to_json, to_line

COLUMNS = ("commit", "committed", "author", "email", "authored", "committer", "committer_email", "message", "action", "record", "name", "key", "from", "to")
"""The columns of csv, and the keys of a line of jsonl."""


def commit_data(commit: Commit) -> dict[str, Any]:
    """A commit as JSON gives it."""
    return {
        "commit": commit.id,
        "parents": commit.parents,
        "author": commit.author.name,
        "email": commit.author.email,
        "authored": commit.author.at.isoformat(),
        "committer": commit.committer.name,
        "committer_email": commit.committer.email,
        "committed": commit.committer.at.isoformat(),
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
        del shared["parents"]
        for event in step.events:
            yield {**shared, **event_data(event)}


def write_jsonl(steps: Iterable[Step]) -> None:
    """Write an event a line."""
    for row in rows(steps):
        sys.stdout.write(to_line(row) + "\n")
