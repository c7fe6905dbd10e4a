"""Times as git may have them, also such as nobody writes."""

from datetime import date

import pytest

from ropa.git.commits import Person
from ropa.git.times import day_of, moment_of


@pytest.mark.parametrize(
    ("text", "moment", "day"),
    [
        ("1741770000 +0100", (1741770000, "+0100"), date(2025, 3, 12)),
        ("1741819800 +0000", (1741819800, "+0000"), date(2025, 3, 12)),
        ("1741823399 +0100", (1741823399, "+0100"), date(2025, 3, 13)),
        ("-1 -0130", (-1, "-0130"), date(1969, 12, 31)),
        ("", (0, ""), date(1970, 1, 1)),
        ("nooit", (0, ""), date(1970, 1, 1)),
        ("12 +9999", (12, "+9999"), date(1970, 1, 1)),
        ("9999999999999999 +0000", (9999999999999999, "+0000"), date.max),
        ("9" * 400, (0, ""), date(1970, 1, 1)),
    ],
)
def test_moments(text: str, moment: tuple[int, str], day: date) -> None:
    assert moment_of(text) == moment
    assert day_of(*moment) == day
    assert Person("A", "a@b.example", *moment).at.isoformat()
    assert len(Person("A", "a@b.example", *moment).clock) == 5
