"""When a record is to be looked at again."""

from datetime import date, timedelta

from ..model.activity import Activity

MONTHS = 12
"""Months after which an activity is reviewed where the organisation's policy says nothing."""


def add_months(day: date, months: int) -> date:
    """The same day of the month, some months later; the last day of that month where it has no such day (31 January + 1: 28 or 29 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    last = date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def is_due_on(last: date | None, following: date | None) -> date | None:
    """The planned day of the next review; None where there is none, or where a review has been done on or after it."""
    if following is None or (last is not None and last >= following):
        return None
    return following


def review_due(activity: Activity, months: int) -> date | None:
    """Day by which an activity is to be reviewed: as planned, else so many months after the last review or, before the first, its beginning.

    None where nothing says when that is, or where the policy asks for no reviews (months < 1).
    """
    planned = is_due_on(activity.last_review, activity.next_review)
    if planned is not None:
        return planned
    start = activity.last_review or activity.created or activity.started
    return add_months(start, months) if start is not None and months > 0 else None
