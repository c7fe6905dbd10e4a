"""Periods: how long data are kept, set against how long law or guidance says that they must or may be kept.

The norms are in law/retention.toml. A floor says keep at least so long, a ceiling says keep at most so long; both hold between two days, so
that a register is judged by the law of the day it is looked at.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from .. import law
from ..model.activity import Activity, Data
from ..model.common import Retention
from .kept import kept

if TYPE_CHECKING:
    from ..audit import Audit

UNITS = ("years", "months", "weeks", "days")

_LEAST = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)
_MOST = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)
"""Days that so many months in a row have at least and at most."""

ADMINISTRATION = frozenset({"accounting", "invoice", "payroll", "tax"})
"""The duty to keep these is met once one activity (the bookkeeping) keeps them long enough; a copy elsewhere may go earlier."""


# -- arithmetic --------------------------------------------------------------------------------------------------------------------------------------


class Period(NamedTuple):
    """A length of time, as it is written: a number of years, months, weeks and days."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    def __str__(self) -> str:
        """English words; other languages have theirs in i18n."""
        words = (f"{number} {unit if abs(number) != 1 else unit[:-1]}" for number, unit in zip(self, UNITS, strict=True) if number)
        return " ".join(words) or "0 days"


class Span(NamedTuple):
    """A period made comparable: whole months, further days, and the days that it has at least and at most in any calendar."""

    months: int
    days: int
    least: int
    most: int


def period_of(table: Retention | Mapping[str, int]) -> Period | None:
    """The number in a retention, or in a table of the law; None where it has no number."""
    if isinstance(table, Retention):
        years, months, weeks, days = table.years, table.months, table.weeks, table.days
        if years is None and months is None and weeks is None and days is None:
            return None
        return Period(years or 0, months or 0, weeks or 0, days or 0)
    return Period(*(table.get(unit, 0) for unit in UNITS))


