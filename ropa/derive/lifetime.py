"""Whether a record is in use on a day: by its dates where it has them, else by its status.

The dates come first, so that a register can be judged as of an earlier day: what has ended since was in use then, what began later was not.
"""

from datetime import date
from typing import Protocol

from ..model.activity import Activity


class Lasting(Protocol):
    """An activity, a party or a place: what can come to an end."""

    status: str | None
    ended: date | None


def is_over(record: Lasting, on: date) -> bool:
    """Whether it is no longer in use. Its last day still counts, unless the status says already that it is over."""
    ended = record.ended
    if ended is None:
        return record.status == "ended"
    return ended < on or (ended == on and record.status == "ended")


def is_ahead(record: object, on: date) -> bool:
    """Whether its use is yet to begin; a place has no such date."""
    started: date | None = getattr(record, "started", None)
    return started is not None and started > on


def has_begun(activity: Activity, on: date) -> bool:
    """Whether an activity is more than a plan: no draft, and not yet to begin. What has not begun breaks no law."""
    return activity.status != "draft" and not is_ahead(activity, on)
