"""D: whose data, which data, from where and for how long: Art. 5(1)(c) and (e), 13, 14 and 30(1)(c) and (f).

Not asked of records of Art. 30(2): what is kept for how long is for the controller to say.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..derive import kept
from ..derive.questions import NAMELESS, identity_copies, must_give
from ..derive.retention import ABOVE, BELOW, DOUBTFUL, Verdict, norms
from ..model.activity import Activity, Data
from .base import ERROR, INFO, WARNING, Country, Hits, Term, hit, rule
from .wording import category, said

if TYPE_CHECKING:
    from ..audit import Audit


_SOME = 5
"""Categories that a message names; of a longer list the rest is “…”."""


def _data(audit: "Audit", activity: Activity, places: list[int]) -> list[Any]:
    """The categories of data at these places, each once, as a message names them; what has no category goes by its number."""
    data = activity.data or []
    names = {data[place].category or f"#{place + 1}": place for place in places}
    shown = [category(audit.register.own_data, "data-category", name) if data[place].category else name for name, place in names.items()]
    return shown if len(shown) <= _SOME + 1 else [*shown[:_SOME], "…"]


def _text(text: str | None) -> str:
    """A text of the register as a message quotes it: without the full stop at its end."""
    return (text or "").strip().rstrip(".")


def _open(audit: "Audit") -> Iterator[tuple[Activity, int, Data]]:
    """The data about which something is to be asked, each with its activity and place."""
    for activity, places in audit.open_data:
        rows = activity.data or []
        for place in places:
            yield activity, place, rows[place]


def _described(data: Data) -> bool:
    return bool(data.items) or said(data.description)


# -- whose and which ------------------------------------------------------------------------------------------------------------------------------


@rule("D301", ERROR, "GDPR art. 30(1)(c)")
def data_subjects(audit: "Audit") -> Hits:
    """An activity that does not say whose data it is about."""
    for activity in audit.as_controller:
        if not activity.subjects:
            yield hit(activity, "subjects")
            continue
        for place, each in enumerate(activity.subjects):
            if each.category is None and not said(each.description):
                yield hit(activity, "subjects", place, "category", variant="entry", number=place + 1)


@rule("D302", ERROR, "GDPR art. 30(1)(c)")
def data_categories(audit: "Audit") -> Hits:
    """An activity that does not say which data it is about."""
    for activity in audit.as_controller:
        if not activity.data:
            yield hit(activity, "data")
    for activity, place, data in _open(audit):
        if data.category is None and not _described(data):
            yield hit(activity, "data", place, "category", variant="entry", number=place + 1)


@rule("D315", WARNING, "GDPR art. 30(1)(c)", "GDPR art. 5(1)(c)")
def category_vague(audit: "Audit") -> Hits:
    """A category that tells nobody what it holds."""
    for activity, place, data in _open(audit):
        if data.category is None and _described(data):
            yield hit(activity, "data", place, "category", number=place + 1)
        elif data.category == "other" and not _described(data):
            yield hit(activity, "data", place, "items", variant="other", number=place + 1)
    for activity in audit.as_controller:
        for place, subjects in enumerate(activity.subjects or ()):
            if subjects.category == "other" and not said(subjects.description):
                yield hit(activity, "subjects", place, "description", variant="subjects", number=place + 1)


@rule("D316", WARNING, "GDPR art. 30(1)(c)", "GDPR art. 5(2)")
def subjects_of_data(audit: "Audit") -> Hits:
    """Data about people whom the activity itself does not list."""
    own = audit.register.own_subjects
    for activity, place, data in _open(audit):
        if data.subjects and activity.subjects:
            people = {each.category for each in activity.subjects}
            for index, named in enumerate(data.subjects):
                if named not in people and named in audit.subject_facts:
                    subjects = category(own, "data-subject", named)
                    yield hit(activity, "data", place, "subjects", index, subjects=subjects, data=_data(audit, activity, [place]))


@rule("D317", WARNING, "GDPR art. 5(1)(c)", "GDPR art. 12(6)", "UAVG art. 46")
def identity_copy(audit: "Audit") -> Hits:
    """Identity documents that are kept though no law is named that asks for them."""
    copies = identity_copies(audit)
    for activity, place, data in _open(audit):
        if data.category in copies and (variant := _needless_copy(audit, activity, data)) is not None:
            yield hit(activity, "data", place, variant=variant)


def _needless_copy(audit: "Audit", activity: Activity, data: Data) -> str | None:
    """None where a law is named that asks for the document, or where consent may do; else the variant of the message."""
    if any(each.category == "rights-request" for each in activity.data or ()):
        return "request"
    if data.required == "law" or data.national_number_ground not in (None, "none"):
        return None
    enough = {"legal-obligation", "public-task"} if audit.register.country == "NL" else {"legal-obligation", "public-task", "consent"}
    bases = {purpose.basis for purpose in activity.purposes or () if purpose.basis and (purpose.data is None or data.category in purpose.data)}
    return None if bases & enough or not bases else ""


# -- where from, and whether it must be given ----------------------------------------------------------------------------------------------------


@rule("D308", INFO, "GDPR art. 14(2)(f)", "GDPR art. 13")
def data_source(audit: "Audit") -> Hits:
    """Data of which it is not said where they come from. Art. 30 does not ask it; Art. 14 does, of data that people did not give themselves."""
    for activity, asked in audit.open_data:
        rows = activity.data or []
        places = [place for place in asked if not rows[place].source]
        if places:
            everything = len(places) == len(rows)
            yield hit(activity, "data", places[0], "source", variant="all" if everything else "", data=_data(audit, activity, places))


@rule("D319", WARNING, "GDPR art. 14(2)(f)")
def source_detail(audit: "Audit") -> Hits:
    """A source that is no more than “another party”."""
    for activity, place, data in _open(audit):
        if data.source and not NAMELESS.isdisjoint(data.source) and not said(data.source_detail):
            sources = [Term("data-source", source) for source in data.source if source in NAMELESS]
            yield hit(activity, "data", place, "source_detail", sources=sources, data=_data(audit, activity, [place]))


@rule("D309", INFO, "GDPR art. 13(2)(e)")
def data_required(audit: "Audit") -> Hits:
    """Data that people give themselves, of which it is not said whether they must and what follows if they do not."""
    must = must_give()
    for activity, asked in audit.open_data:
        unsaid, without = [], []
        for place in asked:
            data = (activity.data or [])[place]
            if data.required is None:
                if data.source and "data-subject" in data.source:
                    unsaid.append(place)
            elif data.required in must and not said(data.consequence):
                without.append(place)
        if unsaid and not _all_by_consent(activity):
            yield hit(activity, "data", unsaid[0], "required", data=_data(audit, activity, unsaid))
        if without:
            yield hit(activity, "data", without[0], "consequence", variant="consequence", data=_data(audit, activity, without))


def _all_by_consent(activity: Activity) -> bool:
    """What is asked by consent alone is voluntary: that needs no saying."""
    return bool(activity.purposes) and all(purpose.basis == "consent" for purpose in activity.purposes or ())


# -- for how long ----------------------------------------------------------------------------------------------------------------------------------


@rule("D303", WARNING, "GDPR art. 30(1)(f)", "GDPR art. 13(2)(a)", "GDPR art. 5(1)(e)")
def retention(audit: "Audit") -> Hits:
    """Data of which it is not said how long they are kept. A warning: Art. 30(1)(f) asks it “where possible”, Art. 13(2)(a) of the statement."""
    return _flawed(audit, kept.MISSING)


@rule("D304", WARNING, "GDPR art. 30(1)(f)", "GDPR art. 5(1)(e)")
def retention_start(audit: "Audit") -> Hits:
    """A number that does not say from when it counts."""
    return _flawed(audit, kept.START)


@rule("D305", ERROR, "GDPR art. 5(1)(e)")
def retention_indefinite(audit: "Audit") -> Hits:
    """Data that are kept for life or without end, and no word why."""
    return _flawed(audit, kept.ENDLESS)


@rule("D314", WARNING, "GDPR art. 5(1)(e)", "GDPR art. 89(1)")
def retention_indefinite_explained(audit: "Audit") -> Hits:
    """Data that are kept without end, with a reason that somebody has to judge."""
    return _flawed(audit, kept.EXPLAINED)


@rule("D310", ERROR, "GDPR art. 30(1)(f)", "GDPR art. 5(2)")
def retention_contradiction(audit: "Audit") -> Hits:
    """A period that cannot be: less than nothing, or a number and without end at once."""
    return _flawed(audit, kept.CONTRADICTION)


@rule("D311", WARNING, "GDPR art. 13(2)(a)", "GDPR art. 5(1)(e)")
def retention_vague(audit: "Audit") -> Hits:
    """A criterion that sets no limit: as long as necessary (WP260 rev.01, annex)."""
    return _flawed(audit, kept.EMPTY)


@rule("D313", WARNING, "GDPR art. 5(2)", "GDPR art. 30(1)(f)")
def retention_statute_lapsed(audit: "Audit") -> Hits:
    """A statutory period that is named and does not hold here, or not on this day."""
    return _flawed(audit, kept.STATUTE)


def _flawed(audit: "Audit", kind: str) -> Hits:
    """Findings of one kind of flaw in the periods, with what their messages may need."""
    for flaw in audit.periods.flaws[kind]:
        table = flaw.retention
        more: dict[str, Any] = {}
        if table is not None:
            more = {"until": _text(table.until), "reason": _text(table.reason)}
            if kind == kept.STATUTE and table.statute:
                norm = norms()[table.statute]
                after = norms().get(norm.replaced_by)
                more |= {"statute": Term("statute", norm.id), "country": Country(norm.country), "last": norm.until, "first": norm.since}
                more["next"] = Term("statute", after.id) if after else None
        yield hit(flaw.activity, *flaw.path, variant=flaw.why, data=_data(audit, flaw.activity, flaw.places), **more)


@rule("D306", ERROR, "GDPR art. 6(1)(c)", "GDPR art. 30(1)(f)")
def retention_below_statute(audit: "Audit") -> Hits:
    """Data that are kept shorter than the law demands."""
    return _judged(audit, BELOW)


@rule("D307", WARNING, "GDPR art. 5(1)(e)")
def retention_above_statute(audit: "Audit") -> Hits:
    """Data that are kept longer than law or guidance allows, and no word why."""
    return _judged(audit, ABOVE)


@rule("D312", WARNING, "GDPR art. 5(1)(e)", "GDPR art. 6(1)(c)")
def retention_below_doubtful(audit: "Audit") -> Hits:
    """Data that are kept shorter than a period of the law, where the law leaves room or the period could not be confirmed."""
    return _judged(audit, DOUBTFUL)


def _judged(audit: "Audit", what: str) -> Hits:
    for verdict in audit.retention:
        if verdict.what == what:
            yield hit(verdict.activity, *verdict.path, variant=verdict.why, **_facts(audit, verdict))


def _facts(audit: "Audit", verdict: Verdict) -> dict[str, Any]:
    norm = verdict.norm
    return {
        "data": _data(audit, verdict.activity, verdict.places),
        "own": verdict.own,
        "limit": verdict.limit,
        "statute": Term("statute", norm.id),
        "id": norm.id,
        "since": norm.since,
    }


@rule("D320", WARNING, "GDPR art. 5(1)(e)", "GDPR art. 17(1)(a)")
def not_erased(audit: "Audit") -> Hits:
    """Data that, as the record itself says, are not erased when their time is up."""
    for activity in audit.as_controller:
        if activity.erased is False:
            reason = activity.not_erased_reason
            yield hit(activity, "erased", variant="reason" if said(reason) else "", reason=_text(reason))


RULES = (
    data_subjects,
    data_categories,
    retention,
    retention_start,
    retention_indefinite,
    retention_below_statute,
    retention_above_statute,
    data_source,
    data_required,
    retention_contradiction,
    retention_vague,
    retention_below_doubtful,
    retention_statute_lapsed,
    retention_indefinite_explained,
    category_vague,
    subjects_of_data,
    identity_copy,
    source_detail,
    not_erased,
)