def span(period: Period) -> Span:
    """The period in days: a month has 28 to 31, a year 365 or 366, and a century may lack a leap day."""
    months = 12 * period.years + period.months
    days = 7 * period.weeks + period.days
    years, rest = divmod(months, 12)
    least = 365 * years + max(0, years // 4 - 1 - years // 100) + _LEAST[rest] + days
    most = 365 * years - (-years // 4) + _MOST[rest] + days
    return Span(months, days, least, most)


def shorter(one: Span, other: Span) -> bool:
    """Whether a period is shorter than another, whatever the calendar: four weeks are not for certain shorter than a month."""
    if one.days == other.days:
        return one.months < other.months
    return one.most < other.least


def longer(one: Span, other: Span) -> bool:
    """Whether a period is longer than another, whatever the calendar."""
    return shorter(other, one)


# -- the norms -----------------------------------------------------------------------------------------------------------------------------------------


class Norm(msgspec.Struct, frozen=True, gc=False):
    """A period of law/retention.toml."""

    id: str
    country: str
    categories: tuple[str, ...]
    subjects: frozenset[str]
    sectors: frozenset[str]
    automatic: bool
    statute: bool
    """Of the law; otherwise a guideline."""
    certain: bool
    """Found again in a source: only then may an error lean on it."""
    floor: Period | None
    confirmed: Period | None
    """The part of a floor that is certain, where the whole is not."""
    ceiling: Period | None
    consent: Period | None
    exception: bool
    """Whether the norm itself knows reasons for keeping longer."""
    since: date
    until: date
    replaced_by: str
    cite: str

    @property
    def least(self) -> Period | None:
        """What a period is held against: the floor, as far as it is certain where part of it is."""
        return self.confirmed or self.floor

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= on <= self.until


@cache
def norms() -> dict[str, Norm]:
    """Every norm by its id."""
    return {facts["id"]: _norm(facts) for facts in law.load("retention")["period"]}


def _norm(facts: dict[str, Any]) -> Norm:
    def length(name: str) -> Period | None:
        return period_of(facts[name]) if name in facts else None

    return Norm(
        id=facts["id"],
        country=facts["country"],
        categories=tuple(facts["categories"]),
        subjects=frozenset(facts.get("subjects", ())),
        sectors=frozenset(facts.get("sectors", ())),
        automatic=facts["automatic"],
        statute=facts["kind"] == "statute",
        certain=facts["verified"] == "checked",
        floor=length("floor"),
        confirmed=length("confirmed"),
        ceiling=length("ceiling"),
        consent=length("consent"),
        exception="exception" in facts,
        since=facts.get("since", date.min),
        until=facts.get("until", date.max),
        replaced_by=facts.get("replaced_by", ""),
        cite=facts["cite"],
    )


def in_force(identity: str, on: date) -> Norm | None:
    """The norm of an id if it holds on the day, else the one that came after it and does; None where there is none."""
    known = norms()
    norm = known.get(identity)
    for _ in known:
        if norm is None or norm.holds(on):
            return norm
        norm = known.get(norm.replaced_by)
    return None


def former_floors(norm: Norm) -> list[Norm]:
    """The norms that it replaced, directly or not, and that asked for a period."""
    found: list[Norm] = []
    waiting = [norm.id]
    while waiting:
        after = waiting.pop()
        before = [each for each in norms().values() if each.replaced_by == after and each not in found]
        found += before
        waiting += [each.id for each in before]
    return [each for each in found if each.floor]


def norms_by_category(audit: "Audit") -> dict[str, tuple[Norm, ...]]:
    """The norms that hold by themselves for a category of data, own ones by what they are like, for this organisation on this day."""
    organisation = audit.register.organisation
    country, sector = audit.register.country, organisation.controller.sector if organisation else None
    found: dict[str, tuple[Norm, ...]] = {}
    for norm in norms().values():
        if norm.automatic and norm.country in (country, "EU") and norm.holds(audit.on) and (not norm.sectors or sector in norm.sectors):
            for category in norm.categories:
                found[category] = (*found.get(category, ()), norm)
    for identity, term in audit.register.own_data.items():
        if term.like in found:
            found[identity] = found[term.like]
    return found


# -- judging -------------------------------------------------------------------------------------------------------------------------------------------

BELOW, ABOVE, DOUBTFUL = "below", "above", "doubtful"


class Verdict(msgspec.Struct, gc=False):
    """Data that are kept shorter or longer than a norm says."""

    what: str
    """BELOW (law is not met), ABOVE (more than a ceiling), DOUBTFUL (below, but with a reason or by a norm that is not certain)."""
    why: str
    """"changed" (it equals a former period), "reason", "unconfirmed", "guideline", or ""."""
    activity: Activity
    path: tuple[str | int, ...]
    places: list[int]
    """Places of the data in the activity."""
    own: Period
    norm: Norm
    limit: Period


def judge_retention(audit: "Audit") -> list[Verdict]:
    """Every period of the register, as controller, that departs from a norm; one verdict for each place and norm."""
    judge = _Judge(audit)
    for each in audit.periods.to_judge:
        judge.judge(each.activity, each.place, each.data, each.retention, each.own)
    return judge.found


class _Judge:
    def __init__(self, audit: "Audit") -> None:
        self._audit = audit
        self._found: dict[tuple[str, tuple[str | int, ...], str, str], Verdict] = {}
        self._longest: dict[str, Span] | None = None
        self._fine: set[tuple[Any, ...]] = set()
        """Periods that were looked at and depart from no norm: a register has the same ones many times."""

    @property
    def found(self) -> list[Verdict]:
        return list(self._found.values())

    def judge(self, activity: Activity, index: int, data: Data, retention: Retention, is_own: bool) -> None:
        key = (data.category, retention.years, retention.months, retention.weeks, retention.days, retention.statute)
        if key in self._fine:
            return
        period = period_of(retention)
        if period is None or min(period) < 0 or retention.indefinite:
            return
        measured = span(period)
        norms_here = list(self._norms(activity, data, retention))
        if not any((each.least and shorter(measured, span(each.least))) or (each.ceiling and longer(measured, span(each.ceiling))) for each in norms_here):
            if not any(norm.subjects for norm in self._audit.retention_norms.get(data.category or "", ())):
                self._fine.add(key)
            return
        path = ("data", index, "retention", unit_of(retention)) if is_own else ("retention", unit_of(retention))
        verdict = self._below(measured, period, norms_here, data, retention) or self._above(measured, norms_here, activity, data, retention)
        if verdict is not None:
            what, why, norm, limit = verdict
            place = (activity.id, path, norm.id, what)
            if place in self._found:
                self._found[place].places.append(index)
            else:
                self._found[place] = Verdict(what, why, activity, path, [index], period, norm, limit)

    def _norms(self, activity: Activity, data: Data, retention: Retention) -> Iterator[Norm]:
        audit = self._audit
        named = in_force(retention.statute, audit.on) if retention.statute else None
        if named is not None and named.country in (audit.register.country, "EU"):
            yield named
        for norm in audit.retention_norms.get(data.category or "", ()):
            if norm is not named and (not norm.subjects or self._only_about(activity, data, norm.subjects)):
                yield norm

    def _only_about(self, activity: Activity, data: Data, subjects: frozenset[str]) -> bool:
        """Whether the data are about these people alone: of mixed groups nobody can tell which period is meant."""
        people: Iterable[str | None] = data.subjects or [each.category for each in activity.subjects or ()]
        own = self._audit.register.own_subjects
        like = {(own[each].like if each in own else each) for each in people if each}
        return bool(like) and like <= subjects

    def _below(self, measured: Span, period: Period, norms_here: list[Norm], data: Data, retention: Retention) -> tuple[str, str, Norm, Period] | None:
        unmet = [(norm, norm.least) for norm in norms_here if norm.least and shorter(measured, span(norm.least))]
        if not unmet:
            return None
        reason = bool((retention.reason or "").strip())
        certain = [each for each in unmet if each[0].certain]
        if not certain and reason:
            return None
        norm, floor = max(certain or unmet, key=lambda each: span(each[1]).least)
        if self._kept_elsewhere(data, floor):
            return None
        if not certain:
            return DOUBTFUL, "unconfirmed", norm, floor
        if reason:
            return DOUBTFUL, "reason", norm, floor
        changed = any(former.floor and span(former.floor) == span(period) for former in former_floors(norm))
        return BELOW, "changed" if changed else "", norm, floor

    def _kept_elsewhere(self, data: Data, floor: Period) -> bool:
        """Whether it is administration that another activity keeps long enough."""
        category = self._like(data.category)
        if category not in ADMINISTRATION:
            return False
        if self._longest is None:
            self._longest = self._longest_kept()
        longest = self._longest.get(category)
        return longest is not None and not shorter(longest, span(floor))

    def _longest_kept(self) -> dict[str, Span]:
        longest: dict[str, Span] = {}
        for activity in self._audit.as_controller:
            for _, data, retention, _ in kept(activity):
                category = self._like(data.category)
                if category in ADMINISTRATION and retention and (period := period_of(retention)) and min(period) >= 0:
                    measured = span(period)
                    if category not in longest or longer(measured, longest[category]):
                        longest[category] = measured
        return longest

    def _like(self, category: str | None) -> str:
        own = self._audit.register.own_data.get(category or "")
        return (own.like if own else category) or ""

    def _above(self, measured: Span, norms_here: list[Norm], activity: Activity, data: Data, retention: Retention) -> tuple[str, str, Norm, Period] | None:
        reason = bool((retention.reason or "").strip())
        floors = [span(norm.floor) for norm in norms_here if norm.floor]
        for norm in norms_here:
            ceiling = norm.ceiling
            if ceiling is None or not longer(measured, span(ceiling)):
                continue
            if reason and (norm.exception or not norm.statute):
                continue
            if any(not longer(measured, floor) for floor in floors):
                continue  # another norm asks for as much
            if norm.consent and _by_consent(activity, data):
                if not longer(measured, span(norm.consent)):
                    continue
                ceiling = norm.consent
            why = "" if norm.certain else "unconfirmed"
            return ABOVE, why if norm.statute else "guideline", norm, ceiling
        return None


def _by_consent(activity: Activity, data: Data) -> bool:
    return any(purpose.basis == "consent" and (purpose.data is None or data.category in purpose.data) for purpose in activity.purposes or ())


def unit_of(retention: Retention) -> str:
    """The first unit in which a retention gives its number."""
    return next((unit for unit in UNITS if getattr(retention, unit) is not None), UNITS[0])
