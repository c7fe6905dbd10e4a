"""Adequacy decisions (GDPR art. 45) by country and day: which holds, which has ended, how long the cover lasts. The data are in adequacy.toml."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import msgspec

from . import load

LISTS = {"dpf-list": "dpf", "privacy-shield-list": "privacy-shield", "safe-harbour-list": "safe-harbour"}
"""Limits of decisions that cover only who stands on a list, with the mechanism by which a register names each."""

ASK = frozenset({"pipeda-commercial", "appi-operators", "pipa-organisations", "lgpd"})
"""Limits of decisions that cover only some recipients, so that somebody has to see whether this one is among them."""

NO_PUBLIC_BODY = frozenset({"pipeda-commercial", "appi-operators"})
"""Limits that leave out public bodies."""

AUTOMATED = "automated-only"
"""The limit that leaves out paper files."""


class Period(msgspec.Struct, frozen=True, gc=False):
    """Days on which a decision holds, both included."""

    first: date
    last: date


class Decision(msgspec.Struct, frozen=True, gc=False):
    """One decision of the Commission, or the clause of a treaty that took its place for a while."""

    id: str
    country: str
    """ISO 3166-1 code; "" for an international organisation."""
    organisation: str
    names: tuple[str, ...]
    """Other names of the organisation."""
    name: str
    number: str
    limits: frozenset[str]
    periods: tuple[Period, ...]
    annulled: bool

    def holds(self, on: date) -> bool:
        """Whether one may rely on it on a day."""
        return any(period.first <= on <= period.last for period in self.periods)

    @property
    def first(self) -> date:
        """The first day on which it held."""
        return min(period.first for period in self.periods)

    @property
    def last(self) -> date:
        """The last day on which it holds; date.max where no end is known."""
        return max(period.last for period in self.periods)

    @property
    def listed(self) -> str:
        """The mechanism of the list that it goes by ("dpf"); "" where it covers more than who stands on a list."""
        return next((mechanism for limit, mechanism in LISTS.items() if limit in self.limits), "")


@cache
def decisions() -> dict[str, Decision]:
    """Every decision by its id, in the order of the file."""
    return {entry["id"]: _decision(entry) for entry in load("adequacy")["decision"]}


def _decision(entry: dict[str, Any]) -> Decision:
    periods = tuple(Period(period["from"], period.get("until", date.max)) for period in entry["periods"])
    return Decision(
        entry["id"],
        entry.get("country", ""),
        entry.get("organisation", ""),
        tuple(entry.get("names", ())),
        entry["name"],
        entry["number"],
        frozenset(entry.get("limits", ())),
        periods,
        "annulled" in entry,
    )


@cache
def of_country(country: str) -> tuple[Decision, ...]:
    """The decisions about a country, those that ended among them. A territory does not share in the decision of its state."""
    return tuple(decision for decision in decisions().values() if country and decision.country == country)


def holding(country: str, on: date) -> Decision | None:
    """The decision that covers a country on a day, apart from those that go by a list."""
    return next((decision for decision in of_country(country) if not decision.listed and decision.holds(on)), None)


def listing(country: str, on: date) -> Decision | None:
    """The decision for who stands on a list that holds for a country on a day: the Data Privacy Framework, or one before it."""
    return next((decision for decision in of_country(country) if decision.listed and decision.holds(on)), None)


def ended(country: str, on: date, *, listed: bool = False) -> Decision | None:
    """The last decision about a country that ended before a day; with `listed` those that went by a list count too."""
    past = [decision for decision in of_country(country) if decision.last < on and (listed or not decision.listed)]
    return max(past, key=lambda decision: decision.last, default=None)


def covered_until(country: str, on: date) -> date:
    """The last day of the cover that holds on a day, prolongations and the next decision included; date.max where no end is known.

    An end that came by annulment is not foretold: on the day before, nobody knew of it.
    """
    day = on
    while (decision := holding(country, day)) is not None:
        last = max(period.last for period in decision.periods if period.first <= day <= period.last)
        if last == date.max or (decision.annulled and last == decision.last):
            return date.max
        day = last + timedelta(days=1)
    return day - timedelta(days=1)


def of_organisation(names: tuple[str, ...], on: date) -> Decision | None:
    """The decision that covers an international organisation on a day, by one of the names it goes by."""
    wanted = {name.strip().casefold() for name in names if name}
    for decision in decisions().values():
        if decision.organisation and decision.holds(on) and wanted & {name.casefold() for name in (decision.organisation, *decision.names)}:
            return decision
    return None
