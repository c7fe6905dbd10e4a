"""A: impact assessments, automated decisions, reviews and the life of a record (Art. 22, 24, 35, 36)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from .. import law
from ..derive.people import has_children
from ..derive.reviews import MONTHS, is_due_on, review_due
from ..model.activity import Activity, Decision, Dpia
from .base import ERROR, INFO, WARNING, Hit, Hits, Label, Term, hit, rule

if TYPE_CHECKING:
    from ..audit import Audit
    from ..model.fields import Record


# -- the impact assessment -------------------------------------------------------------------------------------------------------------------------

_NO_DPIA = Dpia()
_DECIDED = ("to-do", "in-progress", "done")


@rule("A701", WARNING, "GDPR art. 35(1)", "GDPR art. 35(3)", "WP248 rev.01")
def dpia_due(audit: "Audit") -> Hits:
    """An activity with the marks of a high risk, and no decision about an impact assessment that explains itself."""
    for activity in audit.as_controller:
        dpia = activity.dpia or _NO_DPIA
        if dpia.status in _DECIDED:
            continue
        explained = dpia.status == "not-required" and bool(dpia.reason)
        why = _demand(audit, activity)
        path = ("dpia", "reason") if dpia.status else ("dpia", "status")
        if why:
            if explained:
                yield hit(activity, "dpia", "reason", variant=f"although-{why}", listed=dpia.listed)
        elif explained:
            continue
        elif _decides_by_profile(activity):
            yield hit(activity, *path, variant="decision")
        elif len(criteria := _criteria(audit, activity)) > 1 and not _is_single_practitioner(audit, activity, criteria):
            terms = [Term("dpia-criterion", criterion) for criterion in criteria]
            yield hit(activity, *path, variant="reason" if dpia.status else "", criteria=terms, count=len(criteria))


@rule("A702", ERROR, "GDPR art. 35(1)", "GDPR art. 35(3)", "GDPR art. 35(4)")
def dpia_missing(audit: "Audit") -> Hits:
    """An activity that runs without the impact assessment that the law asks for."""
    for activity in audit.as_controller:
        dpia = activity.dpia or _NO_DPIA
        if dpia.status == "done" or (dpia.status == "not-required" and dpia.reason):
            continue
        if why := _demand(audit, activity):
            yield hit(activity, "dpia", "status", variant=_unfinished(audit, activity) or why, listed=dpia.listed)


@rule("A716", WARNING, "GDPR art. 35(1)", "GDPR art. 24(1)")
def dpia_unfinished(audit: "Audit") -> Hits:
    """An impact assessment that the organisation itself has planned or begun, where nothing shows that the law asks for it; else A702 says so."""
    for activity in audit.as_controller:
        variant = _unfinished(audit, activity)
        if variant and not _demand(audit, activity):
            yield hit(activity, "dpia", "status", variant=variant)


def _unfinished(audit: "Audit", activity: Activity) -> str:
    """How far an assessment is that is not done: "before" the activity begins, else its status; "" where none was planned."""
    if activity.dpia is None or activity.dpia.status not in ("to-do", "in-progress"):
        return ""
    ahead = activity.status == "draft" or (activity.started is not None and activity.started > audit.on)
    return "before" if ahead else activity.dpia.status


@rule("A703", WARNING, "GDPR art. 35(7)", "GDPR art. 5(2)")
def dpia_evidence(audit: "Audit") -> Hits:
    """An impact assessment that was done, and nothing to show it by."""
    for activity in audit.assessed:
        dpia = activity.dpia
        if dpia is not None and dpia.status == "done" and (dpia.done is None or dpia.document is None):
            variant = "document" if dpia.done else "date" if dpia.document else ""
            yield hit(activity, "dpia", "document" if dpia.done else "done", variant=variant)


@rule("A704", WARNING, "GDPR art. 35(11)")
def dpia_review(audit: "Audit") -> Hits:
    """An impact assessment whose planned review is past."""
    for activity in audit.assessed:
        dpia = activity.dpia
        if dpia is not None and dpia.status == "done":
            due = is_due_on(dpia.done, dpia.next_review)
            if due is not None and due < audit.on:
                yield hit(activity, "dpia", "next_review", due=due)


@rule("A705", ERROR, "GDPR art. 36(1)")
def residual_risk_consultation(audit: "Audit") -> Hits:
    """A high risk that remains, without prior consultation of the authority."""
    for activity in audit.assessed:
        dpia = activity.dpia
        if dpia is None or dpia.residual_risk != "high":
            continue
        if dpia.consultation is None:
            yield hit(activity, "dpia", "consultation")
        elif dpia.consultation.dated is None:
            yield hit(activity, "dpia", "consultation", "dated", variant="date")


@rule("A715", WARNING, "GDPR art. 35(2)", "GDPR art. 39(1)(c)")
def dpia_advice(audit: "Audit") -> Hits:
    """An impact assessment that was done without the advice of the data protection officer there is."""
    if audit.dpo is None:
        return
    for activity in audit.assessed:
        if activity.dpia is not None and activity.dpia.status == "done" and not activity.dpia.advice:
            yield hit(activity, "dpia", "advice")


def _demand(audit: "Audit", activity: Activity) -> str:
    """Why an assessment is due by the law's own words, or by the organisation's: "listed", "risk", "decision", "large-scale"; "" where nothing says so."""
    if activity.dpia is not None and activity.dpia.listed:
        return "listed"
    if activity.risk is not None and activity.risk.level == "high":
        return "risk"
    if not activity.large_scale:
        return ""
    return "decision" if _decides_by_profile(activity) else "large-scale" if _has_special_data(audit, activity) else ""


def _decides_by_profile(activity: Activity) -> bool:
    """Whether there are decisions with weight, based on profiling. Art. 35(3)(a) is about evaluation that is systematic and extensive."""
    return bool(activity.automated_decisions) and any(decision.profiling and decision.significant for decision in activity.automated_decisions or ())


def _has_special_data(audit: "Audit", activity: Activity) -> bool:
    """Whether there are data of Art. 9 or 10 among it."""
    special, criminal = audit.special_categories, audit.criminal_categories
    return any(data.special or data.criminal_ground or data.category in criminal or data.category in special for data in activity.data or ())


_EVERYWHERE = frozenset({"complaint", "dietary-needs"})
"""Data that may hold special categories, and that any organisation may have of anybody: not of a highly personal nature by themselves."""


def _may_hold_special_data(audit: "Audit", activity: Activity) -> bool:
    """Whether there are data of a highly personal nature that often turn out to be of Art. 9 (a session report), and nobody says that here they do not.

    Data that are sensitive otherwise do not count: every payroll has them.
    """
    likely = audit.likely_special_categories
    return any(data.category in likely and data.special is None and data.category not in _EVERYWHERE for data in activity.data or ())


def _criteria(audit: "Audit", activity: Activity) -> list[str]:
    """The criteria of WP248 that the activity meets: as the register says, else as can be told from what it says of the data and the people."""
    if activity.dpia is not None and activity.dpia.criteria is not None:
        return list(dict.fromkeys(activity.dpia.criteria))
    decisions = activity.automated_decisions or ()
    found = []
    if any(decision.profiling for decision in decisions):
        found.append("evaluation-scoring")
    if any(_is_of_article_22(decision) for decision in decisions):
        found.append("automated-decision")
    if _has_special_data(audit, activity) or _may_hold_special_data(audit, activity):
        found.append("sensitive-data")
    if activity.large_scale:
        found.append("large-scale")
    if found and _has_vulnerable_people(audit, activity):
        found.append("vulnerable-subjects")
    return found


def _has_vulnerable_people(audit: "Audit", activity: Activity) -> bool:
    """Whether there are children, patients or others in a weak position. Staff count only where the register says so: every employer has them."""
    facts = audit.subject_facts
    for people in activity.subjects or ():
        if people.guardianship or people.vulnerable or has_children(people, facts):
            return True
        known = facts.get(people.category or "", {})
        if known.get("vulnerable") and not known.get("work") and people.vulnerable is None:
            return True
    return False


def _is_single_practitioner(audit: "Audit", activity: Activity, criteria: list[str]) -> bool:
    """Whether recital 91 spares it: the patients or clients of a single care professional or lawyer, said not to be on a large scale."""
    organisation = audit.register.organisation
    if organisation is None or activity.large_scale is not False or not {"sensitive-data", "vulnerable-subjects"}.issuperset(criteria):
        return False
    facts = law.terms("sector").get(organisation.controller.sector or "", {})
    staff = organisation.controller.staff
    return staff is not None and staff <= 1 and bool(facts.get("care") or facts.get("health") or facts.get("secrecy"))


# -- automated decisions ---------------------------------------------------------------------------------------------------------------------------


def _is_of_article_22(decision: Decision) -> bool:
    return bool(decision.solely_automated and decision.significant)


@rule("A706", ERROR, "GDPR art. 22(2)", "GDPR art. 22(3)", "GDPR art. 13(2)(f)", "GDPR art. 14(2)(g)")
def automated_decision_explained(audit: "Audit") -> Hits:
    """A decision of Art. 22 without its logic, its effects, what allows it, or the way to a human being."""
    for activity in audit.deciding:
        for index, decision in enumerate(activity.automated_decisions or ()):
            if not _is_of_article_22(decision):
                continue
            ground = law.terms("decision-ground").get(decision.ground or "", {})
            needed = [
                "logic",
                "effects",
                "ground",
                *(["ground_law"] if ground.get("needs_law") else []),
                *(["human_review"] if ground.get("human_review") else []),
            ]
            missing = [name for name in needed if not getattr(decision, name)]
            if missing:
                labels = [Label(f"Decision.{name}") for name in missing]
                keys = ", ".join(f"`{name}`" for name in missing)
                yield hit(activity, "automated_decisions", index, missing[0], missing=labels, keys=keys, decision=decision.description or index + 1)


@rule("A707", WARNING, "GDPR art. 22(4)")
def automated_decision_special(audit: "Audit") -> Hits:
    """A decision of Art. 22 in an activity with special categories that stand on a ground that does not allow it."""
    for activity in audit.deciding:
        for index, decision in enumerate(activity.automated_decisions or ()):
            if _is_of_article_22(decision):
                grounds = {data.special_ground: None for data in activity.data or () if data.special_ground}
                barred = [Term("special-ground", ground) for ground in grounds if ground not in ("explicit-consent", "substantial-public-interest")]
                if barred:
                    yield hit(activity, "automated_decisions", index, grounds=barred, decision=decision.description or index + 1)


@rule("A708", INFO, "GDPR art. 22", "GDPR art. 13(2)(f)")
def automated_decisions_said(audit: "Audit") -> Hits:
    """An activity that does not say whether there are automated decisions, or what sort they are."""
    silent = [activity for activity in audit.as_controller if activity.automated_decisions is None and activity.status != "draft"]
    organisation = audit.register.organisation
    if organisation is not None and len(silent) > 1 and len(silent) == sum(activity.status != "draft" for activity in audit.as_controller):
        yield hit(organisation, variant="register", count=len(silent))
    else:
        for activity in silent:
            yield hit(activity, "automated_decisions")
    for activity in audit.deciding:
        for index, decision in enumerate(activity.automated_decisions or ()):
            if decision.solely_automated is not False and decision.significant is not False and not _is_of_article_22(decision):
                missing = "solely_automated" if decision.solely_automated is None else "significant"
                yield hit(activity, "automated_decisions", index, missing, variant="open", decision=decision.description or index + 1)


# -- reviews and dates -----------------------------------------------------------------------------------------------------------------------------


@rule("A709", WARNING, "GDPR art. 24(1)", "GDPR art. 5(2)")
def review_overdue(audit: "Audit") -> Hits:
    """An activity, or a party, that was to be looked at again before today."""
    on = audit.on
    months = MONTHS if audit.policy.review_months is None else audit.policy.review_months
    recent = on - timedelta(days=max(0, min(28 * months, (on - date.min).days)))  # no month is shorter: what is younger than this is not due
    for activity in audit.activities:
        following = activity.next_review
        start = activity.last_review or activity.created or activity.started
        if following >= on if following is not None else start is not None and start >= recent:
            continue  # the usual case, without reckoning
        if activity.status == "draft" or (activity.started is not None and activity.started > on):
            continue
        due = review_due(activity, months)
        if due is None or due >= on:
            continue
        if due == activity.next_review:
            yield hit(activity, "next_review", due=due)
        elif activity.last_review is not None:
            yield hit(activity, "last_review", variant="last", due=due, last=activity.last_review, months=months)
        else:
            yield hit(activity, "last_review", variant="never", due=due, months=months)
    for parties, users in ((audit.processors, audit.activities_of_processor), (audit.recipients, audit.activities_of_recipient)):
        for party in parties:
            due = is_due_on(party.last_review, party.next_review)
            if due is not None and due < on and party.id in users:
                yield hit(party, "next_review", variant="party", due=due)


@rule("A710", WARNING, "GDPR art. 5(2)", "GBA Recommendation 06/2017")
def ended_without_date(audit: "Audit") -> Hits:
    """An activity that ended, nobody knows when."""
    for activity in audit.register.activities.values():
        if activity.status == "ended" and activity.ended is None:
            yield hit(activity, "ended")


@rule("A711", WARNING, "GDPR art. 30(1)", "GDPR art. 5(2)")
def draft_stale(audit: "Audit") -> Hits:
    """A draft that has been one for too long."""
    most = audit.policy.draft_days if audit.policy.draft_days is not None else 90
    for activity in audit.activities:
        if activity.status == "draft":
            touched = max((day for day in (activity.created, activity.last_review) if day is not None), default=None)
            if touched is not None and (days := (audit.on - touched).days) > most:
                yield hit(activity, "status", since=touched, days=days, most=most)


class _Order(msgspec.Struct, frozen=True, gc=False):
    """Two days of a kind of record of which one cannot come before the other."""

    kind: str
    first: str
    second: str


_ORDERS = (
    _Order("processor", "started", "ended"),
    _Order("recipient", "started", "ended"),
    _Order("agreement", "valid_from", "valid_to"),
    _Order("agreement", "valid_from", "ended"),
)


@rule("A712", ERROR, "GDPR art. 5(1)(d)", "GDPR art. 5(2)")
def dates_in_order(audit: "Audit") -> Hits:
    """An end before its beginning."""
    for activity in audit.register.activities.values():
        if activity.ended is not None and activity.started is not None and activity.ended < activity.started:
            yield _out_of_order(activity, "Activity", "started", activity.started, "ended", activity.ended)
    for order in _ORDERS:
        for record in audit.register.by_kind(order.kind).values():
            first: date | None = getattr(record, order.first)
            second: date | None = getattr(record, order.second)
            if first is not None and second is not None and second < first:
                yield _out_of_order(record, "Agreement" if order.kind == "agreement" else "Party", order.first, first, order.second, second)


def _out_of_order(record: "Record", table: str, first: str, earlier: "date", second: str, later: "date") -> Hit:
    return hit(record, second, first=Label(f"{table}.{first}"), second=Label(f"{table}.{second}"), earlier=earlier, later=later)


@rule("A713", WARNING, "GDPR art. 5(1)(d)", "GDPR art. 5(2)")
def review_dates(audit: "Audit") -> Hits:
    """A next review that is not after the last. A last one after the day is no fault: the register may be looked at as of an earlier day."""
    for activity in audit.activities:
        last, following = activity.last_review, activity.next_review
        if last is not None and following is not None and following <= last:
            yield hit(activity, "next_review", last=last, following=following)


@rule("A714", WARNING, "GDPR art. 5(1)(d)", "GDPR art. 30(1)")
def status_contradiction(audit: "Audit") -> Hits:
    """A status that the dates of the same record belie."""
    for activity in audit.register.activities.values():
        if activity.status == "active" and activity.ended is not None and activity.ended < audit.on:
            yield hit(activity, "status", variant="ended", day=activity.ended)
        elif (
            activity.status == "draft" and activity.started is not None and activity.started <= audit.on and not (activity.ended and activity.ended < audit.on)
        ):
            yield hit(activity, "status", day=activity.started)


RULES = (
    dpia_due,
    dpia_missing,
    dpia_evidence,
    dpia_review,
    residual_risk_consultation,
    automated_decision_explained,
    automated_decision_special,
    automated_decisions_said,
    review_overdue,
    ended_without_date,
    draft_stale,
    dates_in_order,
    review_dates,
    status_contradiction,
    dpia_advice,
    dpia_unfinished,
)
