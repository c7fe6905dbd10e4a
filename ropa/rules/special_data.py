"""P, second part: what allows data of Art. 9 (special categories), Art. 10 (criminal convictions and offences) and Art. 87 (national number)."""

from typing import TYPE_CHECKING

from .. import law
from ..model.activity import Purpose
from .base import ERROR, INFO, WARNING, Country, Hits, Term, hit, rule
from .wording import category, names_a_law

if TYPE_CHECKING:
    from ..audit import Audit

_UNSPECIFIED = "unspecified"
"""What stands for special categories of which it is not said which."""

_HERE = ("NL", "BE")
"""Countries whose law on Art. 9, 10 and 87 is known here in full; elsewhere a ground that is not on the list may still exist."""


@rule("P210", ERROR, "GDPR art. 9(1)", "GDPR art. 9(2)")
def special_category_ground(audit: "Audit") -> Hits:
    """Special categories without the exception that allows them."""
    for activity, place, data in audit.marked_data:
        if data.special_ground is None and activity.role != "processor" and (special := audit.special_of(data)):
            what = category(audit.register.own_data, "data-category", data.category)
            variant = "unspecified" if special == [_UNSPECIFIED] else "itself" if special == [data.category] else ""
            yield hit(activity, "data", place, "special_ground", variant=variant, data=what, special=[Term("special-category", each) for each in special])


@rule("P211", WARNING, "GDPR art. 9(2)")
def special_category_law(audit: "Audit") -> Hits:
    """An exception of Art. 9(2) that stands on a law, which is not named."""
    for activity, place, data in audit.marked_data:
        if data.special_ground and activity.role != "processor" and not names_a_law(data.special_law):
            facts = law.terms("special-ground").get(data.special_ground, {})
            if facts.get("needs_law"):
                what = category(audit.register.own_data, "data-category", data.category)
                yield hit(activity, "data", place, "special_law", data=what, ground=Term("special-ground", data.special_ground), letter=facts["letter"])


def _asks_consent(purpose: Purpose) -> bool:
    """Whether consent is asked for a purpose, as basis of Art. 6 or beside another one."""
    return purpose.basis == "consent" or purpose.consent is not None


@rule("P212", WARNING, "GDPR art. 7(1)", "GDPR art. 9(2)(a)")
def explicit_consent_recorded(audit: "Audit") -> Hits:
    """Explicit consent as the ground for special or criminal data, and no purpose that says how it is asked."""
    for activity, place, data in audit.marked_data:
        if "explicit-consent" not in (data.special_ground, data.criminal_ground) or activity.role == "processor":
            continue
        if not any(map(_asks_consent, activity.purposes or ())):
            key = "special_ground" if data.special_ground == "explicit-consent" else "criminal_ground"
            yield hit(activity, "data", place, key, data=category(audit.register.own_data, "data-category", data.category))


@rule("P213", INFO, "GDPR art. 9(1)", "CJEU C-184/20, par. 117-128")
def special_category_named(audit: "Audit") -> Hits:
    """Data that often turn out to hold special categories, without saying whether they do; or a ground of Art. 9 for none."""
    asked = {identity: audit.data_facts[identity]["may_hold"] for identity in audit.likely_special_categories}
    own = {identity for identity, special in audit.special_categories.items() if special != [_UNSPECIFIED]}
    for activity in audit.as_controller:
        for place, data in enumerate(activity.data or ()):
            if (data.special_ground is None and data.category not in asked) or (data.special and data.special != [_UNSPECIFIED]) or data.category in own:
                continue
            if data.special_ground:
                what = category(audit.register.own_data, "data-category", data.category)
                yield hit(activity, "data", place, "special_ground", variant="ground", data=what, ground=Term("special-ground", data.special_ground))
            elif data.special is None and data.category is not None:
                what = category(audit.register.own_data, "data-category", data.category)
                yield hit(activity, "data", place, "special", data=what, special=[Term("special-category", each) for each in asked[data.category]])


def _unsound(vocabulary: str, ground: str, named: str | None, country: str | None) -> str:
    """What is wrong with a ground of national law: "none", "country", "law", or "" for nothing. No error leans on a fact that is still to be verified."""
    facts = law.terms(vocabulary).get(ground)
    if facts is None:
        return ""  # an unknown value: another rule says so
    if facts.get("valid") is False:
        return "none"
    if facts.get("verified") == "to verify":
        return ""
    if country in _HERE and country not in facts.get("countries", _HERE):
        return "country"
    return "law" if facts.get("needs_law") and not names_a_law(named) else ""


@rule("P214", ERROR, "GDPR art. 10", "UAVG art. 31-33", "Act of 30-07-2018 (BE) art. 10")
def criminal_data_ground(audit: "Audit") -> Hits:
    """Data on convictions and offences without what allows them."""
    country = audit.register.country
    for activity, place, data in audit.marked_data:
        if data.category not in audit.criminal_categories or activity.role == "processor":
            continue
        what = category(audit.register.own_data, "data-category", data.category)
        if data.criminal_ground is None:
            yield hit(activity, "data", place, "criminal_ground", data=what)
        elif wrong := _unsound("criminal-ground", data.criminal_ground, data.criminal_law, country):
            key = "criminal_law" if wrong == "law" else "criminal_ground"
            ground = Term("criminal-ground", data.criminal_ground)
            yield hit(activity, "data", place, key, variant=wrong, data=what, ground=ground, country=Country(country or ""))


@rule("P215", ERROR, "GDPR art. 87", "UAVG art. 46", "Act of 08-08-1983 (BE) art. 8")
def national_number_ground(audit: "Audit") -> Hits:
    """The national identification number without the law that allows it. Art. 87 leaves it to each country: asked only where that law is known here."""
    country = audit.register.country
    for activity, place, data in audit.marked_data:
        if data.category not in audit.national_number_categories or activity.role == "processor":
            continue
        what = category(audit.register.own_data, "data-category", data.category)
        if data.national_number_ground is None:
            if country is None or country in _HERE:
                yield hit(activity, "data", place, "national_number_ground", variant=(country or "").lower(), data=what)
        elif wrong := _unsound("national-number-ground", data.national_number_ground, data.national_number_law, country):
            key = "national_number_law" if wrong == "law" else "national_number_ground"
            ground = Term("national-number-ground", data.national_number_ground)
            yield hit(activity, "data", place, key, variant=wrong, data=what, ground=ground, country=Country(country or ""))
