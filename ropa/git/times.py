"""Times as git writes them: seconds of Unix time, and the offset of the clock that it was."""

from datetime import date, timedelta, timezone
from functools import lru_cache

_EPOCH = date(1970, 1, 1)


def moment_of(text: str) -> tuple[int, str]:
    """The seconds and the zone of a time as git writes it raw: "1741770000 +0100". What is no such time is the beginning of Unix time."""
    seconds, _, zone = text.partition(" ")
    return (int(seconds), zone) if len(seconds) < 20 and seconds.removeprefix("-").isdecimal() else (0, "")


@lru_cache(maxsize=256)
def offset_of(zone: str) -> timedelta:
    """The offset of a time zone as git writes it: +0130 is an hour and a half. What is out of bounds is taken for none."""
    sign, digits = zone[:1], zone[1:]
    if not digits.isdigit() or len(digits) != 4 or int(digits[:2]) > 23 or int(digits[2:]) > 59:
        return timedelta(0)
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -offset if sign == "-" else offset


@lru_cache(maxsize=256)
def seconds_of(zone: str) -> int:
    """The seconds that a time zone is ahead of Greenwich."""
    return int(offset_of(zone).total_seconds())


@lru_cache(maxsize=256)
def zone_of(zone: str) -> timezone:
    """The time zone of an offset as git writes it."""
    return timezone(offset_of(zone))


def day_of(seconds: int, zone: str) -> date:
    """The day of a time of git, in its own time zone."""
    try:
        return _EPOCH + timedelta(days=(seconds + seconds_of(zone)) // 86_400)
    except OverflowError:
        return date.max if seconds > 0 else date.min
